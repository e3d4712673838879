import { sql } from "drizzle-orm";
import { type Database, maintain } from "../../src/db/database.js";

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
  // Of a school that has as much as a district PostgreSQL expects another plan.
  `insert into children (id, pseudonym, school_id, kato, risk_level)
    select gen_random_uuid(), s.name_ru || '-' || i, s.id, s.kato, (array['LOW','MEDIUM','HIGH','CRITICAL'])[1 + i % 4]
    from (select * from schools where name_ru like 's%' limit 500) s, generate_series(1, 20) i`,
  `insert into incidents (id, school_id, kato, kind, severity, state, place, occurred_at)
    select gen_random_uuid(), s.id, s.kato, 'FIGHT', (array['MINOR','MODERATE','SEVERE'])[1 + i % 3], 'CLOSED', 'q',
      now() - i * interval '1 minute'
    from (select * from schools where name_ru like 's%' limit 500) s, generate_series(1, 40) i`,
  `insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, state, place, exercise, raised_at)
    select gen_random_uuid(), id, school_id, kato, kind, severity, 'EXPECTED', 'LIKELY', 'RESOLVED', place, false, occurred_at
    from incidents where place = 'q'`,
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

/** Fills every list of the API with more rows than a page, and has the planner know them. */
export async function fillLists(database: Database): Promise<void> {
  await maintain(database, async (tx) => {
    for (const statement of FILL) await tx.rows(sql.raw(statement));
  });
  await maintain(database, (tx) => tx.rows(sql.raw("analyze")));
}
