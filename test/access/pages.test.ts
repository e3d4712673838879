import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { LIMITS } from "../../src/graphql/limits.js";
import { onPostgres, openTestDatabase, type TestDatabase } from "../support/database.js";
import { nodesOf, type PlanNode } from "../support/explained.js";
import { fillLists } from "../support/filled.js";
import { type Looked, type Looking, lookAtNested, lookAtRoot, nested, roots, viewers } from "../support/listed.js";

// Tables that stay within some thousands of rows in a whole country: reading them costs less than their indexes would.
const SMALL = [
  ...["regions", "districts", "localities", "figures", "agencies", "schools"],
  ...["working_groups", "memberships", "duty_rosters", "webhooks"],
];
// Of these most viewers see their own rows or none: a policy that hides every row has looked at each.
const OWN = ["webhookDeliveries", "emergencyAccesses", "auditTrail"];
// A page reads its rows, and what a district has beside a rare one: never a whole region or country.
const MOST_READ = 6_000;

const largeNodes = (root: PlanNode) =>
  nodesOf(root).filter(({ "Relation Name": name }) => name !== undefined && !SMALL.includes(name));
const lookedAt = (node: PlanNode) =>
  node["Actual Loops"] ? node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) : 0;
/** The most rows that one pass over a large table looked at. */
const readBy = ({ root }: Looked) => Math.max(0, ...largeNodes(root).map(lookedAt));

const isFaulty = (looked: Looked) =>
  readBy(looked) > MOST_READ ||
  largeNodes(looked.root).some((node) => node["Node Type"] === "Seq Scan" && lookedAt(node) > LIMITS.page);

const say = (looked: Looked) =>
  `${looked.place}, ${looked.asked}: ${readBy(looked)} rows in a pass, ${looked.buffers} pages touched, by ${largeNodes(
    looked.root,
  )
    .map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"]}`)
    .join(", ")}`;

/** What reads a large table from its first row on, or more of it than a page is worth. */
const faultsOf = (all: readonly Looked[]) => all.filter(isFaulty).map(say);

// What a policy hides near the one page and not near the other.
const HIDDEN = 500;

/** Deep pages that cost much more than the first one. */
const deepFaultsOf = ([first, ...others]: readonly Looked[]) =>
  others
    .filter((looked) => looked.asked.includes("page") && readBy(looked) > HIDDEN)
    .filter(({ buffers }) => buffers > 2 * (first as Looked).buffers + 100)
    .map(say);

describe.runIf(onPostgres())("a page of a list, below the policies", () => {
  let stored: TestDatabase;
  let client: postgres.Sql;
  beforeAll(async () => {
    stored = await openTestDatabase();
    await fillLists(stored.database);
    client = postgres(stored.url as string, { max: 1, onnotice: () => {}, connection: { TimeZone: "UTC" } });
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await stored.remove();
  });
  const looking = (viewer: Looking["viewer"]): Looking => ({ sql: client, viewer, first: 3, deep: 3_000 });

  const listed = roots.filter(({ name }) => !OWN.includes(name));
  test.each(viewers.flatMap(([who, viewer]) => listed.map((root) => ({ who, viewer, name: root.name, root }))))(
    "for $who: $name, each filter and page 1,000",
    async ({ viewer, root }) => {
      const all = await lookAtRoot(looking(viewer), root);
      expect(all.length).toBeGreaterThan(0);
      expect(faultsOf(all)).toEqual([]);
      expect(deepFaultsOf(all)).toEqual([]);
    },
    60_000,
  );

  test.each(viewers.flatMap(([who, viewer]) => nested.map((page) => ({ who, viewer, ...page }))))(
    "for $who: $place, each filter and a deep page",
    async ({ viewer, place, relation }) => {
      const all = await lookAtNested(looking(viewer), { place, relation });
      expect(faultsOf(all)).toEqual([]);
      expect(deepFaultsOf(all)).toEqual([]);
    },
    60_000,
  );

  test.each([
    ["incidents_time", "page 1000"],
    ["incidents_kind", "kinds: MISSING_CHILD"],
  ])("without the index %s incidents of the country, %s, aren't found so", async (index, asked) => {
    const root = roots.find(({ name }) => name === "incidents") as (typeof roots)[number];
    const [, country] = viewers.find(([who]) => who === "the country") as (typeof viewers)[number];
    const [definition] = await client<{ text: string }[]>`select pg_get_indexdef(${index}::regclass) as text`;
    await maintain(stored.database, (tx) => tx.rows(sql`drop index ${sql.identifier(index)}`));
    const all = await lookAtRoot(looking(country), root);
    await maintain(stored.database, (tx) => tx.rows(sql.raw(String(definition?.text))));
    expect([...faultsOf(all), ...deepFaultsOf(all)].join("\n")).toContain(`incidents, ${asked}:`);
  });
});
