import { sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { Role } from "../../src/access/roles.js";
import { katoRange } from "../../src/access/viewer.js";
import { type Database, maintain, type Settings, transact } from "../../src/db/database.js";
import { createRandom } from "../../src/db/seed/random.js";
import { startDatabase } from "../support/start.js";
import { findTables } from "../support/tables.js";
import { type Asking, type ExclusionFact, type Fact, type Facts, type GrantFact, MAY_SEE } from "./model.js";
import { keyOf, makeRandomWorld, PLACES, type RandomWorld } from "./world.js";

const CASES = 10_000;
const seed = Number(process.env.QORGAN_TEST_SEED ?? Date.now() % 1_000_000);
// The worker alone reads them: the app has no right to.
const CLOSED = [
  "journal",
  "journal_epochs",
  "audit_blocks",
  "audit_published",
  "access_changes",
  "control_room_presence",
];
const TABLES = Object.keys(MAY_SEE);

/** Where database and model answer differently. */
interface Disagreement {
  table: string;
  database: "shows" | "hides";
  asking: Asking;
  row: Fact | undefined;
}

const settingsOf = ({ principal, role, from, to, school }: Asking): Settings => ({
  ...{ principal, role, kato_from: String(from), kato_to: String(to) },
  ...(school ? { school } : {}),
});

function drawViewers(count: number, { principals, guardians, schoolIds }: RandomWorld, from: number): Asking[] {
  const random = createRandom(from);
  return Array.from({ length: count }, (_, i) => {
    const school = random.pick(schoolIds);
    const kato = random.pick([null, ...PLACES, ...PLACES.map((place) => `${place.slice(0, 2)}0000000`)]);
    const isOfSchool = random.chance(0.35);
    const range = katoRange(isOfSchool ? String(school.kato) : kato);
    const role = Role.values[i % Role.values.length] as string;
    const jurisdiction = { from: Number(range.from), to: Number(range.to), school: isOfSchool ? school.id : null };
    const principal = random.pick(role === "GUARDIAN" ? [...guardians, ...principals] : principals);
    return { principal, role, ...jurisdiction };
  });
}

/** What the viewer's policies let through, as `table key`. */
const shownTo = (database: Database, asking: Asking) =>
  transact(database, { role: "qorgan_app", mode: "read", settings: settingsOf(asking) }, async (tx) => {
    const parts = TABLES.map(
      (table) => sql`select ${sql.raw(`'${table}'`)} as name, ${keyOf(table)} as key from ${sql.identifier(table)}`,
    );
    const rows = await tx.rows<{ name: string; key: string }>(sql.join(parts, sql` union all `));
    const [clock] = await tx.rows<{ now: string }>(sql`select now()::text as now`);
    return { shown: new Set(rows.map(({ name, key }) => `${name} ${key}`)), now: new Date(clock?.now as string) };
  });

const factsOf = ({ rows }: RandomWorld, now: Date): Facts => ({
  now,
  grants: (rows.access_grants ?? []).map((grant) => ({
    ...(grant as unknown as GrantFact),
    from: new Date(grant.from_at as string),
    to: grant.to_at === null ? null : new Date(grant.to_at as string),
  })),
  exclusions: (rows.access_exclusions ?? []) as unknown as ExclusionFact[],
});

async function findDisagreements(database: Database, world: RandomWorld, viewers: readonly Asking[]) {
  const found: Disagreement[] = [];
  for (const asking of viewers) {
    const { shown, now } = await shownTo(database, asking);
    const facts = factsOf(world, now);
    for (const [table, rows] of Object.entries(world.rows)) {
      for (const row of rows) {
        const isShown = shown.has(`${table} ${row.key}`);
        if (isShown === MAY_SEE[table]?.(asking, row, facts)) continue;
        found.push({ table, database: isShown ? "shows" : "hides", asking, row });
      }
    }
  }
  return found;
}

const sizeOf = ({ rows }: RandomWorld) => Object.values(rows).reduce((sum, { length }) => sum + length, 0);

describe(`with the seed ${seed} (QORGAN_TEST_SEED sets it)`, async () => {
  const database = await startDatabase();
  const world = await makeRandomWorld(database, seed);

  test("the model knows every table that the app may read, and each has rows", async () => {
    const names = (await findTables()).map((table) => getTableConfig(table).name);
    expect(TABLES.toSorted()).toEqual(names.filter((name) => !CLOSED.includes(name)).sort());
    const empty = TABLES.filter((table) => !world.rows[table]?.length && table !== "localities" && table !== "figures");
    expect(empty).toEqual([]);
  });

  test(`what the policies let through is what the table of roles says, in ${CASES} cases and more`, async () => {
    const viewers = drawViewers(8 * Role.values.length, world, seed + 1);
    expect(viewers.length * sizeOf(world)).toBeGreaterThan(CASES);
    const found = await findDisagreements(database, world, viewers);
    expect(found.slice(0, 3), `QORGAN_TEST_SEED=${seed}`).toEqual([]);
  });
});

describe("a planted hole is found, and its table named", async () => {
  const database = await startDatabase();
  const world = await makeRandomWorld(database, seed);
  const viewers = drawViewers(2 * Role.values.length, world, seed + 2);
  const alter = (statement: string) => maintain(database, (tx) => tx.rows(sql.raw(statement)));
  const open = ["regions", "districts", "localities", "figures", "agencies", "schools", "public_alerts"];

  test.each(TABLES.filter((table) => !open.includes(table)))("in %s", async (table) => {
    const [kept] = await maintain(database, (tx) =>
      tx.rows<{ using: string }>(sql`select qual as using from pg_policies where policyname = ${`${table}_read`}`),
    );
    await alter(`alter policy ${table}_read on ${table} using (true)`);
    const found = await findDisagreements(database, world, viewers);
    await alter(`alter policy ${table}_read on ${table} using (${kept?.using})`);

    expect(found.map((one) => `${one.database} ${one.table}`)).toContain(`shows ${table}`);
  });
});
