import { readdirSync, readFileSync } from "node:fs";
import { parse } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../src/db/seed/random.js";
import { createPlanner, type Planner } from "../../../src/graphql/fast/planner.js";
import { LanguageCode } from "../../../src/graphql/text.js";
import { domain } from "../../../src/modules/index.js";
import { onPostgres } from "../../support/database.js";
import { startDatabase } from "../../support/start.js";
import { hunt, type Report } from "./hunt.js";
import { createKnown } from "./known.js";
import { type Compare, comparing } from "./lanes.js";
import { plants } from "./plants.js";
import { redrawVariables } from "./redraw.js";
import { tell } from "./tell.js";
import { createValues } from "./values.js";
import { makeWorld, type World } from "./world.js";

const MANY = process.env.QORGAN_TEST_DOCUMENTS;
// The embedded database is one session in this process, and slower.
const documents = Number(MANY ?? (onPostgres() ? 3_000 : 1_500));
const seed = Number(process.env.QORGAN_TEST_SEED ?? Date.now() % 1_000_000);
const again = `npm run test:lanes -- --documents ${documents} --seed ${seed}`;
const HOURS = 10 * 3_600_000;
const OPERATIONS = new URL("../../../schema/operations/", import.meta.url);

let world: World;
let planner: Planner;
let compare: Compare;
beforeAll(async () => {
  world = await makeWorld(await startDatabase());
  planner = createPlanner({ ...world, findTerritory: domain.findTerritory });
  compare = comparing(world, planner);
}, 180_000);

test(`both lanes give the same answers to ${documents} random queries`, { timeout: HOURS }, async () => {
  const onProgress = MANY ? (report: Report) => console.log(summaryOf(report)) : undefined;
  const report = await hunt(world, compare, { documents, seed, most: 3, onProgress });
  console.log(`Seed ${seed}: ${summaryOf(report)}`);

  const told: string[] = [];
  // One after the other: what is told is asked again, many times.
  for (const asked of report.differences) told.push(await tell(asked, { ...world, compare }));
  expect(told.join("\n\n"), again).toBe("");
  const { compared, invalid, whole, mixed, bytes } = report;
  expect(invalid, again).toBeLessThan(compared / 10);
  // Where nothing is planned, nothing is compared.
  expect(whole, again).toBeGreaterThan(compared / 3);
  expect(whole + mixed, again).toBeGreaterThan(compared / 2);
  expect(bytes, again).toBeGreaterThan(compared * 100);
});

describe("both lanes give the same answers to", () => {
  const read = (name: string) => readFileSync(new URL(name, OPERATIONS), "utf8");
  const names = readdirSync(OPERATIONS).filter((name) => name.endsWith(".graphql") && /^query/m.test(read(name)));

  test.each(names)("%s", async (name) => {
    const random = createRandom(seed);
    const known = await createKnown(world.database, random);
    const drawing = { schema: world.schema, random, values: createValues(random, known) };
    const document = parse(read(name));
    for (const asker of random.sample(world.askers, 12)) {
      known.learn(asker.name, asker.seen);
      known.turnTo(asker.name);
      const variables = redrawVariables(drawing, { document });
      const asked = { document, variables, asker, language: random.pick(LanguageCode.values) };
      const { difference } = await compare(asked);
      expect(difference && (await tell(asked, { ...world, compare })), again).toBeNull();
    }
  });
});

describe("it is found when", () => {
  test.each(plants)("$name", { timeout: HOURS }, async ({ plant }) => {
    const { differences } = await hunt(world, comparing(world, plant(planner, world)), { documents: 2_000, seed });
    expect(differences, again).toHaveLength(1);
  });
});

test("a difference is told by a query that holds nothing else", async () => {
  const [plant] = plants.filter(({ name }) => name === "a row comes twice");
  const spoiled = comparing(world, plant?.plant(planner, world) as Planner);
  // Always the same one: how far it can be cut depends on it.
  const { differences } = await hunt(world, spoiled, { documents, seed: 1 });
  const [told = ""] = await Promise.all(differences.map((asked) => tell(asked, { ...world, compare: spoiled })));
  const query = told.slice(0, told.indexOf("\nvariables"));
  expect(query, again).toContain("{");
  expect(query.split("\n").length, query).toBeLessThan(25);
});

function summaryOf({ compared, whole, mixed, guarded, invalid, dear, reasons, bytes }: Report): string {
  const why = [...reasons].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
  return `${compared} queries, ${invalid} invalid and ${dear} dear ones thrown away
  ${whole} by one statement, ${mixed} in part, ${guarded} guarded; ${Math.round(bytes / 1_000)} kB by statements
  root fields left: ${why.join(", ")}`;
}
