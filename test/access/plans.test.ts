import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { katoRange } from "../../src/access/viewer.js";
import { maintain, type Settings, transact } from "../../src/db/database.js";
import { onPostgres } from "../support/database.js";
import { startDatabase } from "../support/start.js";

const LISTS: Record<string, string> = {
  alerts: "open_rank, severity_rank, raised_at, id",
  incidents: "occurred_at desc, id desc",
  children: "risk_rank, pseudonym, id",
  emergency_accesses: "is_reviewed, granted_at, id",
  working_groups: "created_at desc, id desc",
  audit_entries: "at desc, id desc",
};
const WHO: [who: string, role: string, kato: string | null, scope: string][] = [
  ["a district", "DISTRICT_OFFICER", "751210000", "district = 7512"],
  ["a region", "PROSECUTOR", "750000000", "region = 75"],
  ["the country", "OMBUDSMAN", null, "true"],
];

const settingsOf = (role: string, kato: string | null): Settings => {
  const { from, to } = katoRange(kato);
  return { principal: "00000000-0000-7000-8000-000000000000", role, kato_from: from, kato_to: to };
};

// Five districts in two regions, so that a wrong index costs something.
const KATO = "(array[751110000,751210000,751310000,751410000,791110000])[1 + i % 5]";
const FILL = [
  `insert into agencies (id, kind, name_ru, kato) select gen_random_uuid(), 'SCHOOL', 'a' || i, ${KATO} from generate_series(0, 4) i`,
  `insert into schools (id, agency_id, kato, name_ru, kind, ownership)
    select gen_random_uuid(), id, kato, name_ru, 'SECONDARY', 'STATE' from agencies`,
  `insert into children (id, pseudonym, school_id, kato, risk_level)
    select gen_random_uuid(), s.name_ru || '-' || i, s.id, s.kato, (array['LOW','MEDIUM','HIGH','CRITICAL'])[1 + i % 4]
    from schools s, generate_series(1, 4000) i where s.kato is not null`,
  `insert into incidents (id, school_id, kato, kind, severity, state, place, occurred_at)
    select gen_random_uuid(), s.id, s.kato, 'FIGHT', (array['MINOR','MODERATE','SEVERE'])[1 + i % 3], 'CLOSED', 'p',
      now() - i * interval '1 minute' from schools s, generate_series(1, 4000) i`,
  `insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, state, place, exercise, raised_at)
    select gen_random_uuid(), id, school_id, kato, kind, severity, 'EXPECTED', 'LIKELY', 'RESOLVED', place, false, occurred_at
    from incidents`,
  `insert into officers (id, agency_id, name) select gen_random_uuid(), id, 'o' from agencies limit 1`,
  `insert into emergency_accesses (id, child_id, officer_id, school_id, kato, role, reason_code, reason, granted_at, expires_at)
    select gen_random_uuid(), c.id, o.id, c.school_id, c.kato, 'DISPATCHER', 'OTHER', 'r', c.registered_at, c.registered_at
    from children c, officers o`,
  `insert into working_groups (id, kato, kind, state, name, created_at)
    select gen_random_uuid(), kato, 'STANDING', 'ACTIVE', 'g', occurred_at from incidents`,
  `insert into audit_entries (id, kato, action, subject_type, purpose, request_id, at)
    select gen_random_uuid(), kato, 'a', 'Incident', 'CARE', gen_random_uuid(), occurred_at from incidents`,
];

describe.runIf(onPostgres())("the plan of a list, below the policies, walks its index", async () => {
  const database = await startDatabase();
  await maintain(database, async (tx) => {
    for (const statement of FILL) await tx.rows(sql.raw(statement));
  });
  await maintain(database, async (tx) => {
    for (const table of Object.keys(LISTS)) await tx.rows(sql.raw(`analyze ${table}`));
  });

  test.each(WHO.flatMap((who) => Object.keys(LISTS).map((table) => [...who, table] as const)))(
    "for %s as %s (%s, %s): %s",
    async (_, role, kato, scope, table) => {
      const query = `select * from ${table} where ${scope} order by ${LISTS[table]} limit 20`;
      const plan = await transact(
        database,
        { role: "qorgan_app", mode: "read", settings: settingsOf(role, kato) },
        (tx) => tx.rows<{ "QUERY PLAN": string }>(sql.raw(`explain (costs off) ${query}`)),
      );
      const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
      expect(text).toMatch(new RegExp(`Index Scan( Backward)? using ${table}_`));
      expect(text).not.toMatch(new RegExp(`Sort Key|Seq Scan on ${table}\\b`));
    },
  );
});
