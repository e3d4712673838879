import { cpuOf, createBackendClock, memoryOf } from "./cpu.ts";
import type { BenchDatabase } from "./database.ts";
import { type Ask, sendAll } from "./load.ts";
import { connect, type Scene } from "./scene.ts";
import type { Server } from "./server.ts";

/** Who is measured: a server and the database that it uses, alone or under an `application_name` of its own. */
export interface Contender {
  name: string;
  server: Server;
  database: BenchDatabase;
}

/** What is asked; `asks` makes so many requests in a contender's own words, about the same for the same seed. */
export interface Shape {
  name: string;
  /** Requests of one contender in one round. */
  count: number;
  asks(count: number, seed: number, contender: string): Ask[];
}

/** Who takes turns at what, how often, and over how many connections. */
interface Plan {
  shapes: readonly Shape[];
  contenders: readonly Contender[];
  rounds: number;
  connections: number;
}

/** What one contender needed in one round, for each request; of the database null where it can't be seen. */
export interface Sample {
  cpuServerUs: number;
  cpuDbUs: number | null;
  elapsedMs: number;
  times: number[];
}
/** The samples of a shape by contender, in the order of the rounds. */
export type Samples = Map<string, Sample[]>;

/** Lets contenders take turns at each shape, in another order in each round; gives the samples by shape. */
export async function runRounds(scene: Scene, { shapes, contenders, rounds, connections }: Plan) {
  const measures = contenders.map((contender) => createMeasure(scene, contender, connections));
  const samples = new Map(shapes.map(({ name }): [string, Samples] => [name, new Map()]));
  // Compiled code, filled caches and plans that are made once are part of a server that has run for a while.
  for (let round = 0; round <= rounds; round++) {
    for (const shape of shapes) {
      for (const { name, measure } of rotate(measures, round)) {
        scene.progress(`${shape.name}: ${round ? `round ${round} of ${rounds}` : "warming"}, ${name}`);
        const sample = await measure(shape.asks(shape.count, round, name));
        if (round) add(samples.get(shape.name) as Samples, name, sample);
        scene.signal.throwIfAborted();
      }
    }
  }
  scene.progress("");
  return samples;
}

const rotate = <T>(all: readonly T[], by: number) => all.map((_, i) => all[(i + by) % all.length] as T);
const add = (samples: Samples, name: string, sample: Sample) =>
  samples.set(name, [...(samples.get(name) ?? []), sample]);

function createMeasure(scene: Scene, { name, server, database }: Contender, connections: number) {
  const sql = connect(scene.server);
  scene.defer(() => sql.end());
  const cpuOfBackends = createBackendClock(sql, database);
  async function measure(asks: Ask[]): Promise<Sample> {
    const [serverBefore, dbBefore] = [await cpuOf(server.pid), await cpuOfBackends()];
    const load = await sendAll(server.url, asks, connections);
    const [serverAfter, dbAfter] = [await cpuOf(server.pid), await cpuOfBackends()];
    const cpuDbUs = dbBefore === null || dbAfter === null ? null : (dbAfter - dbBefore) / asks.length;
    return { cpuServerUs: (serverAfter - serverBefore) / asks.length, cpuDbUs, ...load };
  }
  return { name, measure };
}

/** What a contender needed for a shape, as DESIGN.md section 7 names it. */
export interface Row extends Record<string, string | number | null> {
  shape: string;
  contender: string;
  rps: number;
  p50Ms: number;
  p99Ms: number;
  cpuServerUs: number;
  cpuDbUs: number | null;
  rssMb: number;
}

/** The rows of a shape. */
export const rowsOf = (shape: string, contenders: readonly Contender[], samples: Samples): Promise<Row[]> =>
  Promise.all(
    contenders.map(async ({ name, server }) => {
      const own = samples.get(name) ?? [];
      const times = own.flatMap((sample) => sample.times).sort((a, b) => a - b);
      const elapsedMs = own.reduce((sum, sample) => sum + sample.elapsedMs, 0);
      const ofDb = own.map(({ cpuDbUs }) => cpuDbUs);
      return {
        ...{ shape, contender: name },
        rps: Math.round((times.length / elapsedMs) * 1_000),
        p50Ms: round(quantile(times, 0.5)),
        p99Ms: round(quantile(times, 0.99)),
        cpuServerUs: Math.round(median(own.map(({ cpuServerUs }) => cpuServerUs))),
        cpuDbUs: ofDb.includes(null) ? null : Math.round(median(ofDb as number[])),
        rssMb: await memoryOf(server.pid),
      };
    }),
  );

/** How much more one contender needs than another, from round to round. */
export interface Ratio {
  shape: string;
  of: string;
  to: string;
  what: string;
  min: number;
  median: number;
  max: number;
  /** The most that it may be, where a target is set; the least, where more is better. */
  target?: number;
  least?: boolean;
}

type Between = Pick<Ratio, "of" | "to" | "target" | "least">;

/** Processor time of server and database together of one contender, in that of another. */
export function ratioOf(shape: string, samples: Samples, { of, to, ...aim }: Between): Ratio {
  const [upper, lower] = [samples.get(of) ?? [], samples.get(to) ?? []];
  const spread = spreadOf(upper.map((sample, i) => cpuOfSample(sample) / cpuOfSample(lower[i] as Sample)));
  const what = upper[0]?.cpuDbUs === null ? "CPU of the server" : "CPU of server and database";
  return { shape, of, to, what, ...spread, ...aim };
}

/** Requests per second of one contender, in those of another. */
export function paceOf(shape: string, samples: Samples, { of, to, ...aim }: Between): Ratio {
  const [upper, lower] = [samples.get(of) ?? [], samples.get(to) ?? []];
  const pace = ({ times, elapsedMs }: Sample) => times.length / elapsedMs;
  const spread = spreadOf(upper.map((sample, i) => pace(sample) / pace(lower[i] as Sample)));
  return { shape, of, to, what: "requests per second", ...spread, ...aim };
}

/** The least, the middle and the greatest of the rounds. */
export function spreadOf(ratios: readonly number[]) {
  const sorted = [...ratios].sort((a, b) => a - b);
  return { min: round(sorted[0]), median: round(median(sorted)), max: round(sorted.at(-1)) };
}

const cpuOfSample = ({ cpuServerUs, cpuDbUs }: Sample) => cpuServerUs + (cpuDbUs ?? 0);
const round = (value = Number.NaN) => Math.round(value * 100) / 100;

export const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

export const median = (values: readonly number[]) =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
