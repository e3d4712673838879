import { getTableName, type SQL, sql } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { katoRange } from "../../src/access/viewer.js";
import { maintain, type Settings, transact } from "../../src/db/database.js";
import { territoryColumnsOf } from "../../src/graphql/filters.js";
import { orderBy } from "../../src/graphql/keyset.js";
import type { List, Page } from "../../src/graphql/relations.js";
import { onPostgres } from "../support/database.js";
import { fillLists } from "../support/filled.js";
import { nested, roots } from "../support/listed.js";
import { startDatabase } from "../support/start.js";

// A handful of rows, whatever happens: sorting them costs nothing.
const SMALL = ["regions", "districts", "figures"];
// One or two rows an owner, or those that a table between names, which has no order of its own.
const UNORDERED = ["Incident.alerts", "Child.incidents", "Incident.deliveries"];
const WHO: [who: string, role: string, kato: string | null, scope: string][] = [
  ["a district", "DISTRICT_OFFICER", "751210000", "district = 7512"],
  ["a region", "PROSECUTOR", "750000000", "region = 75"],
  ["the country", "OMBUDSMAN", null, "true"],
];

const settingsOf = (role: string, kato: string | null): Settings => {
  const { from, to } = katoRange(kato);
  return { principal: "00000000-0000-7000-8000-000000000000", role, kato_from: from, kato_to: to };
};

const isLarge = (table: PgTable) => !SMALL.includes(getTableName(table));

const dialect = new PgDialect();
const textOf = (part: SQL) => dialect.sqlToQuery(part).sql;

/** The list as the server asks for it: a scope, the order, one row more than the page. */
const rootQuery = (list: List, scope: string) =>
  `select * from ${getTableName(list.table)} where ${scope} order by ${textOf(orderBy(list.order))} limit 21`;

/** The page of each of several owners, by a lateral join. */
function nestedQuery({ key, through, list }: Page, owners: readonly string[]): string {
  const { table, order } = list();
  const named = `${textOf(sql`${key}`)} = k.key`;
  const owned = through
    ? `${textOf(sql`${through.to}`)} in (select ${textOf(sql`${through.from}`)} from ${getTableName(key.table)} where ${named})`
    : named;
  return `select page.* from unnest('{${owners.join()}}'::${key.getSQLType()}[]) as k(key)
    cross join lateral (select * from ${getTableName(table)} where ${owned}
      order by ${textOf(orderBy(order))} limit 21) page`;
}

describe.runIf(onPostgres())("the plan of a list, below the policies, walks its index", async () => {
  const database = await startDatabase();
  await fillLists(database);

  const ownersOf = ({ key }: Page) =>
    maintain(database, async (tx) => {
      const column = sql.identifier(key.name);
      const rows = await tx.rows<{ owner: string }>(sql`select distinct ${column}::text as owner
        from ${sql.identifier(getTableName(key.table))} where ${column} is not null limit 20`);
      return rows.map(({ owner }) => owner);
    });
  const explain = (role: string, kato: string | null, query: string, without: readonly string[] = []) =>
    transact(database, { role: "qorgan_app", mode: "read", settings: settingsOf(role, kato) }, async (tx) => {
      for (const way of without) await tx.rows(sql.raw(`set local enable_${way} = off`));
      const plan = await tx.rows<{ "QUERY PLAN": string }>(sql.raw(`explain (costs off) ${query}`));
      return plan.map((line) => line["QUERY PLAN"]).join("\n");
    });

  test("every list is there, with more rows than a page", async () => {
    expect(roots.length).toBeGreaterThan(7);
    expect(nested.length).toBeGreaterThan(25);
    const tables = [...new Set([...roots.map(({ list }) => list), ...nested.map(({ relation }) => relation.list())])]
      .map(({ table }) => table)
      .filter(isLarge);
    for (const table of new Set(tables.map((table) => getTableName(table)))) {
      const [row] = await maintain(database, (tx) =>
        tx.rows<{ count: number }>(sql.raw(`select count(*)::int as count from ${table}`)),
      );
      expect(row?.count, table).toBeGreaterThan(1_000);
    }
  });

  const asked = roots.filter(({ list }) => isLarge(list.table));
  test.each(WHO.flatMap(([who, role, kato, scope]) => asked.map((root) => ({ who, role, kato, scope, ...root }))))(
    "for $who: $name",
    async ({ role, kato, scope, list }) => {
      const table = getTableName(list.table);
      const text = await explain(role, kato, rootQuery(list, territoryColumnsOf(list.table) ? scope : "true"));
      expect(text).toMatch(new RegExp(`Index Scan( Backward)? using \\w+ on ${table}\\b`));
      expect(text).not.toMatch(new RegExp(`Sort Key|Seq Scan on ${table}\\b`));
    },
  );

  const pages = nested.filter(({ relation }) => isLarge(relation.list().table));
  test.each(WHO.flatMap(([who, role, kato]) => pages.map((page) => ({ who, role, kato, ...page }))))(
    "for $who: $place",
    async ({ role, kato, place, relation }) => {
      const table = getTableName(relation.list().table);
      const query = nestedQuery(relation, await ownersOf(relation));
      const text = await explain(role, kato, query);
      expect(text).toMatch(new RegExp(`Index Scan|Bitmap Heap Scan on ${table}\\b`));
      expect(text).not.toMatch(new RegExp(`Seq Scan on ${table}\\b`));
      if (UNORDERED.includes(place)) return;
      // A few rows are sorted as fast as they are walked: of many, the index must give the order.
      const walked = await explain(role, kato, query, ["sort", "bitmapscan"]);
      expect(walked).toMatch(new RegExp(`Index Scan( Backward)? using \\w+ on ${table}\\b`));
      expect(walked).not.toContain("Sort Key");
    },
  );

  test("a missing index is found", async () => {
    const { relation } = pages.find(({ place }) => place === "Officer.memberships") as (typeof pages)[number];
    const query = nestedQuery(relation, await ownersOf(relation));
    await maintain(database, (tx) => tx.rows(sql.raw("drop index memberships_officer")));
    expect(await explain("OMBUDSMAN", null, query, ["sort", "bitmapscan"])).toContain("Sort Key");
  });
});
