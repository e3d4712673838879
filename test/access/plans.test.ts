import { getTableName, type SQL, sql } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import { katoRange } from "../../src/access/viewer.js";
import { maintain, type Settings, transact } from "../../src/db/database.js";
import { territoryColumnsOf } from "../../src/graphql/filters.js";
import { orderBy } from "../../src/graphql/keyset.js";
import type { List, Page, Root } from "../../src/graphql/relations.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { onPostgres } from "../support/database.js";
import { startDatabase } from "../support/start.js";

const schema = createSchema(modules);
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
  `insert into alert_deliveries (alert_id, officer_id, incident_id, school_id, kato, severity_rank, sent_at)
    select a.id, gen_random_uuid(), incident_id, school_id, kato, severity_rank, raised_at + i * interval '1 second'
    from (select * from alerts limit 300) a, generate_series(1, 60) i`,
  `insert into alert_escalations (alert_id, incident_id, school_id, kato, severity_rank, ladder, step, level, target_kind,
      officer_ids, due_at, fired_at)
    select id, incident_id, school_id, kato, severity_rank, 'ACKNOWLEDGE', i, i, 'ROLE', '{}', raised_at, raised_at
    from alerts, generate_series(1, 3) i`,
  `insert into working_groups (id, kato, kind, state, name, created_at, school_id, lead_agency_id)
    select gen_random_uuid(), i.kato, 'STANDING', 'ACTIVE', 'g', occurred_at, i.school_id, s.agency_id
    from incidents i join schools s on s.id = i.school_id`,
  `insert into working_groups (id, kato, kind, state, name, created_at, incident_id)
    select gen_random_uuid(), kato, 'HEADQUARTERS', 'REVIEWED', 'h', occurred_at, id from incidents`,
  `insert into agencies (id, kind, name_ru, kato) select gen_random_uuid(),
    (array['NGO','AKIMAT','HEALTH','PMPC'])[1 + i % 4], 'a' || i, ${KATO} from generate_series(10, 6000) i`,
  `insert into agencies (id, kind, name_ru, kato)
    select gen_random_uuid(), 'SCHOOL', 's' || i, ${KATO} from generate_series(1, 6000) i`,
  `insert into schools (id, agency_id, kato, name_ru, kind, ownership)
    select gen_random_uuid(), id, kato, name_ru, 'SECONDARY', 'STATE' from agencies where name_ru like 's%'`,
  `insert into officers (id, agency_id, name) select gen_random_uuid(), a.id, 'o' || i
    from (select id from agencies limit 400) a, generate_series(1, 30) i`,
  `insert into duty_rosters (id, kato, role, name)
    select gen_random_uuid(), case when i > 0 then 100000000 + i * 10000 end, role, 'r' || i
    from generate_series(0, 400) i,
      unnest(array['DISPATCHER','DISTRICT_OFFICER','REGION_OFFICER','MINISTRY_CONTROLLER']) role`,
  `insert into duty_shifts (id, roster_id, kato, officer_id, from_at, to_at)
    select gen_random_uuid(), r.id, r.kato, o.id, now() + i * interval '1 day', now() + (i + 1) * interval '1 day'
    from (select * from duty_rosters limit 300) r, generate_series(1, 60) i, (select id from officers limit 1) o`,
  `insert into duty_silences (id, roster_id, kato, since, found_at, ended_at)
    select gen_random_uuid(), r.id, r.kato, now() - i * interval '1 day', now(), now()
    from (select * from duty_rosters where kato is not null limit 300) r, generate_series(1, 60) i`,
  `insert into memberships (id, working_group_id, officer_id, agency_id, kato, agency_kind, role, from_day)
    select gen_random_uuid(), g.id, o.id, o.agency_id, g.kato, 'NGO', 'MEMBER', '2026-01-01'
    from (select id, agency_id from officers limit 300) o, (select id, kato from working_groups limit 60) g`,
  `insert into meetings (id, working_group_id, kato, topic, held_at)
    select gen_random_uuid(), g.id, g.kato, 't', now() - i * interval '1 day'
    from (select id, kato from working_groups limit 300) g, generate_series(1, 60) i`,
  `insert into decisions (id, working_group_id, kato, position, text, taken_at)
    select gen_random_uuid(), working_group_id, kato, 1, 't', held_at from meetings`,
  `insert into agenda_items (id, meeting_id, working_group_id, kato, position, child_id, added_at)
    select gen_random_uuid(), m.id, m.working_group_id, m.kato, 1, c.id, held_at from meetings m
    cross join lateral (select id from children offset abs(hashtext(m.id::text)) % 300 limit 1) c`,
  `insert into agenda_items (id, meeting_id, working_group_id, kato, position, incident_id, added_at)
    select gen_random_uuid(), m.id, m.working_group_id, m.kato, 2, c.id, held_at from meetings m
    cross join lateral (select id from incidents offset abs(hashtext(m.id::text)) % 300 limit 1) c`,
  `insert into incident_participants (id, incident_id, active, severity_rank, child_id, pseudonym, kato, school_id,
      participation)
    select gen_random_uuid(), i.id, i.active, i.severity_rank, c.id, c.pseudonym, i.kato, i.school_id, 'WITNESS'
    from (select * from incidents limit 1000) i, (select id, pseudonym from children limit 20) c`,
  `insert into incident_notes (id, incident_id, kato, school_id, text)
    select gen_random_uuid(), i.id, i.kato, i.school_id, 't'
    from (select * from incidents limit 1000) i, generate_series(1, 20)`,
  `insert into emergency_accesses (id, child_id, officer_id, school_id, kato, role, reason_code, reason, granted_at,
      expires_at)
    select gen_random_uuid(), c.id, o.id, c.school_id, c.kato, 'DISPATCHER', 'OTHER', 'r', c.registered_at, c.registered_at
    from children c, (select id from officers limit 1) o`,
  `insert into audit_entries (id, kato, child_id, school_id, action, subject_type, purpose, request_id, at)
    select gen_random_uuid(), i.kato, c.id, i.school_id, 'a', 'Incident', 'CARE', gen_random_uuid(), occurred_at
    from incidents i cross join lateral (select id from children offset abs(hashtext(i.id::text)) % 300 limit 1) c`,
  `insert into child_notes (id, child_id, author_id, school_id, kato, text)
    select gen_random_uuid(), c.id, o.id, c.school_id, c.kato, 't'
    from (select * from children limit 400) c, (select id from officers limit 20) o`,
  `insert into sensitive_notes (id, child_id, author_id, school_id, kato, erased_at)
    select gen_random_uuid(), child_id, author_id, school_id, kato, now() from child_notes`,
  `insert into appointments (id, officer_id, role, from_day) select gen_random_uuid(), id, 'DISPATCHER', '2026-01-01'
    from (select id from officers limit 300) o`,
  `insert into webhooks (id, officer_id, appointment_id, kato, name, stream, host, created_at)
    select gen_random_uuid(), a.officer_id, a.id, ${KATO}, 'w', 'alerts', 'h', now() - i * interval '1 minute'
    from (select * from appointments limit 300) a, generate_series(1, 20) i`,
  `insert into webhook_deliveries (id, webhook_id, officer_id, message_id, kind, state, cursor, attempts, first_attempt_at,
      last_attempt_at)
    select gen_random_uuid(), w.id, w.officer_id, 'm' || i, 'EVENT', 'DELIVERED', 'c', 1, now() - i * interval '1 minute', now()
    from (select * from webhooks limit 100) w, generate_series(1, 300) i`,
  `insert into localities (kato, last_kato, level, kind, name_ru, parent_kato)
    select d + i, d + i, 4, 'SETTLEMENT', 'l', case when i > 20 then d + 1 + i % 20 end
    from unnest(array[751110000, 751210000, 751310000, 791110000]) d, generate_series(1, 2000) i`,
];

/** Every page of rows of another thing: `Type.field` with its declaration. */
const nested = Object.values(schema.getTypeMap()).flatMap((type) =>
  (isObjectType(type) ? Object.values(type.getFields()) : []).flatMap(({ name, extensions }) => {
    const relation = extensions.relation as Page | undefined;
    return relation?.kind === "page" ? [{ place: `${type.name}.${name}`, relation }] : [];
  }),
);
const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, extensions }) => {
  const root = extensions.root as Root | undefined;
  return root?.kind === "list" ? [{ name, list: root.list() }] : [];
});
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
  await maintain(database, async (tx) => {
    for (const statement of FILL) await tx.rows(sql.raw(statement));
  });
  await maintain(database, (tx) => tx.rows(sql.raw("analyze")));

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
