import { inArray, sql } from "drizzle-orm";
import { type GraphQLObjectType, isInterfaceType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { Role } from "../../src/access/roles.js";
import { fieldsWithTier, tierOf } from "../../src/access/tiers.js";
import { maintain, type Transaction, transact } from "../../src/db/database.js";
import { seedDemo } from "../../src/db/seed/index.js";
import { createSchema } from "../../src/graphql/schema.js";
import { openIdentity } from "../../src/modules/identities/sealing.js";
import { childIdentities } from "../../src/modules/identities/table.js";
import { modules } from "../../src/modules/index.js";
import { anOfficer } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import { leavesOfRow, walkQueries } from "../support/walk.js";
import { ALLOWED, type Row } from "./allowed.js";
import { countAllowed, findLeaks, type Judged, mayKnow, PREFIXES, readPlaces, TYPES } from "./leaks.js";

const schema = createSchema(modules);
const queries = walkQueries(schema);
const OWN = "751210000";
const OTHER = "751110000";
const STAFF: readonly Role[] = ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE", "CLASS_TEACHER"];
const NARROW = /^(Query|Mutation|Subscription)$|(Connection|Edge|Payload)$/;

let server: Running;
let places: Map<string, Row>;
let school: { id: string; agency_id: string };
/** Numbers of children inside and outside the school. */
let iins: Map<string, string>;
/** Rows of every type, inside and outside the jurisdiction. */
let samples: string[];

beforeAll(async () => {
  server = await start({ env: { QORGAN_LOOKUPS: "100" } });
  await seedDemo(server.database, undefined, { ring: server.ring });
  await maintain(server.database, fillAudit);
  places = await readPlaces(server.database);
  [school] = (await maintain(server.database, (tx) =>
    tx.rows(sql`select s.id, 'agency_' || s.agency_id as agency_id from schools s join incidents i on i.school_id = s.id
      where s.kato between 751200000 and 751299999 group by s.id order by count(*) desc limit 1`),
  )) as [typeof school];
  samples = sample();
  iins = await readIins();
}, 120_000);

/** An entry about each child and each incident. */
async function fillAudit(tx: Transaction) {
  for (const [table, child] of [
    ["children", "id"],
    ["incidents", "null::uuid"],
  ] as const) {
    await tx.rows(sql`
      insert into audit_entries (id, kato, school_id, child_id, action, subject_type, subject_id, purpose, request_id)
      select gen_random_uuid(), kato, school_id, ${sql.raw(child)}, 'tested', 'Test', id::text, 'CARE', gen_random_uuid()
      from ${sql.identifier(table)}`);
  }
}

function sample(): string[] {
  const spots: ((row: Row) => boolean)[] = [
    (row) => row.school_id === school.id,
    (row) => String(row.kato).startsWith(OWN.slice(0, 4)) && row.school_id !== school.id,
    (row) => !String(row.kato).startsWith(OWN.slice(0, 4)),
  ];
  return PREFIXES.flatMap((prefix) => {
    const rows = [...places].filter(([id]) => id.startsWith(`${prefix}_`));
    return spots.flatMap((isThere) => rows.filter(([, row]) => isThere(row)).slice(0, 4)).map(([id]) => id);
  });
}

/** The numbers of the sampled children. */
const readIins = () =>
  maintain(server.database, async ({ db }) => {
    const ids = samples.filter((id) => id.startsWith("child_"));
    const rows = await db.select().from(childIdentities).where(inArray(childIdentities.childId, ids));
    return new Map(rows.map((row) => [row.childId, String(openIdentity(server.ring, row, ["iin"]).iin)]));
  });

interface Walker {
  client: Client;
  judged: Judged;
}

/** Somebody who acts for a child of the school. */
async function asGuardian(): Promise<Walker> {
  const relations = await maintain(server.database, (tx) =>
    tx.rows<{
      guardian: string;
      child: string;
    }>(sql`select 'guardian_' || guardian_id as guardian, child_id::text as child
      from guardianships where school_id = ${school.id}::uuid order by id`),
  );
  const guardian = relations[0]?.guardian as string;
  const own = relations.filter((relation) => relation.guardian === guardian).map(({ child }) => child);
  const judged = { role: "GUARDIAN", digits: OWN.slice(0, 4), school: null, children: new Set(own) } as const;
  return { client: server.as(guardian), judged };
}

/** A new officer of a role, without any relationship: at the school, or in the district. */
async function asOfficer(role: Role): Promise<Walker> {
  if (role === "GUARDIAN") return asGuardian();
  const isOfSchool = STAFF.includes(role);
  const place = isOfSchool ? { school: { agencyId: school.agency_id } } : { kato: OWN };
  const officer = await anOfficer(server.database, { role, ...place });
  return {
    client: server.as(officer),
    judged: { role, digits: OWN.slice(0, 4), school: isOfSchool ? school.id : null },
  };
}

const QUERY = schema.getQueryType() as GraphQLObjectType;
const nodesOf = (prefix: (typeof PREFIXES)[number]) =>
  `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
    ... on ${TYPES[prefix]} { ${leavesOfRow(schema.getType(TYPES[prefix]) as GraphQLObjectType)} } } }`;

/** Everything that a role gets back which it may not. */
async function leaksTo(role: Role): Promise<string[]> {
  const { client, judged } = await asOfficer(role);
  const walk = { schema, places, judged };
  const found: string[] = [];
  for (const { query } of queries) {
    const { data, errors } = await client.run(query);
    found.push(...(errors ?? []).map(({ message }) => `${role} gets an error: ${message}`));
    if (data) found.push(...findLeaks(walk, QUERY, data));
  }
  for (const prefix of PREFIXES) {
    const ids = samples.filter((id) => id.startsWith(`${prefix}_`));
    const { data, errors } = await client.run(nodesOf(prefix), { ids });
    found.push(...(errors ?? []).map(({ message }) => `${role} gets an error: ${message}`));
    if (data) found.push(...findLeaks(walk, QUERY, data));
  }
  for (const territory of [OTHER, "310000000"]) {
    const { data } = await client.run(OUTSIDE, { territory });
    if (!data) continue;
    found.push(...findLeaks(walk, QUERY, data));
    for (const [list, { totalCount }] of Object.entries<{ totalCount: number }>(data)) {
      if (totalCount > 0) found.push(`${role} counts ${list} of ${territory}`);
    }
  }
  return found;
}

const OUTSIDE = `query($territory: Kato!) {
  incidents(filter: { territory: $territory }) { totalCount nodes { id kind notes { nodes { text } } } }
  alerts(filter: { territory: $territory }) { totalCount nodes { id kind } }
  childrenAtRisk(filter: { territory: $territory }) { totalCount nodes { id pseudonym } }
  auditTrail(filter: { territory: $territory }) { totalCount nodes { id action } }
}`;

test("there are rows of every type to ask for, also at the school of those who work in one", () => {
  const ofSchool = samples.filter((id) => places.get(id)?.school_id === school.id).map((id) => id.replace(/_.*/, ""));
  expect(PREFIXES.filter((prefix) => !samples.some((id) => id.startsWith(`${prefix}_`)))).toEqual([]);
  expect(ofSchool).toEqual(expect.arrayContaining(["child", "childnote", "sensitivenote"]));
});

test("every field of the schema has a tier, and no tier is left of a field that is gone", () => {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith("__") && !NARROW.test(type.name)
      ? Object.keys(type.getFields()).map((field) => [type.name, field] as const)
      : [],
  );
  expect(fields.filter(([type, field]) => !tierOf(type, field)).map((one) => one.join("."))).toEqual([]);
  expect(fieldsWithTier().sort()).toEqual(fields.map((one) => one.join(".")).sort());
  expect(tierOf("Child", "favouriteColour")).toBeUndefined();
  expect(Object.values(schema.getTypeMap()).filter(isInterfaceType).length).toBeGreaterThan(0);
});

describe("over the demo data", () => {
  test.each(Role.values)(
    "%s gets nothing that the table of roles and tiers doesn't allow",
    async (role) => {
      expect(await leaksTo(role)).toEqual([]);
    },
    60_000,
  );

  test.each(Role.values)("%s counts what it may read, and filters tell no more", async (role) => {
    const { client, judged } = await asOfficer(role);
    const counts = `{ incidents { totalCount } alerts { totalCount } childrenAtRisk { totalCount }
      grave: incidents(filter: { minSeverity: SEVERE }) { totalCount }
      minor: incidents(filter: { severities: [MINOR] }) { totalCount }
      critical: childrenAtRisk(filter: { riskLevels: [CRITICAL] }) { totalCount }
      district(kato: "${OWN}") { board { openAlerts openIncidents { total } childrenByRisk { count } } } }`;
    const { data } = await client.run(counts);
    const allowed = (table: string, tier: "T3S" | "T3P") => countAllowed({ places, judged }, table, tier);

    expect(data.incidents.totalCount).toBe(allowed("incidents", "T3S"));
    expect(data.alerts.totalCount).toBe(allowed("alerts", "T3S"));
    expect(data.childrenAtRisk.totalCount).toBe(allowed("children", "T3P"));
    expect(data.grave.totalCount + data.minor.totalCount).toBeLessThanOrEqual(data.incidents.totalCount);
    expect(data.critical.totalCount).toBeLessThanOrEqual(data.childrenAtRisk.totalCount);
    const { board } = data.district;
    expect(board.openIncidents.total).toBeLessThanOrEqual(data.incidents.totalCount);
    expect(board.openAlerts).toBeLessThanOrEqual(data.alerts.totalCount);
    const children = board.childrenByRisk.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(children).toBe(data.childrenAtRisk.totalCount);
  });

  test.each(Role.values)(
    "%s reads an IIN in full, or finds a child by it, only where the table says so",
    async (role) => {
      const { client, judged } = await asOfficer(role);
      const readers: readonly Role[] = ["SCHOOL_DIRECTOR", "GUARDIAN"];
      const identity = "id identity { masked: iin full: iin(full: true) }";
      const { data } = await client.run(`{ childrenAtRisk(first: 40) { nodes { ${identity} } } }`);
      for (const child of data.childrenAtRisk.nodes) {
        const knows = mayKnow(judged, places.get(child.id) as Row);
        expect(child.identity !== null, `${role} ${child.id}`).toBe(knows);
        if (!knows) continue;
        expect(child.identity.masked).toMatch(/^•{8}\d{4}$/);
        if (readers.includes(role)) expect(child.identity.full).toMatch(/^\d{12}$/);
        else expect(child.identity.full).toBeNull();
      }
      const find = "query($iin: Iin!) { childByIin(iin: $iin, purpose: CARE) { id } }";
      for (const [id, iin] of iins) {
        const { data: found, errors } = await client.run(find, { iin });
        expect(errors).toBeUndefined();
        const expected = mayKnow(judged, places.get(id) as Row) ? { id } : null;
        expect(found.childByIin, `${role} ${id}`).toEqual(expected);
      }
    },
  );

  test.each(Role.values)("%s can't tell a hidden thing from one that isn't there", async (role) => {
    const { client } = await asOfficer(role);
    const hidden = samples.filter((id) => id.startsWith("child_") || id.startsWith("incident_"));
    const outside = hidden.filter((id) => !String(places.get(id)?.kato).startsWith(OWN.slice(0, 4)));
    const absent = outside.map((id) => id.replace(/_.*/, "_00000000-0000-7000-8000-000000000000"));
    const act = `mutation($id: ID!) { incidentConfirm(input: { id: $id }) { errors { code path } } }`;
    for (const [i, id] of outside.entries()) {
      const read = "query($id: ID!) { node(id: $id) { id } }";
      const same = (answer: object) => JSON.stringify(answer).replaceAll(id, absent[i] as string);
      expect(same(await client.run(read, { id }))).toBe(same(await client.run(read, { id: absent[i] })));
      expect(same(await client.run(act, { id }))).toBe(same(await client.run(act, { id: absent[i] })));
    }
  });

  test("alerts are streamed to those who read situations of the place, grave ones to the ministry", async () => {
    const streams = await Promise.all(
      Role.values.map(async (role) => {
        const { client, judged } = await asOfficer(role);
        const stream = await client.subscribe("subscription { alerts { ... on AlertEvent { alert { severity } } } }");
        return { role, judged, stream };
      }),
    );
    const director = server.as(
      await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school: { agencyId: school.agency_id } }),
    );
    const elsewhere = server.as(await anOfficer(server.database, { kato: OTHER }));
    const report = `mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { message } } }`;
    const facts = { kind: "FIGHT", place: "Двор" };
    const outside = { ...facts, territory: OTHER, severity: "EXTREME" };
    expect((await elsewhere.run(report, { input: outside })).data.incidentReport.errors).toEqual([]);
    for (const severity of ["MINOR", "SEVERE"]) {
      const { data } = await director.run(report, { input: { ...facts, schoolId: `school_${school.id}`, severity } });
      expect(data.incidentReport.errors).toEqual([]);
    }
    await server.settle();

    for (const { role, stream } of streams) {
      const allowed = ALLOWED[role].inside.includes("T3S");
      if (!allowed) {
        const result = await stream.nextResult().catch(() => ({ errors: [] }));
        expect(result, role).not.toHaveProperty("data.alerts");
        continue;
      }
      const expected = role === "MINISTRY_CONTROLLER" ? ["SEVERE"] : ["MINOR", "SEVERE"];
      for (const severity of expected) expect((await stream.next()).alerts.alert.severity, role).toBe(severity);
      await stream.none();
    }
  }, 60_000);

  const personal = PREFIXES.filter((prefix) => !["agenda", "decision"].includes(prefix));
  test("no viewer, no rows: as the app and the reader, also where a viewer was served before", async () => {
    const families = ["child_identities", "guardians", "guardianships"];
    const tables = ["children", "incidents", "incident_participants", "alerts", "access_grants", "access_exclusions"];
    const closed = ["child_profiles", "incident_notes", "incident_reviews", "enrolments", "child_team_members"];
    const noted = ["child_notes", "sensitive_notes", "sensitive_note_flags", "emergency_accesses"];
    const more = [
      ...noted,
      "risk_registrations",
      "child_categories",
      "risk_assessments",
      "assessment_factors",
      "officers",
    ];
    const served = {
      principal: "00000000-0000-7000-8000-000000000000",
      role: "OMBUDSMAN",
      kato_from: "0",
      kato_to: "999999999",
    };
    expect(personal.length).toBeGreaterThan(10);
    for (const role of ["qorgan_app", "qorgan_reader"] as const) {
      const names =
        role === "qorgan_app"
          ? [...tables, ...closed, ...more, ...families, "agenda_items", "decisions"]
          : [...tables, "officers"];
      const count = (settings?: typeof served) =>
        transact(server.database, { role, mode: "read", settings }, (tx) =>
          tx.rows<{ name: string; rows: number }>(
            sql.join(
              names.map(
                (name) =>
                  sql`select ${sql.raw(`'${name}'`)} as name, count(*)::int as rows from ${sql.identifier(name)}`,
              ),
              sql` union all `,
            ),
          ),
        );
      expect((await count(served)).find(({ name }) => name === "incidents")?.rows).toBeGreaterThan(0);
      for (let i = 0; i < 12; i++)
        expect(
          (await count()).filter(({ rows }) => rows > 0),
          role,
        ).toEqual([]);
    }
  });
});

test("a planted hole is found, and the type named", async () => {
  const qual = (table: string) => sql`select qual from pg_policies where policyname = ${`${table}_read`}`;
  for (const [table, type] of [
    ["decisions", "Decision"],
    ["children", "Child"],
    ["enrolments", "Enrolment"],
    ["audit_entries", "AuditEntry"],
    ["sensitive_notes", "SensitiveNote"],
    ["emergency_accesses", "EmergencyAccess"],
  ] as const) {
    const [kept] = await maintain(server.database, (tx) => tx.rows<{ qual: string }>(qual(table)));
    await maintain(server.database, (tx) => tx.rows(sql.raw(`alter policy ${table}_read on ${table} using (true)`)));
    const leaks = await leaksTo("NGO_OBSERVER");
    await maintain(server.database, (tx) =>
      tx.rows(sql.raw(`alter policy ${table}_read on ${table} using (${kept?.qual})`)),
    );
    expect(leaks.join("\n")).toContain(`NGO_OBSERVER reads ${type}.`);
  }
}, 60_000);
