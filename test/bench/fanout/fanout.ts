import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cpuOf, memoryOf } from "../support/cpu.ts";
import { dataOf } from "../support/data.ts";
import { type BenchDatabase, fillDatabase } from "../support/database.ts";
import { send } from "../support/load.ts";
import { installPeers } from "../support/peers.ts";
import { printRatios, printRows } from "../support/report.ts";
import { median, type Ratio, spreadOf } from "../support/rounds.ts";
import { connect, type Scene } from "../support/scene.ts";
import { type Server, startServer, tokenOf } from "../support/server.ts";
import { type Fleet, openFleet } from "./fleet.ts";
import { type Block, readBlock, watchLoop } from "./loop.ts";

const FULL = { subscribers: [1_000, 5_000, 10_000], cohorts: [1, 100], rounds: 5, events: 4 };
const QUICK = { subscribers: [20], cohorts: [1, 4], rounds: 2, events: 2 };
const WARMINGS = 10;
const SIZE = { districts: 1, schools: 40, children: 1, incidents: 1 };
const PEERS = ["graphql-ws", "mercurius", "raw-ws"];
const REPORT =
  "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } errors { code } } }";
const CONTROL_ROOM = new URL("../../../schema/operations/control-room.graphql", import.meta.url);
// A control room's own bounds are for one person; here one token stands for all.
const BOUNDS = ["SOCKETS_PER_ADDRESS", "SOCKETS_PER_VIEWER", "SUBSCRIPTIONS_PER_VIEWER"].map((name) => [
  `QORGAN_${name}`,
  "1000000",
]);

interface Stage {
  database: BenchDatabase;
  /** Another process on the same database: what it costs to report isn't what it costs to deliver. */
  reporter: Server;
  token: string;
  schools: string[];
  query: string;
}
type Case = { subscribers: number; cohorts: number };

/** One server with its subscribers. */
interface Contender {
  name: string;
  server: Server;
  fleet: Fleet;
  kbPerConnection: number;
  /** Lets one event happen. */
  publish(): Promise<unknown>;
}

interface Sample extends Block {
  lastMs: number;
  cpuSPer100k: number;
}

/** What it costs to tell many control rooms of one alert, and how long the last one waits. */
export async function benchFanout(scene: Scene) {
  await installPeers(scene);
  const plan = scene.quick ? QUICK : FULL;
  const stage = await setStage(scene);
  const [rows, ratios]: [ReturnType<typeof rowOf>[], Ratio[]] = [[], []];
  for (const subscribers of plan.subscribers) {
    for (const cohorts of plan.cohorts) {
      const of = { subscribers, cohorts };
      const contenders = await openContenders(scene, stage, of);
      const samples = await runRounds(scene, contenders, { ...plan, ...of });
      rows.push(...contenders.map((contender) => rowOf(contender, of, samples.get(contender.name) ?? [])));
      ratios.push(...ratiosOf(of, samples));
      for (const { fleet, server } of contenders) await Promise.all([fleet.close(), server.stop()]);
    }
  }
  printRows(rows);
  printRatios(ratios);
  return { rows, ratios };
}

async function setStage(scene: Scene): Promise<Stage> {
  const database = await fillDatabase(scene, dataOf(SIZE));
  const sql = connect(database.url);
  try {
    const [officer] = await sql<{ id: string }[]>`select officer_id as id from appointments`;
    const schools = await sql<{ id: string }[]>`select id from schools order by id`;
    const reporter = await startServer(scene, database);
    const token = await tokenOf(scene, database, `officer_${officer?.id}`);
    const query = await readFile(CONTROL_ROOM, "utf8");
    return { database, reporter, token, schools: schools.map(({ id }) => `school_${id}`), query };
  } finally {
    await sql.end();
  }
}

let key = 0;
function report({ reporter, token, schools }: Stage) {
  const what = { kind: "FIGHT", severity: "SEVERE", certainty: "OBSERVED", place: "Школьный двор" };
  const input = { ...what, schoolId: schools[0], clientMutationId: `bench-${key++}` };
  return send(reporter.url, { token, body: JSON.stringify({ query: REPORT, variables: { input } }) });
}

async function openContenders(scene: Scene, stage: Stage, of: Case): Promise<Contender[]> {
  const server = await startServer(scene, stage.database, { env: watchLoop(Object.fromEntries(BOUNDS)) });
  const qorgan = await openContender(scene, stage, { ...of, name: "qorgan", server, publish: () => report(stage) });
  // The peers publish the same event, ready in memory, and send the same bytes.
  const event = await firstEvent(qorgan, of.subscribers);
  const peers: Contender[] = [];
  for (const name of PEERS) {
    const program = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
    const server = await startServer(scene, stage.database, { program, env: watchLoop() });
    const publish = () => fetch(`${server.url}/publish`, { method: "POST", body: event });
    peers.push(await openContender(scene, stage, { ...of, name, server, publish }));
  }
  return [qorgan, ...peers];
}

type Opening = Case & Pick<Contender, "name" | "server" | "publish">;

async function openContender(
  scene: Scene,
  stage: Stage,
  { subscribers, cohorts, ...rest }: Opening,
): Promise<Contender> {
  scene.progress(`${rest.name}: opening ${subscribers} subscriptions`);
  const before = await memoryOf(rest.server.pid);
  const fleet = await openFleet(scene, {
    url: `${rest.server.url.replace("http", "ws")}/graphql`,
    ...{ token: stage.token, query: stage.query, sockets: subscribers, variables: variablesOf(stage, cohorts) },
  });
  const kbPerConnection = Math.round((((await memoryOf(rest.server.pid)) - before) * 1_024) / subscribers);
  const contender = { ...rest, fleet, kbPerConnection };
  await warm(scene, contender, subscribers);
  return contender;
}

// Each asks for the school of the events, and for two others: so many different subscriptions to the same.
function variablesOf({ schools: [school, ...others] }: Stage, cohorts: number): object[] {
  if (cohorts === 1) return [{}];
  const pairs = others.flatMap((a, i) => others.slice(i + 1).map((b) => ({ schools: [school, a, b] })));
  return pairs.slice(0, cohorts);
}

// Compiled code and filled caches are part of a server that has run for a while; what its opening leaves is not.
async function warm(scene: Scene, contender: Contender, subscribers: number) {
  await waitForAll(scene, contender, subscribers);
  for (let i = 0; i < WARMINGS; i++) {
    const arrived = await contender.fleet.expect(1);
    await contender.publish();
    await arrived();
  }
}

// A subscription says nothing when it begins: it has begun when one event has come to every socket.
async function waitForAll(scene: Scene, { name, fleet, publish }: Contender, subscribers: number) {
  for (let i = 0; i < 10; i++) {
    scene.progress(`${name}: warming`);
    const { got } = await fleet.count();
    await publish();
    if (await reaches(fleet, got + subscribers)) return;
    scene.signal.throwIfAborted();
  }
  throw new Error(`Every one of ${subscribers} subscribers of ${name} must get an event, but some don't.`);
}

async function reaches(fleet: Fleet, goal: number): Promise<boolean> {
  let before = -1;
  for (;;) {
    const { got } = await fleet.count();
    if (got >= goal) return true;
    // Nothing more has come for a while.
    if (got === before) return false;
    before = got;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

async function firstEvent({ fleet }: Contender, subscribers: number): Promise<string> {
  const { first, got } = await fleet.count();
  if (got < subscribers) throw new Error(`${subscribers} subscribers must have got an event, but ${got} came.`);
  const { data } = JSON.parse(first).payload;
  return JSON.stringify({ data: { alerts: { __typename: "AlertEvent", ...data.alerts } } });
}

async function runRounds(
  scene: Scene,
  contenders: readonly Contender[],
  plan: Case & { rounds: number; events: number },
) {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= plan.rounds; round++) {
    for (const i of contenders.keys()) {
      const contender = contenders[(i + round) % contenders.length] as Contender;
      const what = `${plan.subscribers} subscribers in ${plan.cohorts} cohorts`;
      scene.progress(`${what}: round ${round} of ${plan.rounds}, ${contender.name}`);
      samples.get(contender.name)?.push(await measure(contender, plan));
      scene.signal.throwIfAborted();
    }
  }
  scene.progress("");
  return samples;
}

async function measure(
  { server, fleet, publish }: Contender,
  { events, subscribers }: { events: number; subscribers: number },
) {
  await readBlock(server.pid);
  const before = await cpuOf(server.pid);
  const waits: number[] = [];
  for (let i = 0; i < events; i++) {
    const arrived = await fleet.expect(1);
    const started = performance.timeOrigin + performance.now();
    await publish();
    waits.push((await arrived()) - started);
  }
  const cpuS = ((await cpuOf(server.pid)) - before) / 1_000_000;
  const block = await readBlock(server.pid);
  return { lastMs: median(waits), cpuSPer100k: (cpuS / (events * subscribers)) * 100_000, ...block };
}

const rowOf = ({ name, kbPerConnection }: Contender, of: Case, samples: readonly Sample[]) => ({
  contender: name,
  ...of,
  lastMs: round(median(samples.map(({ lastMs }) => lastMs))),
  cpuSPer100k: round(median(samples.map(({ cpuSPer100k }) => cpuSPer100k))),
  kbPerConnection,
  loopBlockMs: round(Math.max(...samples.map(({ blockMs }) => blockMs))),
  loopWorkMs: round(Math.max(...samples.map(({ workMs }) => workMs))),
});

function ratiosOf({ subscribers, cohorts }: Case, samples: Map<string, Sample[]>): Ratio[] {
  const shape = `${subscribers} subscribers, ${cohorts === 1 ? "one cohort" : `${cohorts} cohorts`}`;
  const between = (of: string, to: string) =>
    spreadOf(
      (samples.get(of) ?? []).map(
        ({ cpuSPer100k }, i) => cpuSPer100k / (samples.get(to)?.[i]?.cpuSPer100k ?? Number.NaN),
      ),
    );
  const what = "CPU of the server";
  return [
    { shape, of: "qorgan", to: "raw-ws", what, ...between("qorgan", "raw-ws"), target: 1.5 },
    { shape, of: "graphql-ws", to: "qorgan", what, ...between("graphql-ws", "qorgan"), target: 4, least: true },
    { shape, of: "mercurius", to: "qorgan", what, ...between("mercurius", "qorgan") },
  ];
}

const round = (value: number) => Math.round(value * 100) / 100;
