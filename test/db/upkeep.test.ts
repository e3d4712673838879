import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Database, maintain, transact } from "../../src/db/database.js";
import { LOCKS } from "../../src/db/locks.js";
import { keepHouse } from "../../src/db/upkeep.js";
import { record } from "../../src/journal/record.js";
import { refreshStatistics } from "../../src/modules/statistics/refresh.js";
import { onPostgres } from "../support/database.js";
import { almaly } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const MONTH_MS = 31 * 24 * 3_600_000;
const inMonths = (months: number) => new Date(Date.now() + months * MONTH_MS);

const partsOf = (database: Database) =>
  maintain(database, (tx) =>
    tx.rows<{ name: string; forced: boolean }>(sql`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced
      from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = 'journal'::regclass order by 1`),
  );
const namesOf = async (database: Database) => (await partsOf(database)).map(({ name }) => name);
const count = async (database: Database, table: string) => {
  const [row] = await maintain(database, (tx) =>
    tx.rows<{ rows: number }>(sql`select count(*)::int as rows from ${sql.identifier(table)}`),
  );
  return row?.rows;
};

test("a server that runs for months has always a year of the journal's months before it, under forced policies", async () => {
  const database = await startDatabase();
  const before = await namesOf(database);
  await keepHouse(database, inMonths(4));
  const after = await partsOf(database);
  expect(after.length).toBe(before.length + 4);
  expect(after.filter(({ forced }) => !forced)).toEqual([]);
  await keepHouse(database, inMonths(4));
  expect(await namesOf(database)).toEqual(after.map(({ name }) => name));
});

test("months go when their last day lies thirteen months back, not before", async () => {
  const database = await startDatabase();
  const happening = { kind: "TESTED", aggregateId: "old", version: 1, kato: almaly, actor: null };
  await transact(database, { role: "qorgan_app", mode: "write" }, (tx) => record(tx, happening));
  const [oldest, current] = await namesOf(database);
  await keepHouse(database, inMonths(12));
  expect(await namesOf(database)).toContain(oldest);
  expect(await count(database, "journal")).toBe(1);
  await keepHouse(database, inMonths(15));
  const left = await namesOf(database);
  expect(left).not.toContain(oldest);
  expect(left).not.toContain(current);
  expect(left.at(-1)).toBe("journal_rest");
  expect(await count(database, "journal")).toBe(0);
});

test("keys of mutations are forgotten after thirty days, however many", async () => {
  const database = await startDatabase();
  await maintain(database, async (tx) =>
    tx.rows(sql`insert into mutation_keys (principal, mutation, key, input_hash, thing_id, used_at)
      select gen_random_uuid(), 'alertCancel', n::text, 'hash', 'alert_1',
        now() - case when n <= 2500 then interval '31 days' else interval '29 days' end
      from generate_series(1, 2600) n`),
  );
  await keepHouse(database);
  expect(await count(database, "mutation_keys")).toBe(100);
});

test("changes of access are forgotten after a day, however many", async () => {
  const database = await startDatabase();
  await maintain(database, async (tx) =>
    tx.rows(sql`insert into access_changes (principal, at)
      select gen_random_uuid(), now() - case when n <= 2500 then interval '25 hours' else interval '23 hours' end
      from generate_series(1, 2600) n`),
  );
  await keepHouse(database);
  expect(await count(database, "access_changes")).toBe(100);
});

// The embedded database runs one transaction at a time, so nothing there is ever under way beside it.
test.runIf(onPostgres())("the upkeep and the count of statistics go on while the audit is sealed", async () => {
  const database = await startDatabase();
  const months = (await namesOf(database)).length;
  await transact(database, { role: "qorgan_worker", mode: "write" }, async (tx) => {
    await tx.rows(sql`select pg_advisory_xact_lock(${LOCKS.seal})::text`);
    await keepHouse(database, inMonths(4));
    await refreshStatistics(database, { isDue: false });
  });
  expect((await namesOf(database)).length).toBeGreaterThan(months);
  expect(await count(database, "statistic_cells")).toBeGreaterThan(0);
});
