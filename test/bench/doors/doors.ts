import { fileURLToPath } from "node:url";
import { checkAnswers } from "../queries/answers.ts";
import { nameBackends } from "../queries/contenders.ts";
import { GROUPS_OF_DISTRICTS } from "../queries/data.ts";
import { makeShapes } from "../queries/shapes.ts";
import { dataOf, idOf } from "../support/data.ts";
import { type BenchDatabase, createDatabase, dropPolicies, fillDatabase } from "../support/database.ts";
import { findDistricts } from "../support/districts.ts";
import type { Options } from "../support/options.ts";
import { printRatios, printRows } from "../support/report.ts";
import { type Contender, type Ratio, type Row, ratioOf, rowsOf, runRounds, type Shape } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import { startServer, tokenOf } from "../support/server.ts";
import { checkOpen } from "./open.ts";

const FULL = {
  size: { districts: 8, schools: 40, children: 24, incidents: 6 },
  counts: { point: 1_500, graph: 60, feed: 300, board: 150, first: 0, deep: 0 },
  ...{ rounds: 7, connections: 64 },
};
const QUICK: typeof FULL = {
  size: { districts: 1, schools: 20, children: 5, incidents: 3 },
  counts: { point: 16, graph: 2, feed: 4, board: 2, first: 0, deep: 0 },
  ...{ rounds: 2, connections: 8 },
};
/** How each door is switched off: by means that the product doesn't have, but for its fast lane. */
const WITHOUT: Record<string, NodeJS.ProcessEnv> = {
  "no-policies": {},
  "no-audit": without("audit"),
  "no-token": without("token"),
  "no-limits": without("limits"),
  "no-fast-lane": { QORGAN_FAST_LANE: "off" },
};
const PROSECUTOR = idOf("officer", "'prosecutor'");
const OVERSEER = [
  `insert into agencies (id, kind, kato, name_ru) values (${idOf("agency", "'prosecutor'")}, 'PROSECUTOR', 750000000, 'Прокуратура')`,
  `insert into officers (id, agency_id, name) values (${PROSECUTOR}, ${idOf("agency", "'prosecutor'")}, 'Прокурор')`,
  `insert into appointments (id, officer_id, role, kato, from_day)
    values (${idOf("appointment", "'prosecutor'")}, ${PROSECUTOR}, 'PROSECUTOR', 750000000, '2020-01-01')`,
];

/**
 * What each check of a request costs: the server as it is, against the same one with one door switched off, door after
 * door: all servers at once would want more connections than PostgreSQL has by default. `watched` is the point asked by
 * a prosecutor, of whom each read is recorded before it is answered.
 */
export async function benchDoors(scene: Scene, { rounds }: Options) {
  const plan = scene.quick ? QUICK : FULL;
  const database = await fillDatabase(scene, [...dataOf(plan.size), ...GROUPS_OF_DISTRICTS, ...OVERSEER]);
  const shapes = await findShapes(scene, database, plan.counts);
  // A database can only be copied while nobody is connected to it.
  const bare = await createDatabase(scene, database);
  const qorgan = await startContender(scene, database, "qorgan");
  await checkOpen(database, shapes, qorgan);
  const [rows, ratios]: [Row[], Ratio[]] = [[], []];
  for (const door of Object.keys(WITHOUT)) {
    const open = await startContender(scene, door === "no-policies" ? bare : database, door);
    const contenders = [qorgan, open];
    for (const shape of shapes) await checkAnswers(scene, shape, contenders);
    await checkOpen(database, shapes, open);
    const measured = await runRounds(scene, { ...plan, shapes, contenders, rounds: rounds ?? plan.rounds });
    for (const [shape, samples] of measured) {
      rows.push(...(await rowsOf(shape, contenders, samples)));
      ratios.push(ratioOf(shape, samples, { of: "qorgan", to: door }));
    }
    await open.server.stop();
  }
  printRows(rows);
  printRatios(ratios);
  return { rows, ratios };
}

async function findShapes(scene: Scene, database: BenchDatabase, counts: typeof FULL.counts): Promise<Shape[]> {
  const districts = await findDistricts(scene, database, { most: FULL.size.districts, incidents: 1 });
  const token = await tokenOf(scene, database, "prosecutor");
  const [watched] = makeShapes(["point"], {
    districts: districts.map((district) => ({ ...district, token })),
    ...{ counts, cursors: new Map() },
  });
  const shapes = makeShapes(["point", "graph", "feed", "board"], { districts, counts, cursors: new Map() });
  return [...shapes, { ...(watched as Shape), name: "watched" }];
}

async function startContender(scene: Scene, database: BenchDatabase, name: string): Promise<Contender> {
  scene.progress(`Starting ${name} …`);
  const own = nameBackends(database, name);
  const server = await startServer(scene, own, { env: WITHOUT[name] ?? {} });
  // Each start of the product forces the policies again.
  if (name === "no-policies") await dropPolicies(database);
  return { name, server, database: own };
}

function without(door: string): NodeJS.ProcessEnv {
  const hooks = fileURLToPath(new URL("./without.mjs", import.meta.url));
  return { NODE_OPTIONS: `--import ${hooks}`, BENCH_WITHOUT: door };
}
