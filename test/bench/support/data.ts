// Districts of Almaty, as the classifier numbers them.
const KATOS = [751110000, 751210000, 751310000, 751410000, 751510000, 751710000, 751810000, 751910000];

const STATES = ["REPORTED", "CONFIRMED", "CLOSED"];

/** How much of everything a district has. */
export interface Size {
  districts: number;
  schools: number;
  /** Of each school. */
  children: number;
  /** Of each child, each with two participants and an alert. */
  incidents: number;
  /** The states that incidents have in turn. */
  states?: readonly string[];
}

/** The same id in each run, in the form of a uuid v7, as SQL. */
export const idOf = (what: string, key: string) =>
  `overlay(overlay(md5('${what}' || ${key}) placing '7' from 13) placing '8' from 17)::uuid`;
const pick = (values: readonly string[], by: string) =>
  `(array['${values.join("','")}'])[1 + ${by} % ${values.length}]`;

/** The statements that fill an empty database. Written by hand, so that a benchmark doesn't change with the demo. */
export function dataOf({ districts, schools, children, incidents, states = STATES }: Size): string[] {
  const codes = KATOS.slice(0, districts).map((kato) => `(${kato})`);
  return [
    "insert into regions (kato, kind, name_ru, name_en) values (750000000, 'CITY', 'Алматы', 'Almaty')",
    `insert into districts (kato, kind, name_ru, name_en)
      select k, 'CITY_DISTRICT', 'Район ' || k, 'District ' || k from (values ${codes}) v(k)`,
    `insert into agencies (id, kind, kato, name_ru)
      select ${idOf("office", "kato")}, 'EDUCATION_OFFICE', kato, 'Отдел ' || kato from districts`,
    `insert into officers (id, agency_id, name, duty_phone)
      select ${idOf("officer", "kato")}, ${idOf("office", "kato")}, 'Сотрудник ' || kato, '+7 727 000' from districts`,
    `insert into appointments (id, officer_id, role, kato, from_day)
      select ${idOf("appointment", "kato")}, ${idOf("officer", "kato")}, 'DISTRICT_OFFICER', kato, '2020-01-01' from districts`,
    `insert into agencies (id, kind, kato, name_ru)
      select ${idOf("school", "kato || '-' || i")}, 'SCHOOL', kato, 'Школа № ' || i from districts, generate_series(1, ${schools}) i`,
    `insert into schools (id, agency_id, kato, name_ru, name_en, kind, ownership, pupils, design_seats, phone)
      select id, id, kato, name_ru, 'School ' || row_number() over (), 'SECONDARY', 'STATE', 1200, 1000, '+7 727 111'
      from agencies where kind = 'SCHOOL'`,
    `insert into children (id, pseudonym, school_id, kato, risk_level)
      select ${idOf("child", "s.id::text || i")}, upper(substr(md5(s.id::text || i), 1, 10)), s.id, s.kato,
        ${pick(["LOW", "MEDIUM", "HIGH", "CRITICAL"], "i")}
      from schools s, generate_series(1, ${children}) i`,
    `insert into incidents (id, school_id, kato, kind, severity, state, place, occurred_at, reported_at)
      select ${idOf("incident", "c.id::text || i")}, school_id, kato, ${pick(["FIGHT", "BULLYING", "ACCIDENT"], "i")},
        ${pick(["MINOR", "MODERATE", "SEVERE"], "i")}, ${pick(states, "i")},
        'Двор школы', now() - i * interval '1 day' - c.risk_rank * interval '1 minute', now()
      from children c, generate_series(1, ${incidents}) i`,
    `insert into incident_participants
        (id, incident_id, school_id, kato, active, severity_rank, child_id, pseudonym, participation)
      select ${idOf("part", "n.id::text || p")}, n.id, n.school_id, n.kato, n.active, n.severity_rank, c.id, c.pseudonym, p
      from children c, generate_series(1, ${incidents}) i, unnest(array['VICTIM', 'WITNESS']) p,
        lateral (select * from incidents where id = ${idOf("incident", "c.id::text || i")}) n`,
    `insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, state, place, exercise, raised_at)
      select ${idOf("alert", "id")}, id, school_id, kato, kind, severity, 'EXPECTED', 'LIKELY',
        case when active then 'RAISED' else 'RESOLVED' end, place, false, reported_at from incidents`,
    ...relationships,
  ];
}

// Each officer is in the teams of 40 children and the headquarters of 10 incidents; the other relationships
// are other people's. Excluded is each from two incidents elsewhere, so that the answers are those without policies.
const relationships = [
  `insert into access_grants (id, principal, subject_type, subject_id, tier, basis, basis_id, from_at)
    select gen_random_uuid(), case when n <= 40 then ${idOf("officer", "kato")} else ${idOf("stranger", "id")} end,
      'child', id, 'T2', 'TEAM', id, now() - interval '1 day'
    from (select *, row_number() over (partition by district order by id) as n from children) c`,
  `insert into access_grants (id, principal, subject_type, subject_id, tier, basis, basis_id, from_at)
    select gen_random_uuid(), ${idOf("officer", "kato")}, 'incident', id, 'T3C', 'HEADQUARTERS', id, now() - interval '1 day'
    from (select *, row_number() over (partition by district order by id) as n from incidents) c where n <= 10`,
  `insert into access_exclusions (principal, subject_type, subject_id, because)
    select ${idOf("officer", "d.kato")}, 'incident', n.id, 'PARTY'
    from districts d, lateral (select id from incidents where kato <> d.kato order by id limit 2) n`,
];
