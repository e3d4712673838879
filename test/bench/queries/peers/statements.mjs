// One statement by hand for each shape. It gives the answer as text: built of strings, which costs half of what JSON
// values cost. `$1` is the officer of the token, whose appointment of today says of which district rows are given.
const TODAY = "(now() at time zone 'Asia/Almaty')::date";
const OWN = `(select kato / 100000 from appointments where officer_id = $1 and from_day <= ${TODAY}
  and (to_day is null or to_day >= ${TODAY}) order by from_day desc limit 1)`;

const text = (expression) => `coalesce(to_json(${expression})::text, 'null')`;
const word = (expression) => `'"' || ${expression} || '"'`;
const iso = (expression) => `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const time = (expression) => word(iso(expression));
const named = (row) => text(`coalesce(${row}.name_en, ${row}.name_ru)`);
const object = (fields) =>
  `'{${Object.entries(fields)
    .map(([name, value]) => `"${name}":' || ${value} || '`)
    .join(",")}}'`;
const list = (of, from) => `'[' || coalesce((select string_agg(${of}, ',') from ${from}), '') || ']'`;
const orNull = (of, from) => `coalesce((select ${of} from ${from}), 'null')`;

const incident = {
  id: word("'incident_' || i.id"),
  number: "i.number",
  kind: word("i.kind"),
  severity: word("i.severity"),
  state: word("i.state"),
};
const district = { kato: word("d.kato"), name: named("d") };

const POINT = `select ${object({
  incident: orNull(
    object({
      ...incident,
      place: text("i.place"),
      occurredAt: time("i.occurred_at"),
      school: orNull(
        object({ id: word("'school_' || s.id"), name: named("s"), phone: text("s.phone") }),
        "schools s where s.id = i.school_id",
      ),
      district: `(select ${object(district)} from districts d where d.code = i.district)`,
      region: `(select ${object({ kato: word("r.kato"), name: named("r") })} from regions r where r.code = i.region)`,
    }),
    `incidents i where i.id = $2::uuid and i.district = ${OWN}`,
  ),
})}`;

const { number: _, ...brief } = incident;
const incidentsOfChild = `(select i.* from incidents i where i.district = d.code and not i.exercise
  and i.id in (select incident_id from incident_participants where child_id = c.id)
  order by i.occurred_at desc, i.id desc limit 3) i`;
// Those of a school of the district, without saying so again: the planner would join two indexes for it.
const childrenOfSchool = `(select id, pseudonym, risk_level from children where school_id = s.id
  order by risk_rank, pseudonym, id limit 5) c`;
const schoolsOfDistrict = `(select id, name_en, name_ru from schools where district = d.code
  order by schools.name_ru, id limit 20) s`;
const nodes = (of, from) => object({ nodes: list(of, from) });

const GRAPH = `select ${object({
  district: orNull(
    object({
      name: named("d"),
      schools: nodes(
        object({
          id: word("'school_' || s.id"),
          name: named("s"),
          childrenAtRisk: nodes(
            object({
              id: word("'child_' || c.id"),
              pseudonym: text("c.pseudonym"),
              riskLevel: word("c.risk_level"),
              incidents: nodes(object({ ...brief, occurredAt: time("i.occurred_at") }), incidentsOfChild),
            }),
            childrenOfSchool,
          ),
        }),
        schoolsOfDistrict,
      ),
    }),
    `districts d where d.code = $2::int / 100000 and d.code = ${OWN}`,
  ),
})}`;

const FEED = `select ${object({
  alerts: nodes(
    object({
      id: word("'alert_' || a.id"),
      kind: word("a.kind"),
      severity: word("a.severity"),
      state: word("a.state"),
      place: text("a.place"),
      raisedAt: time("a.raised_at"),
      incident: orNull(
        object({ id: incident.id, number: incident.number, state: incident.state }),
        "incidents i where i.id = a.incident_id",
      ),
      school: orNull(object({ name: named("s"), phone: text("s.phone") }), "schools s where s.id = a.school_id"),
      district: orNull(object({ name: named("d") }), "districts d where d.code = a.district"),
    }),
    `(select * from alerts where district = $2::int / 100000 and district = ${OWN} and open_rank = 0 and not exercise
      and emergency_id is null order by severity_rank, raised_at, id limit 50) a`,
  ),
})}`;

const REQUIRED =
  "unnest(array['AKIMAT', 'SCHOOL', 'JUVENILE_POLICE', 'SOCIAL_SERVICE']) with ordinality r(kind, place)";
const missing = `${REQUIRED} where g.kind = 'STANDING' and not exists (select from memberships m
  where m.working_group_id = g.id and m.agency_kind = r.kind and m.from_day <= ${TODAY}
    and (m.to_day is null or m.to_day >= ${TODAY}))`;
const counts = (names, rank, from) =>
  `(select (array['${names.join("','")}'])[rank + 1] as word, n
    from (select ${rank} as rank, count(*) as n from ${from} group by 1 order by 1) c offset 0) n`;
// The states that go on are named, and words made of ranks: so both counts have an index.
const OPEN = "'REPORTED', 'CONFIRMED', 'RESPONDING', 'STABILISED', 'UNDER_REVIEW', 'REOPENED'";
const open = counts(
  ["EXTREME", "SEVERE", "MODERATE", "MINOR", "UNKNOWN"],
  "severity_rank",
  `incidents where district = d.code and state in (${OPEN}) and not exercise`,
);
const risks = counts(["CRITICAL", "HIGH", "MEDIUM", "LOW"], "risk_rank", "children where district = d.code");

const BOARD = `select ${object({
  district: orNull(
    object({
      name: named("d"),
      board: object({
        openAlerts: `(select count(*) from alerts where district = d.code and open_rank = 0
          and not exercise and emergency_id is null)`,
        openIncidents: `(select ${object({
          total: "coalesce(sum(n), 0)",
          bySeverity: `'[' || coalesce(string_agg(${object({ severity: word("word"), count: "n" })}, ','), '') || ']'`,
        })} from ${open})`,
        childrenByRisk: list(object({ riskLevel: word("word"), count: "n" }), risks),
        seatDeficit: `coalesce((select value::int from figures where kato = d.kato and measure = 'SEAT_DEFICIT'
            and attribution = 'STATED' order by as_of desc limit 1),
          (select sum(pupils - design_seats)::int from schools where district = d.code), 0)`,
        groupsIncomplete: `(select count(*) from working_groups g where district = d.code and kind = 'STANDING'
          and state <> 'DISSOLVED' and exists (select from ${missing}))`,
        meetingsOverdue: `(select count(*) from meetings where district = d.code and held_at is null
          and planned_for < now())`,
      }),
      workingGroups: nodes(
        object({
          id: word("'group_' || g.id"),
          kind: word("g.kind"),
          state: word("g.state"),
          name: text("g.name"),
          missingAgencies: "'[' || g.missing || ']'",
          isComplete: "(g.missing = '')",
          members: list(
            object({
              role: word("m.role"),
              agencyKind: word("m.agency_kind"),
              from: word("m.from_day"),
              to: text("m.to_day"),
              officer: `(select ${object({ name: text("o.name"), dutyPhone: text("o.duty_phone") })} from officers o
                where o.id = m.officer_id)`,
            }),
            `(select * from memberships where working_group_id = g.id order by role_rank, added_at, id) m`,
          ),
        }),
        `(select g.*, (select coalesce(string_agg(${word("r.kind")}, ',' order by r.place), '') from ${missing}) as missing
          from working_groups g where district = d.code order by created_at desc, id desc limit 20 offset 0) g`,
      ),
    }),
    `districts d where d.code = $2::int / 100000 and d.code = ${OWN}`,
  ),
})}`;

// One row more than the page says whether there is another page. The number stands in the text: of a parameter the
// planner expects a tenth of the table, and would plan each request anew.
const page = (first, after) =>
  `select ${object({
    incidents: `(select ${object({
      nodes: `'[' || coalesce(string_agg(${object({ ...incident, occurredAt: time("i.occurred_at") })}, ',')
      filter (where nth <= ${first}), '') || ']'`,
      pageInfo: object({
        hasNextPage: `(count(*) > ${first})`,
        endCursor: text(`max(case when nth = least(n, ${first}) then ${iso("i.occurred_at")} || '_' || i.id end)`),
      }),
    })} from (select *, row_number() over () as nth, count(*) over () as n from (select * from incidents
    where district = $2::int / 100000 and district = ${OWN} and not exercise ${after}
    order by occurred_at desc, id desc limit ${first + 1}) i) i)`,
  })}`;
const AFTER = "and (occurred_at, id) < ($3::timestamptz, $4::uuid)";
const toUuid = (id) => id.slice(id.indexOf("_") + 1);

/** The statement of each operation, and its parameters. */
export const STATEMENTS = {
  Point: ({ id }) => ({ text: POINT, values: [toUuid(id)] }),
  Graph: ({ kato }) => ({ text: GRAPH, values: [kato] }),
  Feed: ({ kato }) => ({ text: FEED, values: [kato] }),
  Board: ({ kato }) => ({ text: BOARD, values: [kato] }),
  Page: ({ kato, first, after }) =>
    after
      ? { text: page(first, AFTER), values: [kato, ...after.split("_")] }
      : { text: page(first, ""), values: [kato] },
};
