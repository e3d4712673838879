import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { uuidWithin } from "../../src/db/ids.js";
import { childTeamMembers } from "../../src/modules/children/table.js";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { exclude } from "../support/access.js";
import { onPostgres } from "../support/database.js";
import { findAlert, later } from "../support/escalations.js";
import { abai, aChild, almaly, anIncident, anOfficer, aParticipant, aSchool, officerOf } from "../support/factories.js";
import { act, aReport } from "../support/incidents.js";
import { AcknowledgeAlertDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start, startDatabase } from "../support/start.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const turan = "791910000";
const SET = `mutation($input: ChildTeamSetInput!) { childTeamSet(input: $input) { child { id } errors { message } } }`;
type Member = Awaited<ReturnType<typeof aMember>>;

/** A psychologist of a school elsewhere, or whoever is asked for, and a colleague of the same place in no team. */
async function aMember(role: Role = "PSYCHOLOGIST") {
  const { database } = server;
  const place = role === "PSYCHOLOGIST" ? { school: await aSchool(database, { kato: abai }) } : { kato: abai };
  const [{ id }, other] = [
    await anOfficer(database, { role, ...place }),
    await anOfficer(database, { role, ...place }),
  ];
  return { id, client: server.as(id), colleague: server.as(other) };
}

/** A child of a school in Almaly, and its director, who sets the team and reports. */
async function aWard() {
  const school = await aSchool(server.database, { kato: almaly });
  const child = await aChild(server.database, { school });
  const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school }));
  return {
    ...{ school, child, director },
    async setTeam(...members: Pick<Member, "id">[]) {
      const input = { id: child.id, officerIds: members.map(({ id }) => id) };
      const { data, errors } = await director.run(SET, { input });
      expect([errors, data.childTeamSet.errors]).toEqual([undefined, []]);
    },
    report: (given: object = {}) =>
      report(director, school.id, [{ childId: child.id, participation: "VICTIM" }], given),
  };
}

async function report(client: Client, schoolId: string, participants: object[], given: object = {}) {
  const variables = aReport({ territory: null, schoolId, participants, ...given });
  const { data, errors } = await client.run(ReportIncidentDocument, variables);
  expect([errors, data.incidentReport.errors]).toEqual([undefined, []]);
  const { incident } = data.incidentReport;
  return { incident: incident?.id as string, alert: incident?.alerts.nodes[0]?.id as string };
}

const CARD = "query($id: ID!) { node(id: $id) { ... on Alert { id state headline } } }";
const sees = async (client: Client, alert: string) => (await client.run(CARD, { id: alert })).data.node !== null;

/** The next two items, a Resync and a snapshot: the alerts that it shows. */
async function anew(stream: Awaited<ReturnType<typeof watchAlerts>>) {
  expect((await stream.resync()).reason).toBe("ACCESS_CHANGED");
  return (await stream.snapshot()).alerts.map(({ id }) => id);
}

describe("a member of a child's team elsewhere", () => {
  test("gets the alert of an incident of the child, its escalation and its end, and its colleague gets nothing", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const [stream, other] = [await watchAlerts(member.client), await watchEvents(member.colleague)];
    expect((await stream.snapshot()).alerts).toEqual([]);
    const { alert } = await ward.report();
    expect(await anew(stream)).toEqual([alert]);

    const { raisedAt } = await findAlert(server.database, alert);
    await sweepAll(server.database, later(raisedAt, 3_601));
    expect(await stream.event()).toMatchObject({ kind: "ESCALATED", alert: { id: alert } });
    await ward.director.run(AcknowledgeAlertDocument, { input: { id: alert } });
    expect(await stream.event()).toMatchObject({ kind: "ACKNOWLEDGED", alert: { id: alert } });
    const end = `mutation($start: AlertChangeInput!, $end: AlertResolveInput!) {
      alertActionStart(input: $start) { errors { message } } alertResolve(input: $end) { errors { message } } }`;
    const { data } = await ward.director.run(end, { start: { id: alert }, end: { id: alert, outcome: "Разобрались" } });
    expect(data).toEqual({ alertActionStart: { errors: [] }, alertResolve: { errors: [] } });
    expect(await stream.event()).toMatchObject({ kind: "UPDATED" });
    expect(await stream.event()).toMatchObject({ kind: "RESOLVED", alert: { id: alert, state: "RESOLVED" } });
    await other.none();
  });

  test("who was away goes on after the last cursor, and misses nothing", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { alert } = await ward.report();
    const stream = await watchAlerts(member.client);
    expect((await stream.snapshot()).alerts).toMatchObject([{ id: alert }]);
    const after = stream.cursor();
    await stream.close();
    await ward.director.run(AcknowledgeAlertDocument, { input: { id: alert } });
    const resumed = await watchAlerts(member.client, { after });
    expect(await resumed.event()).toMatchObject({ kind: "ACKNOWLEDGED", alert: { id: alert } });
    await resumed.none();
  });

  test("reads what an alert's card shows, the part of that child, and nothing else of persons", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { incident, alert } = await ward.report({ narrative: "Началось на перемене" });
    const other = await aChild(server.database, { school: ward.school });
    await aParticipant(server.database, { incidentId: incident, childId: other.id });
    const READ = `query($incident: ID!, $alert: ID!, $child: ID!) {
      incident(id: $incident) { kind severity participants { nodes { child { id } } } notes { nodes { text } }
        alerts { nodes { id } } school { id } }
      node(id: $alert) { ... on Alert { headline addressees { officer { id } } incident { id } } }
      child(id: $child) { incidents { nodes { id } } } }`;
    const variables = { incident, alert, child: ward.child.id };
    const { data, errors } = await member.client.run(READ, variables);
    expect(errors).toBeUndefined();
    expect(data.incident).toMatchObject({ kind: "FIGHT", alerts: { nodes: [{ id: alert }] } });
    expect(data.incident.participants.nodes).toEqual([{ child: { id: ward.child.id } }]);
    expect(data.incident.notes.nodes).toEqual([]);
    expect(data.node).toMatchObject({ incident: { id: incident } });
    expect(data.node.addressees).toContainEqual({ officer: { id: member.id } });
    expect(data.child.incidents.nodes).toEqual([{ id: incident }]);
    const nothing = { incident: null, node: null, child: null };
    expect((await member.colleague.run(READ, variables)).data).toEqual(nothing);

    const { data: written } = await member.client.run(AcknowledgeAlertDocument, { input: { id: alert } });
    expect(written.alertAcknowledge).toMatchObject({ alert: null, errors: [{ code: "NOT_ALLOWED" }] });
    expect(await act(member.client, "incidentConfirm", { id: incident })).toMatchObject({
      errors: [{ code: "NOT_ALLOWED" }],
    });
  });

  test("finds it in no list of the own jurisdiction, and in that of its territory", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { alert } = await ward.report();
    const { data } = await member.client.run(
      `{ own: alerts { nodes { id } } there: alerts(filter: { territory: "${almaly}" }) { totalCount nodes { id } } }`,
    );
    expect(data.own.nodes).toEqual([]);
    expect(data.there).toEqual({ totalCount: 1, nodes: [{ id: alert }] });
  });

  test("who names territories, a severity or drills gets only these", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const asked = [{ territories: [abai] }, { minSeverity: "EXTREME" }, { exercises: "ONLY" }] as const;
    const streams = await Promise.all(asked.map((args) => watchEvents(member.client, args as never)));
    const { alert } = await ward.report();
    for (const stream of streams) expect(await anew(stream)).toEqual([]);
    await ward.director.run(AcknowledgeAlertDocument, { input: { id: alert } });
    for (const stream of streams) await stream.none();
  });

  test("sees it among the alerts of the own place, the gravest first", async () => {
    const [ward, member] = [await aWard(), await aMember("JUVENILE_INSPECTOR")];
    await ward.setTeam(member);
    const own = await aSchool(server.database, { kato: abai });
    const reporter = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school: own }));
    const there = await ward.report();
    const minor = await report(reporter, own.id, [], { severity: "MINOR" });
    const extreme = await report(reporter, own.id, [], { severity: "EXTREME" });
    const { alerts, omitted } = await (await watchAlerts(member.client)).snapshot();
    const ids = [minor.alert, there.alert, extreme.alert];
    const shown = alerts.map(({ id }) => id).filter((id) => ids.includes(id));
    expect([shown, omitted]).toEqual([[extreme.alert, there.alert, minor.alert], 0]);
  });

  test("at another school of the district is told of it, and gets it again when everything begins anew", async () => {
    const ward = await aWard();
    const other = await aSchool(server.database, { kato: almaly });
    const { id } = await anOfficer(server.database, { role: "PSYCHOLOGIST", school: other });
    await ward.setTeam({ id });
    const stream = await watchAlerts(server.as(id));
    await stream.snapshot();
    const { alert } = await ward.report();
    expect(await stream.event()).toMatchObject({ kind: "RAISED", alert: { id: alert } });
    expect(await anew(stream)).toEqual([alert]);
    await ward.director.run(AcknowledgeAlertDocument, { input: { id: alert } });
    expect(await stream.event()).toMatchObject({ kind: "ACKNOWLEDGED" });
  });
});

describe("the team is told", () => {
  test("of an incident to which the child is added later, once", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { incident, alert } = await report(ward.director, ward.school.id, []);
    expect(await sees(member.client, alert)).toBe(false);
    for (const participation of ["VICTIM", "WITNESS"]) {
      const participant = { childId: ward.child.id, participation };
      expect(await act(ward.director, "incidentParticipantAdd", { id: incident, participant })).toMatchObject({
        errors: [],
      });
    }
    expect(await sees(member.client, alert)).toBe(true);
    expect(await grantsOf(member)).toHaveLength(1);
  });

  test("of incidents that go on when somebody joins, of others when they go on again", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    const [running, ended] = [await ward.report(), await ward.report({ severity: "MINOR" })];
    const close = "update incidents set state = 'CLOSED', ended_at = now() where id = ";
    await maintain(server.database, (tx) => tx.rows(sql.raw(`${close} '${uuidWithin(ended.incident)}'`)));
    const stream = await watchEvents(member.client);
    await ward.setTeam(member);
    expect(await anew(stream)).toEqual([running.alert]);
    expect(await act(ward.director, "incidentReopen", { id: ended.incident })).toMatchObject({ errors: [] });
    expect(await anew(stream)).toEqual([running.alert, ended.alert]);
  });

  test("also of an incident that whoever sets the team doesn't see", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    const away = server.as(officerOf(turan, "DISTRICT_OFFICER"));
    const { data } = await away.run(ReportIncidentDocument, aReport({ territory: turan }));
    const { id: incidentId, alerts } = data.incidentReport.incident as {
      id: string;
      alerts: { nodes: { id: string }[] };
    };
    await aParticipant(server.database, { incidentId, childId: ward.child.id });
    const alert = alerts.nodes[0]?.id as string;
    expect([await sees(ward.director, alert), await sees(member.client, alert)]).toEqual([false, false]);
    await ward.setTeam(member);
    expect([await sees(ward.director, alert), await sees(member.client, alert)]).toEqual([false, true]);
  });

  test("no more when somebody leaves it, from that moment on", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { incident, alert } = await ward.report();
    const stream = await watchAlerts(member.client);
    expect((await stream.snapshot()).alerts).toHaveLength(1);
    await ward.setTeam();
    await ward.director.run(AcknowledgeAlertDocument, { input: { id: alert } });
    expect(await anew(stream)).toEqual([]);
    await stream.none();
    expect(await sees(member.client, alert)).toBe(false);
    const { data } = await member.client.run("query($id: ID!) { incident(id: $id) { id } }", { id: incident });
    expect(data.incident).toBeNull();
  });

  test("for one child still, when somebody leaves the team of another", async () => {
    const [one, two, member] = [await aWard(), await aWard(), await aMember()];
    await one.setTeam(member);
    await two.setTeam(member);
    const { incident, alert } = await one.report();
    await aParticipant(server.database, { incidentId: incident, childId: two.child.id });
    await two.setTeam();
    await two.setTeam(member);
    await one.setTeam();
    expect(await sees(member.client, alert)).toBe(true);
    await two.setTeam();
    expect(await sees(member.client, alert)).toBe(false);
  });

  test("but nobody who is party to the incident", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const participants = [{ childId: ward.child.id, participation: "VICTIM" }];
    const party = { officerId: member.id, participation: "OTHER" };
    const { alert } = await report(ward.director, ward.school.id, [...participants, party]);
    expect(await sees(member.client, alert)).toBe(false);
  });

  test("but nobody who is said to have harmed the child, of no incident of that child before or after", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const before = await ward.report();
    expect(await sees(member.client, before.alert)).toBe(true);
    const stream = await watchEvents(member.client);
    const accused = { officerId: member.id, participation: "ALLEGED_OFFENDER" };
    await report(ward.director, ward.school.id, [{ childId: ward.child.id, participation: "VICTIM" }, accused]);
    expect(await anew(stream)).toEqual([]);
    const after = await ward.report();
    await ward.setTeam();
    await ward.setTeam(member);
    for (const { alert } of [before, after]) expect(await sees(member.client, alert)).toBe(false);
    await stream.none();
  });

  test("of no drill", async () => {
    const [ward, member] = [await aWard(), await aMember()];
    await ward.setTeam(member);
    const { alert } = await ward.report({ exercise: true });
    await ward.setTeam();
    await ward.setTeam(member);
    expect(await sees(member.client, alert)).toBe(false);
    expect(await grantsOf(member)).toEqual([]);
    const { data } = await ward.director.run("query($id: ID!) { alert(id: $id) { addressees { officer { id } } } }", {
      id: alert,
    });
    expect(data.alert.addressees).not.toContainEqual({ officer: { id: member.id } });
  });

  test.each(["NGO_OBSERVER", "PARENT_REPRESENTATIVE"] as const)("but no %s", async (role) => {
    const [ward, member] = [await aWard(), await aMember(role)];
    await ward.setTeam(member);
    const { incident, alert } = await ward.report();
    expect(await sees(member.client, alert)).toBe(false);
    const { data } = await member.client.run("query($id: ID!) { incident(id: $id) { id } }", { id: incident });
    expect(data.incident).toBeNull();
  });

  // The embedded database is one session: nothing is written at once.
  test.runIf(onPostgres())("also where somebody joins it at the moment of a report, or of a reopening", async () => {
    const ward = await aWard();
    for (let i = 0; i < 6; i++) {
      const member = await aMember();
      const [{ alert }] = await Promise.all([ward.report(), ward.setTeam(member)]);
      expect(await sees(member.client, alert), `report ${i}`).toBe(true);
    }
    const { incident, alert } = await ward.report();
    const close = `update incidents set state = 'CLOSED' where id = '${uuidWithin(incident)}'`;
    for (let i = 0; i < 6; i++) {
      await ward.setTeam();
      await maintain(server.database, (tx) => tx.rows(sql.raw(close)));
      const member = await aMember();
      await Promise.all([act(ward.director, "incidentReopen", { id: incident }), ward.setTeam(member)]);
      expect(await sees(member.client, alert), `reopening ${i}`).toBe(true);
    }
  });
});

const grantsOf = ({ id }: Pick<Member, "id">) =>
  maintain(server.database, (tx) =>
    tx.rows(sql`select subject_id from access_grants where principal = ${uuidWithin(id)}::uuid
      and subject_type = 'incident' and to_at is null`),
  );

test("teams and incidents of an earlier version are brought together, once", async () => {
  const database = await startDatabase();
  const script = readFileSync(new URL("../../drizzle/access.sql", import.meta.url), "utf8");
  const block = /-- The teams of children get the signals[\s\S]*?(do \$\$[\s\S]*?end \$\$;)/.exec(
    script,
  )?.[1] as string;
  const school = await aSchool(database);
  const child = await aChild(database, { school });
  const [member, gone, party] = [await anOfficer(database), await anOfficer(database), await anOfficer(database)];
  const { id: childId, schoolId, kato } = child;
  const rows = [member, gone, party].map(({ id: officerId }) => ({ childId, schoolId, kato, officerId }));
  const to = sql`now()`;
  await maintain(database, async ({ db }) => {
    await db.insert(childTeamMembers).values(rows.map((row) => (row.officerId === gone.id ? { ...row, to } : row)));
  });
  await exclude(database, party.id, childId);
  const running = await anIncident(database, { school });
  const others = [
    await anIncident(database, { school, state: "CLOSED" }),
    await anIncident(database, { school, exercise: true }),
  ];
  for (const { id: incidentId } of [running, running, ...others]) await aParticipant(database, { incidentId, childId });
  for (let i = 0; i < 2; i++) await maintain(database, (tx) => tx.rows(sql.raw(block)));
  const found = await maintain(database, (tx) =>
    tx.rows(sql`select principal, subject_id, tier, basis, basis_id, to_at from access_grants`),
  );
  const given = { principal: uuidWithin(member.id), subject_id: uuidWithin(running.id), basis_id: uuidWithin(childId) };
  expect(found).toEqual([{ ...given, tier: "T3S", basis: "TEAM", to_at: null }]);
});
