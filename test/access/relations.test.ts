import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { childProfiles } from "../../src/modules/children/table.js";
import { aChild, almaly, anIncident, anOfficer, aParticipant, aSchool, officerOf } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import { act, day, establish, hours } from "../support/workgroups.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const SET = `mutation($input: ChildTeamSetInput!) { childTeamSet(input: $input) {
  child { id version team { to officer { id } } } errors { code path message } } }`;
const READ = "query($id: ID!) { child(id: $id) { pseudonym profile { birthYear } } }";
const INCIDENT = "query($id: ID!) { incident(id: $id) { id notes { nodes { text } } participants { totalCount } } }";

/** A child with a profile, and the director of its school. */
async function aWard() {
  const school = await aSchool(server.database);
  const child = await aChild(server.database, { school });
  const { id: childId, schoolId, kato } = child;
  await maintain(server.database, ({ db }) =>
    db.insert(childProfiles).values({ childId, schoolId, kato, birthYear: 2013, sex: "FEMALE" }).returning(),
  );
  const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school }));
  return { school, child, director };
}

const setTeam = async (client: Client, id: string, officerIds: string[]) => {
  const { data, errors } = await client.run(SET, { input: { id, officerIds } });
  expect(errors).toBeUndefined();
  return data.childTeamSet;
};
const read = async (client: Client, id: string) => (await client.run(READ, { id })).data.child;
const readIncident = async (client: Client, id: string) => (await client.run(INCIDENT, { id })).data.incident;

describe("a child's team", () => {
  test("sees the circumstances from its setting on, and no more from its change on", async () => {
    const { child, director } = await aWard();
    const members = [await anOfficer(server.database), await anOfficer(server.database, { role: "CLASS_TEACHER" })];
    const [officer, observer] = members.map((member) => server.as(member)) as [Client, Client];
    expect(await read(officer, child.id)).toMatchObject({ profile: null });
    expect(await read(observer, child.id)).toBeNull();

    const set = await setTeam(
      director,
      child.id,
      members.map(({ id }) => id),
    );
    expect(set).toMatchObject({ errors: [], child: { version: 2, team: [{ to: null }, { to: null }] } });
    expect(await read(officer, child.id)).toMatchObject({ profile: { birthYear: 2013 } });
    expect(await read(observer, child.id)).toMatchObject({ profile: { birthYear: 2013 } });

    await setTeam(director, child.id, [members[0]?.id as string]);
    expect(await read(officer, child.id)).toMatchObject({ profile: { birthYear: 2013 } });
    expect(await read(observer, child.id)).toBeNull();
  });

  test("is set by who sees the circumstances", async () => {
    const { child } = await aWard();
    const refused = await setTeam(server.as(officerOf(almaly)), child.id, []);
    expect(refused).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });
  });

  test("is of officers, each once", async () => {
    const { child, director } = await aWard();
    const { id } = await anOfficer(server.database);
    const absent = "officer_00000000-0000-7000-8000-000000000000";
    expect(await setTeam(director, child.id, [id, id])).toMatchObject({ errors: [{ code: "INVALID_INPUT" }] });
    expect(await setTeam(director, child.id, [absent])).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    expect(await setTeam(director, child.id, Array(21).fill(id))).toMatchObject({ errors: [{ code: "OUT_OF_RANGE" }] });
  });

  test("is in the journal", async () => {
    const { child, director } = await aWard();
    await setTeam(director, child.id, []);
    const kinds = await maintain(server.database, (tx) =>
      tx.rows(sql`select kind from journal where aggregate_id = ${child.id}`),
    );
    expect(kinds).toEqual([{ kind: "CHILD_TEAM_SET" }]);
  });
});

/** Establishes a group in which somebody sits, and plans a meeting with a child on the agenda. */
async function planAbout(planner: Client, childId: string, memberId: string) {
  const { id: groupId } = await establish(planner, { members: [{ officerId: memberId }] });
  const agenda = [{ childId }];
  await act(planner, "workingGroupMeetingPlan", { groupId, topic: "…", plannedFor: hours(24), agenda });
  return groupId;
}

test("a member of a working group sees the child on its agenda, also one who joins later", async () => {
  const { child, director } = await aWard();
  const planner = await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: almaly });
  await setTeam(director, child.id, [planner.id]);
  const officer = server.as(planner);
  const [early, late] = [
    await anOfficer(server.database, { role: "CLASS_TEACHER" }),
    await anOfficer(server.database, { role: "CLASS_TEACHER" }),
  ];
  const groupId = await planAbout(officer, child.id, early.id);

  expect(await read(server.as(early), child.id)).toMatchObject({ profile: { birthYear: 2013 } });
  expect(await read(server.as(late), child.id)).toBeNull();
  await act(officer, "workingGroupMemberAdd", { groupId, officerId: late.id });
  expect(await read(server.as(late), child.id)).toMatchObject({ profile: { birthYear: 2013 } });
});

test("nobody opens a child by putting its pseudonym on the agenda of the own group", async () => {
  const { child } = await aWard();
  const planner = await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: almaly });
  const late = await anOfficer(server.database, { role: "CLASS_TEACHER" });
  const groupId = await planAbout(server.as(planner), child.id, planner.id);
  await act(server.as(planner), "workingGroupMemberAdd", { groupId, officerId: late.id });

  expect(await read(server.as(planner), child.id)).toMatchObject({ profile: null });
  expect(await read(server.as(late), child.id)).toBeNull();
});

test.each(["NGO_OBSERVER", "PARENT_REPRESENTATIVE"] as const)("no relationship opens a child to a %s", async (role) => {
  const { child, director } = await aWard();
  const planner = await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: almaly });
  const guest = await anOfficer(server.database, { role });
  await setTeam(director, child.id, [planner.id, guest.id]);
  await planAbout(server.as(planner), child.id, guest.id);

  expect(await read(server.as(guest), child.id)).toBeNull();
});

test("the headquarters of an incident sees it and its children until it stands down", async () => {
  const { child, school } = await aWard();
  const incident = await anIncident(server.database, { school, state: "RESPONDING" });
  await aParticipant(server.database, { incidentId: incident.id, childId: child.id });
  const member = await anOfficer(server.database, { role: "CLASS_TEACHER" });
  const officer = server.as(officerOf(almaly));
  expect(await readIncident(server.as(member), incident.id)).toBeNull();

  const { workingGroup } = await act(officer, "headquartersActivate", {
    ...{ incidentId: incident.id, leadAgencyId: member.agencyId, members: [{ officerId: member.id }] },
  });
  expect(await readIncident(server.as(member), incident.id)).toMatchObject({ participants: { totalCount: 1 } });
  expect(await read(server.as(member), child.id)).toMatchObject({ profile: { birthYear: 2013 } });

  await act(officer, "headquartersStandDown", { id: workingGroup.id, reason: "Найден." });
  expect(await readIncident(server.as(member), incident.id)).toBeNull();
  expect(await read(server.as(member), child.id)).toBeNull();
});

describe("an officer who is party to an incident", () => {
  const ADD = `mutation($input: IncidentParticipantAddInput!) { incidentParticipantAdd(input: $input) {
    incident { id } errors { code message } } }`;

  test.each([
    ["ALLEGED_OFFENDER", null],
    ["OTHER", null],
    ["WITNESS", {}],
  ])("as %s", async (participation, seen) => {
    const { school } = await aWard();
    const officer = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    const incident = await anIncident(server.database, { school });
    expect(await readIncident(server.as(officer), incident.id)).not.toBeNull();

    const input = { id: incident.id, participant: { officerId: officer.id, participation } };
    const { data } = await server.as(officerOf(almaly)).run(ADD, { input });
    expect(data.incidentParticipantAdd.errors).toEqual([]);

    const found = await readIncident(server.as(officer), incident.id);
    if (seen) expect(found).toMatchObject(seen);
    else expect(found).toBeNull();
  });
});

test("an officer who is said to have harmed a child of the own school sees it no more", async () => {
  const { school, child } = await aWard();
  const officer = await anOfficer(server.database, { role: "PSYCHOLOGIST", school });
  const incident = await anIncident(server.database, { school });
  await aParticipant(server.database, { incidentId: incident.id, childId: child.id });
  expect(await read(server.as(officer), child.id)).toMatchObject({ profile: { birthYear: 2013 } });

  const participant = { officerId: officer.id, participation: "ALLEGED_OFFENDER" };
  const ADD = `mutation($input: IncidentParticipantAddInput!) {
    incidentParticipantAdd(input: $input) { errors { message } } }`;
  await server.as(officerOf(almaly)).run(ADD, { input: { id: incident.id, participant } });
  expect(await read(server.as(officer), child.id)).toBeNull();
});

test("an appointment that ended this day's eve gives nothing on the next request", async () => {
  const officer = await anOfficer(server.database, { from: "2020-01-01" });
  const { id } = await anIncident(server.database);
  expect(await readIncident(server.as(officer), id)).not.toBeNull();
  await maintain(server.database, ({ db }) =>
    db
      .update(appointments)
      .set({ to: day(-2) })
      .where(eq(appointments.officerId, officer.id)),
  );
  expect((await server.as(officer).run(INCIDENT, { id })).errors?.[0]?.extensions.code).toBe("TOKEN_INVALID");
});

test("a dispatcher sees the participants of an incident until it is closed, and never the child's row", async () => {
  const { child, school } = await aWard();
  const incident = await anIncident(server.database, { school, state: "STABILISED" });
  await aParticipant(server.database, { incidentId: incident.id, childId: child.id });
  const dispatcher = server.as(officerOf("750000000", "DISPATCHER"));
  const PARTS = "query($id: ID!) { incident(id: $id) { participants { nodes { pseudonym child { id } } } } }";
  const parts = async () => (await dispatcher.run(PARTS, { id: incident.id })).data.incident.participants.nodes;
  expect(await parts()).toEqual([{ pseudonym: child.pseudonym, child: null }]);

  // A region doesn't see who took part in a moderate incident, and its change must reach their rows nevertheless.
  const CLOSE = "mutation($input: IncidentChangeInput!) { incidentClose(input: $input) { errors { message } } }";
  const { data } = await server.as(officerOf("750000000", "REGION_OFFICER")).run(CLOSE, { input: { id: incident.id } });
  expect(data.incidentClose.errors).toEqual([]);
  expect(await parts()).toEqual([]);
});
