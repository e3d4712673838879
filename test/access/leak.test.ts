import { sql } from "drizzle-orm";
import { type GraphQLObjectType, isInterfaceType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { Role } from "../../src/access/roles.js";
import { fieldsWithTier, tierOf } from "../../src/access/tiers.js";
import { maintain, transact } from "../../src/db/database.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { relate } from "../support/access.js";
import type { Untyped } from "../support/client.js";
import { anOfficer } from "../support/factories.js";
import { leavesOfRow, walkQueries } from "../support/walk.js";
import { ALLOWED, type Row } from "./allowed.js";
import { act, actionsOn } from "./leak-mutations.js";
import { type LeakWorld, OTHER, OWN, startLeakWorld } from "./leak-setup.js";
import { countAllowed, findLeaks, mayKnow, PREFIXES, TYPES } from "./leaks.js";

const schema = createSchema(modules);
const queries = walkQueries(schema);
const NARROW = /^(Query|Mutation|Subscription)$|(Connection|Edge|Payload)$/;

let world: LeakWorld;
/** Mutations by the prefix of the id that they take. */
let takers: Map<string, string[]>;
beforeAll(async () => {
  world = await startLeakWorld();
  takers = await findTakers();
}, 120_000);

const absentOf = (id: string) => id.replace(/_.*/, "_00000000-0000-7000-8000-000000000000");

/** Which mutations take an id of a prefix: those to whom it isn't one of another type. */
async function findTakers() {
  const { client } = await world.asOfficer("SCHOOL_DIRECTOR");
  const actions = actionsOn(schema);
  const found = new Map<string, string[]>();
  for (const prefix of PREFIXES) {
    const answers = await act(client, actions, absentOf(`${prefix}_`));
    found.set(
      prefix,
      actions.filter((_, i) => /NOT_FOUND|NOT_ALLOWED/.test(String(answers[i]))),
    );
  }
  expect(found.get("incident")?.length).toBeGreaterThan(8);
  expect(found.get("alert")?.length).toBeGreaterThan(3);
  expect(found.get("child")?.length).toBeGreaterThan(3);
  return found;
}

const QUERY = schema.getQueryType() as GraphQLObjectType;
const nodesOf = (prefix: (typeof PREFIXES)[number]) =>
  `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
    ... on ${TYPES[prefix]} { ${leavesOfRow(schema.getType(TYPES[prefix]) as GraphQLObjectType)} } } }`;

/** Everything that a role gets back which it may not. */
async function leaksTo(role: Role): Promise<string[]> {
  const { places, samples } = world;
  const { client, judged } = await world.asOfficer(role);
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
  incidents(filter: { territory: $territory, exercises: INCLUDE }) {
    totalCount nodes { id kind notes { nodes { text } } }
  }
  alerts(filter: { territory: $territory, exercises: INCLUDE }) { totalCount nodes { id kind } }
  childrenAtRisk(filter: { territory: $territory }) { totalCount nodes { id pseudonym } }
  auditTrail(filter: { territory: $territory }) { totalCount nodes { id action } }
}`;

test("there are rows of every type to ask for, also at the school of those who work in one", () => {
  const { samples, places, school } = world;
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
    const { client, judged } = await world.asOfficer(role);
    const counts = `{ childrenAtRisk { totalCount }
      incidents(filter: { exercises: INCLUDE }) { totalCount } alerts(filter: { exercises: INCLUDE }) { totalCount }
      grave: incidents(filter: { minSeverity: SEVERE }) { totalCount }
      minor: incidents(filter: { severities: [MINOR] }) { totalCount }
      critical: childrenAtRisk(filter: { riskLevels: [CRITICAL] }) { totalCount }
      district(kato: "${OWN}") { board { openAlerts openIncidents { total } childrenByRisk { count } } } }`;
    const { data } = await client.run(counts);
    const allowed = (table: string, tier: "T3S" | "T3P") => countAllowed({ places: world.places, judged }, table, tier);

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
      const { client, judged } = await world.asOfficer(role);
      const readers: readonly Role[] = ["SCHOOL_DIRECTOR", "GUARDIAN"];
      const identity = "id identity { masked: iin full: iin(full: true) }";
      const { data } = await client.run(`{ childrenAtRisk(first: 40) { nodes { ${identity} } } }`);
      for (const child of data.childrenAtRisk.nodes) {
        const knows = mayKnow(judged, world.places.get(child.id) as Row);
        expect(child.identity !== null, `${role} ${child.id}`).toBe(knows);
        if (!knows) continue;
        expect(child.identity.masked).toMatch(/^•{8}\d{4}$/);
        if (readers.includes(role)) expect(child.identity.full).toMatch(/^\d{12}$/);
        else expect(child.identity.full).toBeNull();
      }
      const find = "query($iin: Iin!) { childByIin(iin: $iin, purpose: CARE) { id } }";
      for (const [id, iin] of world.iins) {
        const { data: found, errors } = await client.run(find, { iin });
        expect(errors).toBeUndefined();
        const expected = mayKnow(judged, world.places.get(id) as Row) ? { id } : null;
        expect(found.childByIin, `${role} ${id}`).toEqual(expected);
      }
    },
  );

  test.each(Role.values)("%s can't tell by any mutation a hidden thing from one that isn't there", async (role) => {
    const { client, judged } = await world.asOfficer(role);
    const isHidden = (id: string) => {
      const { kato, child_id } = world.places.get(id) as Row;
      return !String(kato).startsWith(OWN.slice(0, 4)) && !judged.children?.has(String(child_id));
    };
    for (const prefix of PREFIXES) {
      const id = world.samples.find((one) => one.startsWith(`${prefix}_`) && isHidden(one)) as string;
      const answers = await act(client, takers.get(prefix) ?? [], id);
      expect(answers).toEqual(await act(client, takers.get(prefix) ?? [], absentOf(id)));
      expect(answers.filter((answer) => !answer.includes('"code":'))).toEqual([]);
    }
  });

  test.each(Role.values)("%s can't tell a hidden thing from one that isn't there", async (role) => {
    const { client } = await world.asOfficer(role);
    const hidden = world.samples.filter((id) => id.startsWith("child_") || id.startsWith("incident_"));
    const outside = hidden.filter((id) => !String(world.places.get(id)?.kato).startsWith(OWN.slice(0, 4)));
    const absent = outside.map(absentOf);
    for (const [i, id] of outside.entries()) {
      const read = "query($id: ID!) { node(id: $id) { id } }";
      const same = (answer: object) => JSON.stringify(answer).replaceAll(id, absent[i] as string);
      expect(same(await client.run(read, { id }))).toBe(same(await client.run(read, { id: absent[i] })));
    }
  });

  // The walk asks no field that needs an argument.
  const REPORTS = `query($from: DateTime!) {
    unheeded(from: $from, first: 10) { nodes { id kind missedSignals {
      sameSchool sameChild dueAt faults alert { id kind deliveries(first: 2) { nodes { sentAt } }
        incident { id participants { nodes { id } } } } } participants { nodes { id } } } }
    responseTimes(from: $from, by: KIND) { value raised late toAcknowledge { count p50 } }
  }`;
  const from = new Date(Date.now() - 300 * 86_400_000).toISOString();
  const codesOf = (errors: readonly Untyped[] = []) => errors.map(({ extensions }) => extensions.code);
  const OVERSEERS = Role.values.filter((role) => ALLOWED[role].inside.includes("T3S"));
  test.each(Role.values)("%s gets of unheeded signals and response times only what it may read", async (role) => {
    const { client, judged } = await world.asOfficer(role);
    const { data, errors } = await client.run(REPORTS, { from });
    if (!OVERSEERS.includes(role)) return expect(codesOf(errors).join()).toMatch(/^(NOT_ALLOWED,?)*$/);
    expect(errors).toBeUndefined();
    expect(findLeaks({ schema, places: world.places, judged }, QUERY, data)).toEqual([]);
    for (const { participants, missedSignals } of data.unheeded.nodes) {
      for (const { sameChild, alert } of missedSignals) {
        const parts = [participants, alert.incident.participants].map(({ nodes }) => nodes.length > 0);
        expect([sameChild, ...parts].join()).not.toMatch(/^true.*false/);
      }
    }
    const found = data.unheeded.nodes.flatMap((one: Untyped) => one.missedSignals).length;
    if (role === "DISTRICT_OFFICER") expect(found).toBeGreaterThan(0);
  });

  test("alerts are streamed to those who read situations of the place, grave ones to the ministry", async () => {
    const streams = await Promise.all(
      Role.values.map(async (role) => {
        const { client, judged } = await world.asOfficer(role);
        const stream = await client.subscribe("subscription { alerts { ... on AlertEvent { alert { severity } } } }");
        return { role, judged, stream };
      }),
    );
    const director = world.server.as(
      await anOfficer(world.server.database, { role: "SCHOOL_DIRECTOR", school: { agencyId: world.school.agency_id } }),
    );
    const elsewhere = world.server.as(await anOfficer(world.server.database, { kato: OTHER }));
    const report = `mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { message } } }`;
    const facts = { kind: "FIGHT", place: "Двор" };
    const outside = { ...facts, territory: OTHER, severity: "EXTREME" };
    expect((await elsewhere.run(report, { input: outside })).data.incidentReport.errors).toEqual([]);
    for (const severity of ["MINOR", "SEVERE"]) {
      const { data } = await director.run(report, {
        input: { ...facts, schoolId: `school_${world.school.id}`, severity },
      });
      expect(data.incidentReport.errors).toEqual([]);
    }
    await world.server.settle();

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

  describe("who is told of an incident elsewhere because of the team of a child", () => {
    // What hangs on the incident, to see whether anything of it opens.
    const parts = (incident: string) =>
      maintain(world.server.database, async (tx) => {
        const tables = { participant: "incident_participants", note: "incident_notes", alert: "alerts" };
        const ids = Object.entries(tables).map(([prefix, table]) =>
          sql.raw(`select '${prefix}_' || id as id from ${table} where 'incident_' || incident_id = '${incident}'`),
        );
        return (await tx.rows<{ id: string }>(sql.join(ids, sql` union all `))).map(({ id }) => id);
      });
    const anywhere = (prefix: string) =>
      world.samples.find((id) => id.startsWith(`${prefix}_`) && !String(world.places.get(id)?.kato).startsWith("75"));
    const rowOf = (name: string) => leavesOfRow(schema.getType(name) as GraphQLObjectType);
    const TOLD = `query($id: ID!, $parts: [ID!]!) { incident(id: $id) { ${rowOf("Incident")} }
      nodes(ids: $parts) { __typename id ... on Alert { ${rowOf("Alert")} }
        ... on IncidentParticipant { pseudonym } ... on IncidentNote { text } } }`;

    test.each(Role.values)("%s gets the situation and nothing more, or nothing at all", async (role) => {
      const { id: principal, client, judged } = await world.asOfficer(role);
      const id = anywhere("incident") as string;
      const variables = { id, parts: await parts(id) };
      const walk = { schema, places: world.places, judged };
      const leaks = async () => findLeaks(walk, QUERY, (await client.run(TOLD, variables)).data);
      expect(await leaks()).toEqual([]);
      const child = anywhere("child") as string;
      await relate(world.server.database, { principal, subject: id, tier: "T3S", basis: "TEAM", basisId: child });
      const opened = (await leaks()).map((leak) => / reads (\w+)\.(\w+) /.exec(leak)?.slice(1) as [string, string]);
      const [types, tiers] = [opened.map(([type]) => type), opened.map(([type, field]) => tierOf(type, field))];
      if (["GUARDIAN", "NGO_OBSERVER", "PARENT_REPRESENTATIVE"].includes(role)) return expect(opened).toEqual([]);
      expect(new Set(tiers)).toEqual(new Set(["T3S"]));
      expect(types).toEqual(expect.arrayContaining(["Incident", "Alert"]));
    });
  });

  const personal = PREFIXES.filter((prefix) => !["agenda", "decision"].includes(prefix));
  test("no viewer, no rows: as the app and the reader, also where a viewer was served before", async () => {
    const families = ["child_identities", "guardians", "guardianships"];
    const tables = ["children", "incidents", "incident_participants", "alerts", "access_grants", "access_exclusions"];
    tables.push("alert_deliveries", "alert_escalations", "escalation_policies");
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
        transact(world.server.database, { role, mode: "read", settings }, (tx) =>
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

const HOLES = {
  ...{ decisions: "Decision", children: "Child", enrolments: "Enrolment", audit_entries: "AuditEntry" },
  ...{ sensitive_notes: "SensitiveNote", emergency_accesses: "EmergencyAccess" },
};

test("a planted hole is found, and the type named", async () => {
  const { database } = world.server;
  const names = Object.keys(HOLES).map((table) => `${table}_read`);
  const kept = await maintain(database, (tx) =>
    tx.rows<{ table: string; qual: string }>(sql`
      select tablename as table, qual from pg_policies where policyname = any(${sql.param(names)}::text[])`),
  );
  const setPolicies = (of: (policy: (typeof kept)[number]) => string) =>
    maintain(database, async (tx) => {
      for (const policy of kept)
        await tx.rows(sql.raw(`alter policy ${policy.table}_read on ${policy.table} using (${of(policy)})`));
    });
  await setPolicies(() => "true");
  const leaks = await leaksTo("NGO_OBSERVER");
  await setPolicies(({ qual }) => qual);

  const found = leaks.map((leak) => /reads (\w+)\./.exec(leak)?.[1]);
  expect(Object.values(HOLES).filter((type) => !found.includes(type))).toEqual([]);
}, 60_000);
