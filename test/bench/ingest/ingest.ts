import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cpuOf, createDatabaseCpu } from "../support/cpu.ts";
import { type Crowd, openCrowd, waitFor } from "../support/crowd.ts";
import { dataOf } from "../support/data.ts";
import { analyze, type BenchDatabase, createDatabase, fillDatabase } from "../support/database.ts";
import { type Ask, sendAll, sendAtRate } from "../support/load.ts";
import { findPgbench, runPgbench } from "../support/pgbench.ts";
import { createRandom } from "../support/random.ts";
import { printRatios, printRows } from "../support/report.ts";
import { median, quantile, type Ratio, spreadOf } from "../support/rounds.ts";
import { connect, type Scene } from "../support/scene.ts";
import { type Server, startServer, tokenOf } from "../support/server.ts";

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
const SETTLE_MS = 20_000;
const REPORT =
  "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } errors { code } } }";
const CONTROL_ROOM = new URL("../../../schema/operations/control-room.graphql", import.meta.url);
const BY_HAND = fileURLToPath(new URL("./by-hand.sql", import.meta.url));

interface Place {
  n: number;
  school: string;
  token: string;
}

/**
 * How fast incidents are taken: `incidentReport` with its alert, both journal entries, the audit's entry and the
 * idempotency key in one transaction, against pgbench inserting the same rows; and how soon control rooms know.
 */
export async function benchIngest(scene: Scene) {
  const plan = scene.quick ? QUICK : FULL;
  const pgbench = await findPgbench();
  const database = await fillDatabase(scene, [...dataOf(plan.size), ...PLACES]);
  const byHand = await createDatabase(scene, database);
  const places = await findPlaces(scene, database);
  scene.progress("Starting the server …");
  const server = await startServer(scene, database);
  const [own, other]: [Pace[], Pace[]] = [[], []];
  const [ownCpu, otherCpu] = [createDatabaseCpu(scene, database), createDatabaseCpu(scene, byHand)];
  const script = { file: BY_HAND, transactions: plan.reports, clients: CLIENTS, values: { schools: places.length } };
  await sendAll(server.url, asksOf(places, plan.reports), CLIENTS);
  // A look-up that was prepared while its table was empty walks it whole until the planner hears of its rows.
  await Promise.all([database, byHand].map(analyze));
  for (let round = 1; round <= plan.rounds; round++) {
    scene.progress(`reports: round ${round} of ${plan.rounds}`);
    const before = await cpuOf(server.pid);
    const load = await ownCpu(() => sendAll(server.url, asksOf(places, plan.reports), CLIENTS));
    const cpuServerUs = ((await cpuOf(server.pid)) - before) / plan.reports;
    const perSecond = (plan.reports / load.result.elapsedMs) * 1_000;
    own.push({ perSecond, cpuServerUs, cpuDbUs: load.cpuUs && load.cpuUs / plan.reports });
    const run = await otherCpu(() => runPgbench(scene, byHand, pgbench, script));
    other.push({ perSecond: run.result, cpuServerUs: 0, cpuDbUs: run.cpuUs && run.cpuUs / plan.reports });
    scene.signal.throwIfAborted();
  }
  const arrivals = await measureArrivals(scene, server, places, plan);
  const rows = [rowOf("qorgan", own, arrivals), rowOf("pgbench", other)];
  const ratios = ratiosOf(own, other);
  printRows(rows);
  printRatios(ratios);
  return { rows, ratios };
}

/** How fast one round was, and what each report cost. */
interface Pace {
  perSecond: number;
  cpuServerUs: number;
  cpuDbUs: number | null;
}

function rowOf(contender: string, paces: readonly Pace[], arrivals: object = {}) {
  const middle = (of: (pace: Pace) => number) => Math.round(median(paces.map(of)));
  const isSeen = paces.every(({ cpuDbUs }) => cpuDbUs !== null);
  return {
    contender,
    perSecond: middle(({ perSecond }) => perSecond),
    cpuServerUs: middle(({ cpuServerUs }) => cpuServerUs),
    cpuDbUs: isSeen ? middle(({ cpuDbUs }) => cpuDbUs ?? 0) : null,
    ...arrivals,
  };
}

function ratiosOf(own: readonly Pace[], other: readonly Pace[]): Ratio[] {
  const between = { shape: "report", of: "qorgan", to: "pgbench" };
  const each = (of: (pace: Pace) => number) => spreadOf(own.map((pace, i) => of(pace) / of(other[i] as Pace)));
  const rate = {
    ...between,
    what: "reports per second",
    ...each(({ perSecond }) => perSecond),
    target: 0.5,
    least: true,
  };
  if ([...own, ...other].some(({ cpuDbUs }) => cpuDbUs === null)) return [rate];
  return [rate, { ...between, what: "CPU of the database", ...each(({ cpuDbUs }) => cpuDbUs ?? 0) }];
}

async function measureArrivals(scene: Scene, server: Server, places: Place[], { rate, seconds }: typeof FULL) {
  const tokens = [...new Set(places.map(({ token }) => token))].flatMap((token) => [token, token]);
  const crowd = await openCrowd(scene, { url: server.url, query: await readFile(CONTROL_ROOM, "utf8"), tokens });
  await warm(scene, server, { crowd, places, sockets: tokens.length });
  scene.progress(`arrivals: ${rate} reports a second for ${seconds} s, ${tokens.length} subscribers`);
  const { sent, elapsedMs } = await sendAtRate(server.url, asksOf(places, rate * seconds), rate);
  scene.progress("arrivals: waiting for the last");
  const { events } = await waitFor(
    crowd,
    ({ events }) => events.filter(({ count }) => count >= 2).length >= sent,
    SETTLE_MS,
  );
  await crowd.close();
  scene.progress("");
  const complete = events.filter(({ count }) => count === 2).length;
  const times = (of: "firstMs" | "lastMs") => events.map((event) => event[of]).sort((a, b) => a - b);
  const at = (of: "firstMs" | "lastMs", q: number) => Math.round(quantile(times(of), q) * 10) / 10;
  return {
    reportsPerSecond: Math.round((sent / elapsedMs) * 1_000),
    delivered: complete / sent,
    firstP50Ms: at("firstMs", 0.5),
    firstP99Ms: at("firstMs", 0.99),
    lastP50Ms: at("lastMs", 0.5),
    lastP99Ms: at("lastMs", 0.99),
  };
}

// A subscription says nothing when it begins: it has begun when every socket has heard of something.
async function warm(
  scene: Scene,
  server: Server,
  { crowd, places, sockets }: { crowd: Crowd; places: Place[]; sockets: number },
) {
  const onePerDistrict = [...new Map(places.map((place) => [place.token, place])).values()];
  for (let i = 0; i < 20; i++) {
    scene.progress(`arrivals: opening ${sockets} subscriptions`);
    await sendAll(server.url, onePerDistrict.map(askOf), CLIENTS);
    const { heard } = await waitFor(crowd, (count) => count.heard === sockets, 1_000);
    scene.signal.throwIfAborted();
    if (heard < sockets) continue;
    // What is still on its way would be counted among those to come.
    await waitFor(crowd, ({ events }) => events.every(({ count }) => count === 2), SETTLE_MS);
    return crowd.clear();
  }
  throw new Error(`Every one of ${sockets} subscriptions must hear of an alert, but some don't.`);
}

const random = createRandom(7);
let key = 0;

// With a key of its own each: one that comes again would make nothing new.
function askOf({ school, token }: Place): Ask {
  const what = { kind: "FIGHT", severity: "SEVERE", certainty: "OBSERVED", place: "Школьный двор" };
  const input = { ...what, schoolId: `school_${school}`, clientMutationId: `bench-${key++}` };
  return { token, body: JSON.stringify({ query: REPORT, variables: { input } }) };
}

const asksOf = (places: readonly Place[], count: number) =>
  Array.from({ length: count }, () => askOf(places[Math.floor(random() * places.length)] as Place));

const PLACES = [
  "create table bench_places (n int primary key, school uuid, kato int, officer uuid)",
  `insert into bench_places select row_number() over (order by s.id), s.id, s.kato, a.officer_id
    from schools s join appointments a on a.kato = s.kato`,
];

async function findPlaces(scene: Scene, database: BenchDatabase): Promise<Place[]> {
  const sql = connect(database.url);
  try {
    const officers = await sql<{ officer: string }[]>`select distinct officer from bench_places`;
    const made = officers.map(
      async ({ officer }) => [officer, await tokenOf(scene, database, `officer_${officer}`)] as const,
    );
    const tokens = new Map(await Promise.all(made));
    const places = await sql<{ n: number; school: string; officer: string }[]>`select * from bench_places order by n`;
    return places.map(({ n, school, officer }) => ({ n, school, token: String(tokens.get(officer)) }));
  } finally {
    await sql.end();
  }
}
