// What the hand-written peers read, each source by many keys at once, as their documentations recommend. Alerts of
// emergency accesses are none of a district officer.
import postgres from "postgres";

const TODAY = "(now() at time zone 'Asia/Almaty')::date";
const REQUIRED =
  "unnest(array['AKIMAT', 'SCHOOL', 'JUVENILE_POLICE', 'SOCIAL_SERVICE']) with ordinality r(kind, place)";
const MISSING = `(select coalesce(array_agg(r.kind order by r.place), '{}') from ${REQUIRED}
  where g.kind = 'STANDING' and not exists (select from memberships m where m.working_group_id = g.id
    and m.agency_kind = r.kind and m.from_day <= ${TODAY} and (m.to_day is null or m.to_day >= ${TODAY})))`;
const OPEN = "'REPORTED', 'CONFIRMED', 'RESPONDING', 'STABILISED', 'UNDER_REVIEW', 'REOPENED'";
const INCIDENT =
  "i.id, i.number, i.kind, i.severity, i.state, i.place, i.occurred_at, i.school_id, i.district, i.region";

export function createSources() {
  const sql = postgres(process.env.DATABASE_URL, { max: 10 });
  return { ...rowsByKey(sql), ...rowsOfParents(sql), ...boardsOf(sql), ...listsOf(sql) };
}

const inOrder = (rows, keys, column) => {
  const byKey = new Map(rows.map((row) => [row[column], row]));
  return keys.map((key) => byKey.get(key) ?? null);
};
const grouped = (rows, keys) => {
  const byParent = Map.groupBy(rows, (row) => row.parent);
  return keys.map((key) => byParent.get(key) ?? []);
};

const rowsByKey = (sql) => ({
  incidents: async (ids) =>
    inOrder(await sql`select ${sql.unsafe(INCIDENT)} from incidents i where id = any(${ids}::uuid[])`, ids, "id"),
  schools: async (ids) =>
    inOrder(
      await sql`select id, name_kk, name_ru, name_en, phone from schools where id = any(${ids}::uuid[])`,
      ids,
      "id",
    ),
  districts: async (codes) =>
    inOrder(
      await sql`select code, kato::text, region, name_kk, name_ru, name_en from districts where code = any(${codes}::int[])`,
      codes,
      "code",
    ),
  regions: async (codes) =>
    inOrder(
      await sql`select code, kato::text, name_kk, name_ru, name_en from regions where code = any(${codes}::int[])`,
      codes,
      "code",
    ),
  officers: async (ids) =>
    inOrder(await sql`select id, name, duty_phone from officers where id = any(${ids}::uuid[])`, ids, "id"),
});

const rowsOfParents = (sql) => ({
  schoolsOfDistricts: async (codes, first) =>
    grouped(
      await sql`select s.* from unnest(${codes}::int[]) p(code) cross join lateral (
        select district as parent, id, name_kk, name_ru, name_en, phone from schools
        where district = p.code order by schools.name_ru, id limit ${first}) s`,
      codes,
    ),
  childrenOfSchools: async (ids, first) =>
    grouped(
      await sql`select c.* from unnest(${ids}::uuid[]) p(id) cross join lateral (
        select school_id as parent, id, pseudonym, risk_level from children
        where school_id = p.id order by risk_rank, pseudonym, id limit ${first}) c`,
      ids,
    ),
  incidentsOfChildren: async (ids, first) =>
    grouped(
      await sql`select p.id as parent, i.* from unnest(${ids}::uuid[]) p(id) cross join lateral (
        select ${sql.unsafe(INCIDENT)} from incidents i
        where i.id in (select incident_id from incident_participants where child_id = p.id) and not i.exercise
        order by i.occurred_at desc, i.id desc limit ${first}) i`,
      ids,
    ),
  groupsOfDistricts: async (codes, first) =>
    grouped(
      await sql`select g.* from unnest(${codes}::int[]) p(code) cross join lateral (
        select district as parent, id, kind, state, name, ${sql.unsafe(MISSING)} as missing from working_groups g
        where district = p.code order by created_at desc, id desc limit ${first}) g`,
      codes,
    ),
  membersOfGroups: async (ids) =>
    grouped(
      await sql`select working_group_id as parent, officer_id, role, agency_kind, from_day::text as "from", to_day::text as "to"
        from memberships where working_group_id = any(${ids}::uuid[]) order by role_rank, added_at, id`,
      ids,
    ),
});

const boardsOf = (sql) => ({
  boards: async (codes) =>
    inOrder(
      await sql`select p.code,
        (select count(*)::int from alerts where district = p.code and open_rank = 0 and not exercise
          and emergency_id is null) as "openAlerts",
        (select coalesce(json_agg(json_build_object('severity', severity, 'count', n) order by severity_rank), '[]')
          from (select severity, severity_rank, count(*) as n from incidents
            where district = p.code and state in (${sql.unsafe(OPEN)}) and not exercise group by 1, 2) i) as "bySeverity",
        (select coalesce(json_agg(json_build_object('riskLevel', risk_level, 'count', n) order by risk_rank), '[]')
          from (select risk_level, risk_rank, count(*) as n from children where district = p.code group by 1, 2) c)
          as "childrenByRisk",
        coalesce(
          (select value::int from figures where kato = p.code * 100000 and measure = 'SEAT_DEFICIT'
            and attribution = 'STATED' order by as_of desc limit 1),
          (select sum(pupils - design_seats)::int from schools where district = p.code), 0) as "seatDeficit",
        (select count(*)::int from working_groups g where district = p.code and kind = 'STANDING'
          and state <> 'DISSOLVED' and ${sql.unsafe(MISSING)} <> '{}') as "groupsIncomplete",
        (select count(*)::int from meetings where district = p.code and held_at is null and planned_for < now())
          as "meetingsOverdue"
        from unnest(${codes}::int[]) p(code)`.then((rows) => rows.map(asBoard)),
      codes,
      "code",
    ),
});

const asBoard = ({ bySeverity, ...row }) => ({
  ...row,
  openIncidents: { total: bySeverity.reduce((sum, { count }) => sum + count, 0), bySeverity },
});

const listsOf = (sql) => ({
  findAlerts: ({ district, states, first }) => sql`
    select id, kind, severity, state, place, raised_at, incident_id, school_id, district from alerts
    where district = ${district} and state = any(${states}::text[]) and not exercise and emergency_id is null
    order by open_rank, severity_rank, raised_at, id limit ${first}`,
  async findIncidents({ district, first, after }) {
    const [time, id] = after?.split("_") ?? [];
    const rows = await sql`
      select ${sql.unsafe(INCIDENT)} from incidents i where district = ${district} and not exercise
        ${after ? sql`and (occurred_at, id) < (${time}::timestamptz, ${id}::uuid)` : sql``}
      order by occurred_at desc, id desc limit ${first + 1}`;
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    const endCursor = last ? `${last.occurred_at.toISOString()}_${last.id}` : null;
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } };
  },
});
