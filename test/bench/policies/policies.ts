import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { dataOf } from "../support/data.ts";
import { type BenchDatabase, createDatabase, dropPolicies, fillDatabase } from "../support/database.ts";
import { type Ask, send } from "../support/load.ts";
import { createRandom } from "../support/random.ts";
import { printRatios, printRows } from "../support/report.ts";
import { type Contender, type Ratio, ratioOf, rowsOf, runRounds, type Shape } from "../support/rounds.ts";
import { connect, type Scene } from "../support/scene.ts";
import { startServer, tokenOf } from "../support/server.ts";

const FULL = { size: { districts: 8, schools: 40, children: 10, incidents: 6 }, rounds: 7, point: 1_600, graph: 32 };
const QUICK = { size: { districts: 1, schools: 20, children: 5, incidents: 3 }, rounds: 2, point: 32, graph: 2 };
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
  for (const shape of shapes) {
    await checkAnswers(shape, contenders);
    const samples = await runRounds(scene, shape, contenders, plan.rounds);
    rows.push(...(await rowsOf(shape, contenders, samples)));
    ratios.push(ratioOf(shape, samples, { of: "qorgan", to: "no-policies", target: TARGETS[shape.name] }));
    ratios.push(ratioOf(shape, samples, { of: "qorgan", to: "no-check" }));
  }
  printRows(rows);
  printRatios(ratios);
  return { rows, ratios };
}

async function startContenders(scene: Scene, database: BenchDatabase): Promise<Contender[]> {
  scene.progress("Starting the servers …");
  const [open, bare] = [await createDatabase(scene, database), await createDatabase(scene, database)];
  const contenders = [
    { name: "qorgan", server: await startServer(scene, database), database },
    { name: "no-policies", server: await startServer(scene, open), database: open },
    { name: "no-check", server: await startServer(scene, bare, { program: UNGUARDED }), database: bare },
  ];
  // Each start of the product forces the policies again.
  await dropPolicies(open);
  await dropPolicies(bare);
  return contenders;
}

// A contender that reads less must not look cheap.
async function checkAnswers(shape: Shape, contenders: readonly Contender[]) {
  const [ask] = shape.asks(1, 1);
  const answers = await Promise.all(
    contenders.map(async ({ server }) => (JSON.parse(await send(server.url, ask as Ask)) as { data: unknown }).data),
  );
  const other = contenders.find((_, i) => !isDeepStrictEqual(answers[i], answers[0]));
  if (other) throw new Error(`${other.name} must answer ${shape.name} as the others do, but answers otherwise.`);
}

async function makeShapes(scene: Scene, database: BenchDatabase, plan: typeof FULL): Promise<Shape[]> {
  const districts = await findDistricts(scene, database);
  const graph = await readFile(GRAPH, "utf8");
  const shape = (name: "point" | "graph", make: (of: District, random: () => number) => object): Shape => ({
    name,
    count: plan[name],
    asks(count, seed) {
      const random = createRandom(seed);
      return Array.from({ length: count }, (_, i) => {
        const district = districts[i % districts.length] as District;
        return { token: district.token, body: JSON.stringify(make(district, random)) };
      });
    },
  });
  return [
    shape("point", ({ incidents }, random) => {
      const id = `incident_${incidents[Math.floor(random() * incidents.length)]}`;
      return { query: POINT, variables: { id } };
    }),
    shape("graph", ({ kato }) => ({ query: graph, variables: { kato: String(kato) } })),
  ];
}

interface District {
  kato: number;
  incidents: string[];
  token: string;
}

// Only what its officer isn't excluded from: a hidden one would be answered without being read.
async function findDistricts(scene: Scene, database: BenchDatabase): Promise<District[]> {
  const sql = connect(database.url);
  try {
    const found = await sql<{ kato: number; officer: string; incidents: string[] }[]>`
      select a.kato, a.officer_id as officer, array_agg(i.id order by i.id) as incidents
      from appointments a join incidents i on i.kato = a.kato
      where i.id not in (select subject_id from access_exclusions) group by 1, 2 order by 1`;
    return await Promise.all(
      found.map(async ({ officer, ...rest }) => ({
        ...rest,
        token: await tokenOf(scene, database, `officer_${officer}`),
      })),
    );
  } finally {
    await sql.end();
  }
}
