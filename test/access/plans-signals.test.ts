import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { katoRange } from "../../src/access/viewer.js";
import type { Insert } from "../../src/db/batch.js";
import { type Database, maintain, type Settings, type Transaction, transact } from "../../src/db/database.js";
import { addOfEvent, isLine } from "../../src/modules/alerts/duplicates.js";
import type { alerts } from "../../src/modules/alerts/table.js";
import { hasMissedSignal, missedBefore } from "../../src/modules/responses/signals.js";
import { onPostgres } from "../support/database.js";
import { startDatabase } from "../support/start.js";

// Two hundred schools with a hundred incidents each, so that a wrong index costs something.
const FILL = [
  `insert into agencies (id, kind, name_ru, kato) select gen_random_uuid(), 'SCHOOL', 'a' || i,
    (array[751110000,751210000,751310000,751410000,791110000])[1 + i % 5] from generate_series(1, 200) i`,
  `insert into schools (id, agency_id, kato, name_ru, kind, ownership)
    select gen_random_uuid(), id, kato, name_ru, 'SECONDARY', 'STATE' from agencies where name_ru like 'a%'`,
  `insert into children (id, pseudonym, school_id, kato, risk_level)
    select gen_random_uuid(), s.name_ru || '-' || i, s.id, s.kato, 'HIGH' from schools s, generate_series(1, 20) i`,
  `insert into incidents (id, school_id, kato, kind, severity, state, place, occurred_at)
    select gen_random_uuid(), s.id, s.kato, 'FIGHT', (array['MINOR','MODERATE','SEVERE'])[1 + i % 3], 'CLOSED', 'p',
      now() - i * interval '1 day' from schools s, generate_series(1, 100) i`,
  `insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, state, place, exercise,
      raised_at)
    select gen_random_uuid(), id, school_id, kato, kind, severity, 'EXPECTED', 'LIKELY', 'RAISED', place, false,
      occurred_at from incidents`,
  `insert into incident_participants (id, incident_id, active, severity_rank, child_id, pseudonym, kato, school_id,
      participation)
    select gen_random_uuid(), i.id, i.active, i.severity_rank, c.id, c.pseudonym, i.kato, i.school_id, 'WITNESS'
    from incidents i cross join lateral (select id, pseudonym from children c where c.school_id = i.school_id
      order by md5(c.id::text || i.id) limit 2) c`,
];

const WHO: [who: string, role: string, kato: string | null, scope: string][] = [
  ["a district", "DISTRICT_OFFICER", "751210000", "district = 7512"],
  ["a region", "REGION_OFFICER", "750000000", "region = 75"],
  ["the country", "OMBUDSMAN", null, "true"],
];
const READ_ALL = /Seq Scan on (alerts|incidents|incident_participants)\b/;

describe.runIf(onPostgres())("below the policies", () => {
  let database: Database;
  let incidents: string[];
  beforeAll(async () => {
    database = await startDatabase();
    await maintain(database, async (tx) => {
      for (const statement of FILL) await tx.rows(sql.raw(statement));
    });
    await maintain(database, (tx) => tx.rows(sql.raw("analyze")));
    const rows = await maintain(database, (tx) =>
      tx.rows<{ id: string }>(sql`select 'incident_' || id as id from incidents where district = 7512 limit 20`),
    );
    incidents = rows.map(({ id }) => id);
  }, 60_000);

  function explain(role: string, kato: string | null, query: (tx: Transaction) => SQL) {
    const { from, to } = katoRange(kato);
    const principal = "00000000-0000-7000-8000-000000000000";
    const settings: Settings = { principal, role, kato_from: from, kato_to: to };
    return transact(database, { role: "qorgan_app", mode: "read", settings }, async (tx) => {
      const plan = await tx.rows<{ "QUERY PLAN": string }>(sql`explain (costs off) ${query(tx)}`);
      return plan.map((line) => line["QUERY PLAN"]).join("\n");
    });
  }

  test.each(WHO)("for %s the missed signals of incidents are found by indexes", async (_, role, kato) => {
    const plan = await explain(role, kato, () => missedBefore(incidents));
    for (const index of ["alerts_school", "incident_participants_incident", "incident_participants_child"]) {
      expect(plan).toContain(index);
    }
    expect(plan).not.toMatch(READ_ALL);
  });

  test.each(WHO)(
    "for %s the report walks the incidents, and looks by indexes before each",
    async (_, role, kato, scope) => {
      const plan = await explain(
        role,
        kato,
        () => sql`select * from incidents where ${sql.raw(scope)}
      and severity_rank <= 1 and occurred_at > now() - interval '90 days' and ${hasMissedSignal}
      order by occurred_at desc, id desc limit 21`,
      );
      expect(plan).toMatch(/Index Scan Backward using incidents_\w+ on incidents/);
      expect(plan).not.toMatch(READ_ALL);
      expect(plan).not.toContain("hashed SubPlan");
    },
  );

  test.each(WHO)("for %s a list in which duplicates fold walks its index", async (_, role, kato, scope) => {
    const plan = await explain(
      role,
      kato,
      () => sql`select * from alerts where ${sql.raw(scope)} and ${isLine}
      order by open_rank, severity_rank, raised_at, id limit 21`,
    );
    expect(plan).toMatch(/Index Scan using alerts_\w+ on alerts\b/);
    expect(plan).not.toMatch(/Sort Key|Seq Scan on alerts|hashed SubPlan/);
  });

  test.each([
    ["at a school", `school_${v7()}`],
    ["outside one", null],
  ])("an alert that is raised %s finds the first one of its event by an index of first ones", async (_, schoolId) => {
    const plan = await explain("DISTRICT_OFFICER", "751210000", (tx) => insertOf(tx, schoolId));
    expect(plan).toMatch(/Index Scan using alerts_first on alerts first/);
  });

  /** The insert of an alert of an event. */
  function insertOf({ db }: Transaction, schoolId: string | null): SQL {
    const id = `alert_${v7()}`;
    const facts = { kind: "FIGHT", severity: "SEVERE", urgency: "IMMEDIATE", certainty: "LIKELY" } as const;
    const added: Insert[] = [];
    const row: typeof alerts.$inferInsert = { id, kato: "751210000", place: "p", exercise: false, ...facts };
    addOfEvent({ db, add: (insert: Insert) => void added.push(insert) } as unknown as Transaction, {
      ...row,
      schoolId,
    });
    const [{ shape, params }] = added as [Insert];
    const texts = `${shape.head}${shape.row}${shape.tail}`.split(/\$\d+/);
    return sql.join(texts.flatMap((text, i) => [sql.raw(text), ...(i < params.length ? [sql`${params[i]}`] : [])]));
  }
});
