import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Scope, type Transaction, transact } from "../../src/db/database.js";
import { createPreparing } from "../../src/db/prepare.js";
import type { FilterContext } from "../../src/graphql/filters.js";
import { createLoaders } from "../../src/graphql/loaders.js";
import { incidents } from "../../src/modules/incidents/table.js";
import { onPostgres } from "../support/database.js";
import { anIncident } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const SCOPE: Scope = { role: "qorgan_app", mode: "read" };
const database = await startDatabase();
let id: string;

beforeAll(async () => {
  id = (await anIncident(database)).id;
});

/** What the connection of a transaction has prepared of a table, besides this question. */
const preparedOf = (tx: Transaction, table: string) =>
  tx.rows<{ generic: number; custom: number }>(sql`
    select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
    where starts_with(statement, 'select') and statement like ${`%from "${table}"%`}`);

describe.runIf(onPostgres())("a connection of PostgreSQL", () => {
  test("plans a loader's statement once, however many keys a batch has", async () => {
    await transact(database, SCOPE, async (tx) => {
      const load = (count: number) => {
        const loaders = createLoaders(async () => tx, {} as FilterContext);
        const ids = Array.from(
          { length: count },
          (_, i) => `incident_0192aaaa-0000-7000-8000-${String(i).padStart(12, "0")}`,
        );
        return Promise.all(ids.map((other) => loaders.oneBy(incidents.id, other)));
      };
      for (let i = 0; i < 12; i++) await load(1 + (i % 4) * 7);

      const [plans] = await preparedOf(tx, "incidents");
      // PostgreSQL tries five plans before it keeps one.
      expect(plans).toEqual({ generic: 7, custom: 5 });
    });
  });

  test("prepares a statement from its third sighting on", async () => {
    await transact(database, SCOPE, async (tx) => {
      const read = () => tx.db.select({ place: incidents.place }).from(incidents).where(eq(incidents.id, id));
      const isPrepared = async () => {
        const [row] = await tx.rows<{ count: number }>(sql`
          select count(*)::int as count from pg_prepared_statements where starts_with(statement, 'select "place"')`);
        return row?.count === 1;
      };
      await read();
      await read();
      expect(await isPrepared()).toBe(false);
      await read();
      expect(await isPrepared()).toBe(true);
    });
  });
});

test("a transaction that has ended takes no statement, which would run in the next one's place", async () => {
  const tx = await database.open(SCOPE);
  expect(await tx.rows(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await tx.commit();

  await expect(tx.rows(sql`select 2`)).rejects.toThrow();
});

describe("what is worth preparing", () => {
  test("is a text that comes again and again, up to a bound", () => {
    const isWorth = createPreparing({ most: 1 });
    const ask = (text: string) => Array.from({ length: 4 }, () => isWorth(text));

    expect(ask("select 1")).toEqual([false, false, true, true]);
    expect(ask("select 2")).toEqual([false, false, false, false]);
    expect(isWorth("select 1")).toBe(true);
  });

  test("is no more than so many characters of all", () => {
    const isWorth = createPreparing({ characters: 20 });
    const ask = (text: string) => Array.from({ length: 3 }, () => isWorth(text));

    expect(ask("select 1, 2, 3")).toEqual([false, false, true]);
    expect(ask("select 4, 5, 6")).toEqual([false, false, false]);
    expect(ask("show x")).toEqual([false, false, true]);
  });

  test("is another one an hour later, when no connection is left that holds the first", () => {
    let time = 0;
    const isWorth = createPreparing({ most: 1, now: () => time });
    const ask = (text: string) => Array.from({ length: 3 }, () => isWorth(text));

    expect([ask("select 1"), ask("select 2")].map((answers) => answers.at(-1))).toEqual([true, false]);
    time = 3_600_000;
    expect([ask("select 2"), ask("select 1")].map((answers) => answers.at(-1))).toEqual([true, false]);
  });

  test("isn't a text as long as an insert of many rows", () => {
    const isWorth = createPreparing();
    const long = `insert into t values ${"($1), ".repeat(2_000)}`;

    expect(Array.from({ length: 4 }, () => isWorth(long))).toEqual([false, false, false, false]);
  });
});
