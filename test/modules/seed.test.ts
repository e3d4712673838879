import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { makeKeys } from "../../src/access/keys.js";
import { createTokens } from "../../src/access/tokens.js";
import type { Database } from "../../src/db/database.js";
import { readAll } from "../../src/db/import.js";
import { makeDemo } from "../../src/db/seed/demo.js";
import { isEmpty, seedDemo } from "../../src/db/seed/index.js";
import { findDemoTokens } from "../../src/modules/agencies/demo.js";
import { alatau, almaty, anOfficer } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const now = new Date("2026-11-21T00:00:00Z");
const rows = <Row>(query: SQL) => readAll(database, (tx) => tx.rows<Row>(query));
const numberOf = async (query: SQL) => (await rows<{ n: number }>(sql`select count(*)::int as n from ${query}`))[0]?.n;

let database: Database;
let counts: Record<string, number>;
beforeAll(async () => {
  database = await startDatabase();
  counts = await seedDemo(database, undefined, { now, ring: createKeyRing(drawKeyRing()) });
}, 120_000);

describe("the demo data", () => {
  test("has the sizes that the plan names", async () => {
    expect(counts).toMatchObject({ regions: 20, districts: 223, schools: 200, children: 2_000, incidents: 3_000 });
    expect(await numberOf(sql`alerts where incident_id is not null`)).toBe(3_000);
    for (const [table, count] of Object.entries(counts))
      expect(await numberOf(sql`${sql.identifier(table)}`)).toBe(count);
  });

  test("is the same for the same seed and day, and another for another seed", () => {
    const made = (seed: number) => JSON.stringify(makeDemo(seed, now).map(({ name, rows }) => [name, rows]));
    const [first, again, other] = [7, 7, 8].map(made);
    // Not toEqual: a difference of two texts of many megabytes takes minutes to print.
    expect(again === first).toBe(true);
    expect(other === first).toBe(false);
  });

  test("marks everything invented", async () => {
    for (const table of ["agencies", "officers", "schools", "children", "incidents", "working_groups", "guardians"]) {
      expect(await numberOf(sql`${sql.identifier(table)} where not synthetic`)).toBe(0);
    }
  });

  test("says nothing in clear that names a child", async () => {
    expect(await numberOf(sql`children where pseudonym !~ '^[0-9A-Z]{4}-[0-9A-Z]{4}$'`)).toBe(0);
    const columns = await rows<{ name: string }>(sql`select distinct column_name as name
      from information_schema.columns where (table_name = 'children' or table_name like 'child\\_%') and data_type <> 'bytea'`);
    expect(columns.filter(({ name }) => /name|iin|birth_date/.test(name))).toEqual([]);
  });

  test("places no incident where real children died in 2025", async () => {
    expect(await numberOf(sql`incidents where district in (3110, 3136)`)).toBe(0);
    expect(await numberOf(sql`children where district in (3110, 3136) and risk_level in ('HIGH', 'CRITICAL')`)).toBe(0);
  });

  test("has a shape as in life: few grave incidents, holidays quiet, nothing in the future", async () => {
    expect(await numberOf(sql`incidents where severity in ('SEVERE', 'EXTREME')`)).toBeLessThan(150);
    const summer = sql`incidents where extract(month from occurred_at) in (6, 7, 8)`;
    expect(await numberOf(summer)).toBeLessThan(150);
    expect(await numberOf(sql`incidents where reported_at > ${now.toISOString()}::timestamptz`)).toBe(0);
    const byDay = sql`extract(hour from occurred_at at time zone 'Asia/Almaty') between 6 and 22`;
    expect(await numberOf(sql`incidents where (kind = 'NIGHT_CURFEW') = ${byDay}`)).toBe(0);
  });
});

describe("each seeded incident", () => {
  test("has times that increase and a state that fits them", async () => {
    expect(await numberOf(sql`incidents where reported_at < occurred_at or ended_at < reported_at`)).toBe(0);
    const ended = sql`state in ('CLOSED', 'UNFOUNDED', 'DUPLICATE')`;
    expect(await numberOf(sql`incidents where (${ended}) <> (ended_at is not null)`)).toBe(0);
    expect(await numberOf(sql`incidents where (state = 'DUPLICATE') <> (duplicate_of_id is not null)`)).toBe(0);
    const owned = sql`state in ('RESPONDING', 'STABILISED', 'UNDER_REVIEW', 'CLOSED', 'REOPENED')`;
    expect(await numberOf(sql`incidents where (${owned}) <> (owner_agency_id is not null)`)).toBe(0);
    expect(await numberOf(sql`incidents where not ${ended}`)).toBeGreaterThan(30);
  });

  test("is grave and closed only with a signed review", async () => {
    const review = sql`exists (select from incident_reviews r where r.incident_id = i.id)`;
    expect(
      await numberOf(sql`incidents i where severity in ('SEVERE', 'EXTREME') and state = 'CLOSED' and not ${review}`),
    ).toBe(0);
    expect(await numberOf(sql`incidents i where state = 'UNDER_REVIEW' and not ${review}`)).toBe(0);
  });

  test("is stable only when every victim was contacted", async () => {
    const stable = sql`state in ('STABILISED', 'UNDER_REVIEW', 'CLOSED')`;
    const waiting = sql`participation = 'VICTIM' and contacted_at is null`;
    const joined = sql`incidents i join incident_participants p on p.incident_id = i.id`;
    expect(await numberOf(sql`${joined} where ${stable} and ${waiting}`)).toBe(0);
  });

  test("has one alert, whose times increase and whose state fits", async () => {
    expect(await numberOf(sql`(select distinct incident_id from alerts where incident_id is not null) one`)).toBe(
      3_000,
    );
    const joined = sql`alerts a join incidents i on i.id = a.incident_id`;
    expect(await numberOf(sql`${joined} where i.state in ('STABILISED', 'CLOSED') and a.state <> 'RESOLVED'`)).toBe(0);
    expect(await numberOf(sql`${joined} where i.ended_at is not null and a.open_rank = 0`)).toBe(0);
    const disorder = sql`acknowledged_at < raised_at or action_started_at < acknowledged_at or ended_at < action_started_at`;
    expect(await numberOf(sql`alerts where ${disorder}`)).toBe(0);
    expect(await numberOf(sql`alerts where state = 'RAISED'`)).toBeGreaterThan(0);
  });

  test("has no alert of emergency access, of which each has one and some wait for their review", async () => {
    const count = await numberOf(sql`emergency_accesses`);
    expect(count).toBeGreaterThan(30);
    expect(await numberOf(sql`alerts a join emergency_accesses e on e.id = a.emergency_id`)).toBe(count);
    expect(await numberOf(sql`emergency_accesses where not is_reviewed`)).toBeGreaterThan(1);
    const early = sql`emergency_accesses where reviewed_at < expires_at or expires_at > ${now.toISOString()}::timestamptz`;
    expect(await numberOf(early)).toBe(0);
  });

  test("has participants of its own school, each child once", async () => {
    const joined = sql`incident_participants p join incidents i on i.id = p.incident_id join children c on c.id = p.child_id`;
    expect(await numberOf(sql`${joined} where c.school_id <> i.school_id`)).toBe(0);
    const twice = sql`(select from incident_participants where child_id is not null
      group by incident_id, child_id having count(*) > 1) twice`;
    expect(await numberOf(twice)).toBe(0);
    const roles = sql`(select from incident_participants group by child_id having count(distinct participation) > 1) many`;
    expect(await numberOf(roles)).toBeGreaterThan(100);
  });
});

describe("the published figures", () => {
  test("state Alatau's deficit and keep apart what the source attributes to no district", async () => {
    const deficits = await rows(sql`select kato, value, attribution from figures where measure = 'SEAT_DEFICIT'
      order by attribution, kato, value`);
    expect(deficits).toEqual([
      { kato: Number(almaty), value: 25_000, attribution: "STATED" },
      { kato: Number(alatau), value: 7_000, attribution: "STATED" },
      { kato: 751310000, value: 4_000, attribution: "STATED" },
      { kato: 751810000, value: 1_500, attribution: "STATED" },
      { kato: Number(almaty), value: 12_500, attribution: "UNATTRIBUTED" },
    ]);
  });

  test("cover N01 to N20, each with its source", async () => {
    const sources = await rows<{ source: string }>(sql`select distinct source from figures order by source`);
    const all = Array.from(
      { length: 20 },
      (_, i) => `Qorgan domain reference, figure N${String(i + 1).padStart(2, "0")}`,
    );
    expect(sources.map(({ source }) => source)).toEqual(all);
  });
});

test("some groups lack an agency, some meetings are overdue and a headquarters is active", async () => {
  expect(await numberOf(sql`memberships where to_day < ${now.toISOString()}::date`)).toBeGreaterThan(1);
  expect(
    await numberOf(sql`meetings where held_at is null and planned_for < ${now.toISOString()}::timestamptz`),
  ).toBeGreaterThan(1);
  expect(await numberOf(sql`working_groups where state = 'ACTIVATED'`)).toBe(1);
});

test("demo tokens name invented people only, the dispatcher of Almaty first", async () => {
  const tokens = await createTokens(await makeKeys());
  const real = await anOfficer(database, {
    role: "DISPATCHER",
    kato: almaty,
    id: "officer_00000000-0000-7000-8000-000000000000",
  });
  const ready = await findDemoTokens(database, tokens);

  expect(ready).toHaveLength(10);
  expect(ready[0]?.label).toBe("Dispatcher, Almaty");
  const named = await Promise.all(ready.map(async ({ token }) => (await tokens.verify(token)).principal));
  expect(named).not.toContainEqual({ officerId: real.id });
  expect(ready[named.findIndex((principal) => "guardianId" in principal)]?.label).toBe("Parent, Alatau");
});

test("the demo's director of Alatau works where a child is searched for", async () => {
  const tokens = await createTokens(await makeKeys());
  const ready = await findDemoTokens(database, tokens);
  const { principal } = await tokens.verify(
    ready.find(({ label }) => label === "School director, Alatau")?.token ?? "",
  );
  const director = "officerId" in principal ? principal.officerId : "";
  const search = sql`working_groups g join schools s on s.id = g.school_id
    where g.state = 'ACTIVATED' and s.head_officer_id = ${director.replace("officer_", "")}::uuid`;
  expect(await numberOf(search)).toBe(1);
});

test("a database that isn't empty is refused", async () => {
  expect(await isEmpty(database)).toBe(false);
  await expect(seedDemo(database)).rejects.toThrow("must be empty");
  expect(await numberOf(sql`incidents`)).toBe(3_000);
});

test("a seed that is broken off leaves an empty database, which can be seeded", async () => {
  const other = await startDatabase();
  const breakOff = (_done: number, _total: number, what: string) => {
    if (what === "children") throw new Error("stopped");
  };
  await expect(seedDemo(other, breakOff, { now })).rejects.toThrow("stopped");
  expect(await isEmpty(other)).toBe(true);
});
