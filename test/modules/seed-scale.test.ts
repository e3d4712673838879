import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { readAll } from "../../src/db/import.js";
import { createCountry, type Scale } from "../../src/db/seed/country.js";
import { checkHost } from "../../src/db/seed/host.js";
import { isEmpty } from "../../src/db/seed/index.js";
import { SCALES, seedScale, type Target } from "../../src/db/seed/scale.js";
import { onPostgres, openTestDatabase, type TestDatabase } from "../support/database.js";
import { start } from "../support/start.js";

const now = new Date("2026-11-21T00:00:00Z");
const small: Scale = {
  schools: 446,
  children: 1_500,
  incidents: 2_500,
  days: 365,
  atOnce: 1,
  gigabytes: 1,
  minutes: 1,
};

/** The rows of each table of a country. */
function rowsOf(country: ReturnType<typeof createCountry>): Map<string, Record<string, unknown>[]> {
  const rows = new Map<string, Record<string, unknown>[]>();
  for (const batch of [...country.directory, ...country.parts.flatMap((part) => part.make())])
    rows.set(batch.name, [...(rows.get(batch.name) ?? []), ...(batch.rows as Record<string, unknown>[])]);
  return rows;
}

describe("an invented country", () => {
  const made = rowsOf(createCountry(small, { seed: 7, now }));
  const rows = (name: string) => made.get(name) ?? [];
  const districtsOf = (name: string) => new Set(rows(name).map(({ kato }) => String(kato).slice(0, 4)));

  test("has exactly as much as it was asked for, in every district", () => {
    expect(rows("schools")).toHaveLength(small.schools);
    expect(rows("children")).toHaveLength(small.children);
    expect(rows("incidents")).toHaveLength(small.incidents);
    expect(districtsOf("schools").size).toBe(223);
    expect(rows("working_groups").filter(({ kind }) => kind === "STANDING")).toHaveLength(223);
    expect(rows("duty_rosters")).toHaveLength(223);
  });

  test("is the same for the same seed and day, whichever part is made first, and another for another seed", () => {
    const textOf = (seed: number) => {
      const { directory, parts } = createCountry(small, { seed, now });
      const last = parts.at(-1)?.make();
      return JSON.stringify([directory, parts[0]?.make(), last].map((all) => all?.map((batch) => batch.rows)));
    };
    const { directory, parts } = createCountry(small, { seed: 7, now });
    const first = parts[0]?.make();
    const turned = JSON.stringify(
      [directory, first, parts.at(-1)?.make()].map((all) => all?.map((batch) => batch.rows)),
    );
    expect(textOf(7) === turned).toBe(true);
    expect(textOf(8) === turned).toBe(false);
  });

  test("gives no id and no pseudonym twice, whichever part made it", () => {
    for (const [name, all] of made) {
      const ids = all.flatMap(({ id }) => (id ? [id] : []));
      // Without their time: what only the time keeps apart is the same in another year of the same seed.
      expect(new Set(ids.map((id) => String(id).slice(-17))).size, name).toBe(ids.length);
      for (const id of ids.slice(0, 100))
        expect(id, name).toMatch(/[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
    expect(new Set(rows("children").map(({ pseudonym }) => pseudonym)).size).toBe(small.children);
  });

  test("has no incident where real children died in 2025", () => {
    for (const code of ["3110", "3136"]) expect(districtsOf("incidents")).not.toContain(code);
    expect(districtsOf("children")).toContain("3110");
  });

  test("names nobody, and says of each child's team and headquarters that they may see it", () => {
    for (const name of ["child_identities", "guardians", "sensitive_notes"]) expect(rows(name)).toEqual([]);
    const granted = new Set(rows("access_grants").map(({ principal, subjectId }) => `${principal} ${subjectId}`));
    const members = rows("child_team_members");
    expect(members.length).toBeGreaterThan(100);
    const uuid = (id: unknown) => String(id).split("_")[1];
    for (const { officerId, childId } of members) expect(granted).toContain(`${uuid(officerId)} ${uuid(childId)}`);
  });

  test("is ten times as much over ten times as long where it is asked for", () => {
    const { national, x10 } = SCALES;
    expect([x10.incidents / national.incidents, x10.days / national.days]).toEqual([10, 10]);
    expect(national).toMatchObject({ schools: 8_000, children: 400_000, incidents: 2_000_000 });
  });
});

describe.runIf(onPostgres())("a country in the database", () => {
  let stored: TestDatabase;
  let target: Target;
  let before: unknown;
  let counts: Record<string, number>;
  beforeAll(async () => {
    stored = await openTestDatabase();
    target = { database: stored.database, url: stored.url as string };
    before = await describeTables(target);
    counts = await seedScale(target, small, undefined, { now });
  }, 120_000);
  afterAll(() => stored.remove());
  const numberOf = async (from: ReturnType<typeof sql>) =>
    (await readAll(target.database, (tx) => tx.rows<{ n: number }>(sql`select count(*)::int as n from ${from}`)))[0]?.n;

  test("is as large as it says", async () => {
    expect(counts).toMatchObject({ schools: small.schools, children: small.children, incidents: small.incidents });
    for (const [table, count] of Object.entries(counts))
      expect(await numberOf(sql`${sql.identifier(table)}`), table).toBe(count);
  });

  test("stands behind the same keys, indexes, triggers and policies as an empty one", async () => {
    expect(await describeTables(target)).toEqual(before);
  });

  test("has the columns that the database makes", async () => {
    expect(await numberOf(sql`incidents where district is null or severity_rank is null or number is null`)).toBe(0);
    expect(
      await numberOf(sql`alerts where (open_rank = 0) <> (state in ('RAISED', 'ACKNOWLEDGED', 'IN_ACTION'))`),
    ).toBe(0);
    expect(await numberOf(sql`(select from incidents group by number having count(*) > 1) twice`)).toBe(0);
  });

  test("lies in the order of time, districts mixed, as it would have come", async () => {
    const neighbours = sql`(select occurred_at, reported_at, lag(reported_at) over (order by ctid) as earlier,
      district <> lag(district) over (order by ctid) as is_elsewhere from incidents) i`;
    expect(await numberOf(sql`${neighbours} where reported_at < earlier`)).toBe(0);
    expect(await numberOf(sql`${neighbours} where is_elsewhere`)).toBeGreaterThan(small.incidents * 0.9);
  });

  test("calls nobody: what the owner writes is history", async () => {
    for (const from of [sql`alerts where next_escalation_at is not null`, sql`access_changes`, sql`journal`])
      expect(await numberOf(from)).toBe(0);
  });

  test("is refused where there is one, and leaves it alone", async () => {
    await expect(seedScale(target, small)).rejects.toThrow("must be empty");
    expect(await numberOf(sql`incidents`)).toBe(small.incidents);
  });
});

describe.runIf(onPostgres())("a country that is broken off", () => {
  test.each(["incidents", "indexes and keys"])(
    "at its %s leaves an empty database, which can be seeded",
    async (stage) => {
      const stored = await openTestDatabase();
      const target = { database: stored.database, url: stored.url as string };
      const before = await describeTables(target);
      const breakOff = (done: number, _total: number, what: string) => {
        if (what === stage && done > 20) throw new Error("stopped");
      };

      await expect(seedScale(target, { ...small, incidents: 300 }, breakOff, { now })).rejects.toThrow("stopped");

      expect(await isEmpty(target.database)).toBe(true);
      expect(await describeTables(target)).toEqual(before);
      await stored.remove();
    },
    60_000,
  );

  test("by a row that the database refuses says which one, and leaves nothing", async () => {
    const stored = await openTestDatabase();
    const target = { database: stored.database, url: stored.url as string };
    await maintain(target.database, (tx) =>
      tx.rows(sql`alter table incidents add constraint incidents_never check (severity_rank > 99)`),
    );

    await expect(seedScale(target, { ...small, incidents: 300 }, undefined, { now })).rejects.toThrow(
      "incidents_never",
    );

    expect(await isEmpty(target.database)).toBe(true);
    await stored.remove();
  }, 60_000);
});

describe.runIf(onPostgres())("the PostgreSQL server of a country", () => {
  test("must serve nobody", async () => {
    const { databaseUrl } = await start();
    await expect(checkHost(databaseUrl as string, { gigabytes: 0 })).rejects.toThrow(/must serve nobody.*qorgan_test_/);
  });
});

/** All that a load takes away and puts back. */
function describeTables({ database }: Target) {
  return readAll(database, async (tx) => ({
    constraints:
      await tx.rows(sql`select conrelid::regclass::text as table, conname, contype, convalidated, condeferrable,
      condeferred, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`),
    indexes:
      await tx.rows(sql`select pg_get_indexdef(indexrelid) as definition, indisvalid, indisclustered from pg_index
      join pg_class c on c.oid = indrelid where relnamespace = 'public'::regnamespace order by 1`),
    triggers: await tx.rows(sql`select tgrelid::regclass::text as table, pg_get_triggerdef(oid) as definition, tgenabled
      from pg_trigger where not tgisinternal order by 1, 2`),
    foreignKeyTriggers:
      await tx.rows(sql`select tgrelid::regclass::text as table, tgenabled, count(*)::int from pg_trigger
      where tgisinternal group by 1, 2 order by 1, 2`),
    policies: await tx.rows(sql`select relname, relrowsecurity, relforcerowsecurity from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`),
  }));
}
