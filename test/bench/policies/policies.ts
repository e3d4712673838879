import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { dataOf } from "../support/data.ts";
import { type BenchDatabase, createDatabase, dropPolicies, fillDatabase } from "../support/database.ts";
import { createPick, type District, findDistricts } from "../support/districts.ts";
import { type Ask, send } from "../support/load.ts";
import { printRatios, printRows } from "../support/report.ts";
import { type Contender, type Ratio, ratioOf, rowsOf, runRounds, type Shape } from "../support/rounds.ts";
import type { Scene } from "../support/scene.ts";
import { startServer } from "../support/server.ts";

const FULL = { size: { districts: 8, schools: 40, children: 10, incidents: 6 }, rounds: 7, point: 1_600, graph: 32 };
const QUICK = { size: { districts: 1, schools: 20, children: 5, incidents: 3 }, rounds: 2, point: 32, graph: 2 };
const CONNECTIONS = 16;
const TARGETS: Record<string, number> = { point: 1.6, graph: 1.2 };
const POINT = "query Point($id: ID!) { incident(id: $id) { id number kind severity state place occurredAt } }";
const GRAPH = new URL("../../../schema/operations/district-graph.graphql", import.meta.url);
const UNGUARDED = fileURLToPath(new URL("./unguarded.mjs", import.meta.url));

/**
 * What the policies cost. `qorgan` is the server as it is; `no-policies` the same server on tables without policies;
 * `no-check` has no transaction, no viewer's settings and no look at the appointment either.
 */
export async function benchPolicies(scene: Scene) {
  const plan = scene.quick ? QUICK : FULL;
  const database = await fillDatabase(scene, dataOf(plan.size));
  const shapes = await makeShapes(scene, database, plan);
  const contenders = await startContenders(scene, database);
  const [rows, ratios]: [Awaited<ReturnType<typeof rowsOf>>, Ratio[]] = [[], []];
  for (const shape of shapes) await checkAnswers(shape, contenders);
  const measured = await runRounds(scene, { shapes, contenders, rounds: plan.rounds, connections: CONNECTIONS });
  for (const [shape, samples] of measured) {
    rows.push(...(await rowsOf(shape, contenders, samples)));
    ratios.push(ratioOf(shape, samples, { of: "qorgan", to: "no-policies", target: TARGETS[shape] }));
    ratios.push(ratioOf(shape, samples, { of: "qorgan", to: "no-check" }));
  }
  printRows(rows);
  printRatios(ratios);
  return { rows, ratios };
}

async function startContenders(scene: Scene, database: BenchDatabase): Promise<Contender[]> {
  scene.progress("Starting the servers …");
  const [open, bare] = [await createDatabase(scene, database), await createDatabase(scene, database)];
  // The statements of the fast lane are other ones.
  const env = { QORGAN_FAST_LANE: "off" };
  const contenders = [
    { name: "qorgan", server: await startServer(scene, database, { env }), database },
    { name: "no-policies", server: await startServer(scene, open, { env }), database: open },
    { name: "no-check", server: await startServer(scene, bare, { env, program: UNGUARDED }), database: bare },
  ];
  // Each start of the product forces the policies again.
  await dropPolicies(open);
  await dropPolicies(bare);
  return contenders;
}

// A contender that reads less must not look cheap.
async function checkAnswers(shape: Shape, contenders: readonly Contender[]) {
  const answers = await Promise.all(
    contenders.map(async ({ name, server }) => {
      const [ask] = shape.asks(1, 1, name);
      return (JSON.parse(await send(server.url, ask as Ask)) as { data: unknown }).data;
    }),
  );
  const other = contenders.find((_, i) => !isDeepStrictEqual(answers[i], answers[0]));
  if (other) throw new Error(`${other.name} must answer ${shape.name} as the others do, but answers otherwise.`);
}

async function makeShapes(scene: Scene, database: BenchDatabase, plan: typeof FULL): Promise<Shape[]> {
  const districts = await findDistricts(scene, database, { most: plan.size.districts, incidents: 1 });
  const graph = await readFile(GRAPH, "utf8");
  const shape = (
    name: "point" | "graph",
    make: (of: District, pick: ReturnType<typeof createPick>) => object,
  ): Shape => ({
    name,
    count: plan[name],
    asks(count, seed) {
      const pick = createPick(seed);
      return Array.from({ length: count }, (_, i) => {
        const district = districts[i % districts.length] as District;
        return { token: district.token, body: JSON.stringify(make(district, pick)) };
      });
    },
  });
  return [
    shape("point", ({ incidents }, pick) => ({ query: POINT, variables: { id: pick(incidents) } })),
    shape("graph", ({ kato }) => ({ query: graph, variables: { kato } })),
  ];
}
