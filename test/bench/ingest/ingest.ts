import { fileURLToPath } from "node:url";
import { cpuOf, createDatabaseCpu } from "../support/cpu.ts";
import { dataOf } from "../support/data.ts";
import { analyze, type BenchDatabase, createDatabase, fillDatabase } from "../support/database.ts";
import { type Ask, sendAll } from "../support/load.ts";
import { findPgbench, runPgbench } from "../support/pgbench.ts";
import { printRatios, printRows } from "../support/report.ts";
import { median, type Ratio, spreadOf } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import { type Server, startServer } from "../support/server.ts";
import { measureAll } from "./arrivals.ts";
import { createByHand } from "./by-hand.ts";
import { asksOf, findPlaces, PLACES, placesOf } from "./places.ts";

const FULL = {
  size: { districts: 8, schools: 40, children: 2, incidents: 1 },
  rounds: 7,
  reports: 1_000,
  rate: 500,
  seconds: 10,
};
const QUICK = {
  size: { districts: 1, schools: 4, children: 1, incidents: 1 },
  rounds: 2,
  reports: 64,
  rate: 40,
  seconds: 1,
};
const CLIENTS = 16;
const BY_HAND = fileURLToPath(new URL("./by-hand.sql", import.meta.url));

/**
 * How fast incidents are taken: `incidentReport` with its alert, both journal entries, the audit's entry and the
 * idempotency key in one transaction, against the same statements by hand through the same driver and against pgbench
 * inserting the same rows; and how soon control rooms know.
 */
export async function benchIngest(scene: Scene) {
  const plan = scene.quick ? QUICK : FULL;
  const pgbench = await findPgbench();
  const database = await fillDatabase(scene, [...dataOf(plan.size), ...PLACES]);
  const [copy, byHand] = [await createDatabase(scene, database), await createDatabase(scene, database)];
  const places = await findPlaces(scene, database);
  scene.progress("Starting the server …");
  const server = await startServer(scene, database);
  const { reports } = plan;
  const script = { file: BY_HAND, transactions: reports, clients: CLIENTS, values: { schools: places.length } };
  const writeByHand = createByHand(scene, byHand, CLIENTS);
  const paces = createPaces(scene, reports);
  await sendAll(server.url, asksOf(places, reports), CLIENTS);
  await writeByHand(placesOf(places, reports));
  // A look-up that was prepared while its table was empty walks it whole until the planner hears of its rows.
  await Promise.all([database, copy, byHand].map(analyze));
  for (let round = 1; round <= plan.rounds; round++) {
    scene.progress(`reports: round ${round} of ${plan.rounds}`);
    await paces.add("qorgan", database, () => measureServer(server, asksOf(places, reports)));
    await paces.add("by-hand", byHand, () => writeByHand(placesOf(places, reports)));
    await paces.add("pgbench", copy, async () => {
      const perSecond = await runPgbench(scene, copy, pgbench, script);
      return { elapsedMs: (reports / perSecond) * 1_000, cpuUs: 0 };
    });
    scene.signal.throwIfAborted();
  }
  const rows = paces.rows();
  const arrivals = await measureAll(scene, server, places, { ...plan, own: rows[0]?.perSecond ?? 0 });
  const ratios = ratiosOf(paces.all);
  printRows(rows);
  printRows(arrivals);
  printRatios(ratios);
  return { rows: [...rows, ...arrivals], ratios };
}

/** How fast one round was, and what each report cost. */
interface Pace {
  perSecond: number;
  cpuServerUs: number;
  cpuDbUs: number | null;
}

type Paces = ReadonlyMap<string, readonly Pace[]>;

/** What each contender needed, round by round. */
function createPaces(scene: Scene, reports: number) {
  const all = new Map<string, Pace[]>();
  const clocks = new Map<string, ReturnType<typeof createDatabaseCpu>>();
  return {
    all: all as Paces,
    async add(contender: string, database: BenchDatabase, run: () => Promise<{ elapsedMs: number; cpuUs: number }>) {
      const measure = clocks.get(contender) ?? createDatabaseCpu(scene, database);
      clocks.set(contender, measure);
      const { result, cpuUs } = await measure(run);
      const pace = {
        perSecond: (reports / result.elapsedMs) * 1_000,
        cpuServerUs: result.cpuUs / reports,
        cpuDbUs: cpuUs && cpuUs / reports,
      };
      all.set(contender, [...(all.get(contender) ?? []), pace]);
    },
    rows: () => [...all].map(([contender, paces]) => rowOf(contender, paces)),
  };
}

async function measureServer({ url, pid }: Server, asks: Ask[]) {
  const before = await cpuOf(pid);
  const { elapsedMs } = await sendAll(url, asks, CLIENTS);
  return { elapsedMs, cpuUs: (await cpuOf(pid)) - before };
}

function rowOf(contender: string, paces: readonly Pace[]) {
  const middle = (of: (pace: Pace) => number) => Math.round(median(paces.map(of)));
  const isSeen = paces.every(({ cpuDbUs }) => cpuDbUs !== null);
  return {
    contender,
    perSecond: middle(({ perSecond }) => perSecond),
    cpuServerUs: middle(({ cpuServerUs }) => cpuServerUs),
    cpuDbUs: isSeen ? middle(({ cpuDbUs }) => cpuDbUs ?? 0) : null,
  };
}

// Of the target a part is out of reach where the floor itself is below it.
const BETWEEN = [
  { of: "qorgan", to: "pgbench", target: 0.5, least: true },
  { of: "by-hand", to: "pgbench" },
  { of: "qorgan", to: "by-hand" },
];

function ratiosOf(paces: Paces): Ratio[] {
  const isSeen = [...paces.values()].flat().every(({ cpuDbUs }) => cpuDbUs !== null);
  return BETWEEN.flatMap(({ of, to, ...aim }) => {
    const [own, other] = [paces.get(of) ?? [], paces.get(to) ?? []];
    const between = { shape: "report", of, to };
    const each = (value: (pace: Pace) => number) =>
      spreadOf(own.map((pace, i) => value(pace) / value(other[i] as Pace)));
    const rate = { ...between, what: "reports per second", ...each(({ perSecond }) => perSecond), ...aim };
    return isSeen
      ? [rate, { ...between, what: "CPU of the database", ...each(({ cpuDbUs }) => cpuDbUs ?? 0) }]
      : [rate];
  });
}
