import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { findGuardian } from "../../src/control/guardian.js";
import { maintain } from "../../src/db/database.js";
import { childProfiles, childTeamMembers, riskAssessments } from "../../src/modules/children/table.js";
import { abai, aChild, almaly, anIncident, anOfficer, officerOf } from "../support/factories.js";
import { aMother, anIdentity, aSchoolWithChild, auditOf, rowsOf } from "../support/identities.js";
import { OwnChildrenDocument } from "../support/operations.js";
import { type Client, start } from "../support/start.js";
import { day } from "../support/workgroups.js";

const server = await start();
const OWN = `{ viewer { role kato guardianId officer { id } children { id identity { surname iin(full: true) }
  school { id } profile { birthYear assessments { level factors { code } } } guardians { name } team { from }
  incidents { totalCount } } } }`;
const CHILD = "query($id: ID!) { child(id: $id) { id identity { surname } } }";
const facts = { relation: "FATHER", legalBasis: "PARENTHOOD", name: "Тоқтаров Арман" };

const seen = async (client: Client) =>
  (await client.run("{ viewer { children { id } } }")).data.viewer.children.map(({ id }: { id: string }) => id);

async function act(client: Client, name: "guardianAdd" | "guardianshipChange" | "childErase", input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) {
    child { guardians { guardianId guardianshipId } } errors { code path message } } }`;
  const { data, errors } = await client.run(document, { input });
  expect(errors).toBeUndefined();
  expect(data[name].errors).toEqual([]);
  return data[name].child;
}

/** A father whom the director has added. */
async function aFather(given: object = {}) {
  const { child, director, ...rest } = await aSchoolWithChild(server);
  const { guardians } = await act(director, "guardianAdd", { id: child.id, ...facts, ...given });
  const [{ guardianId, guardianshipId }] = guardians;
  return {
    child,
    director,
    guardianId: guardianId as string,
    guardianshipId,
    father: server.as(guardianId as string),
    ...rest,
  };
}

describe("a guardian", () => {
  test("sees who the own child is and what was decided of it", async () => {
    const { school, child, identity } = await aSchoolWithChild(server);
    const { id: childId, schoolId, kato } = child;
    const guardianId = await aMother(server, child);
    const psychologist = await anOfficer(server.database, { role: "PSYCHOLOGIST", school });
    await maintain(server.database, async ({ db }) => {
      const of = { childId, schoolId, kato };
      await db.insert(childProfiles).values({ ...of, birthYear: 2012, sex: "FEMALE" });
      await db.insert(childTeamMembers).values({ ...of, officerId: psychologist.id });
      const assessment = { assessedById: psychologist.id, instrument: "…", level: "LOW" } as const;
      await db.insert(riskAssessments).values({ ...of, ...assessment });
    });

    const { data, errors } = await server.as(guardianId).run(OWN);

    expect(errors).toBeUndefined();
    expect(data.viewer).toMatchObject({ role: "GUARDIAN", kato: null, guardianId, officer: null });
    const { surname, iin } = identity;
    // Neither how to reach the other parent, nor what the school's people write for themselves.
    const closed = { guardians: [], team: [], incidents: { totalCount: 0 } };
    const profile = { birthYear: 2012, assessments: [] };
    expect(data.viewer.children).toEqual([
      { id: childId, identity: { surname, iin }, school: { id: schoolId }, profile, ...closed },
    ]);
  });

  test("asks with the ready document, and finds the own question in the log of the next", async () => {
    const { child, identity } = await aSchoolWithChild(server);
    const mother = server.as(await aMother(server, child));
    const ask = async () => (await mother.run(OwnChildrenDocument, {})).data.viewer?.children;

    const { surname, givenName, birthDate, iin } = identity;
    const known = { id: child.id, identity: { surname, givenName, birthDate, iin } };
    expect(await ask()).toMatchObject([{ ...known, accessLog: { nodes: [] } }]);
    const read = { role: "GUARDIAN", action: "childIdentityRead", purpose: "CARE" };
    expect(await ask()).toMatchObject([{ ...known, accessLog: { nodes: [read] } }]);
  });

  test("sees no other child: it isn't there", async () => {
    const { school, child } = await aSchoolWithChild(server);
    const other = await aChild(server.database, { school });
    await anIdentity(server, other);
    const mother = server.as(await aMother(server, child));

    const hidden = await mother.run(CHILD, { id: other.id });

    expect(hidden).toEqual({ status: 200, data: { child: null } });
    expect((await mother.run("{ childrenAtRisk { totalCount nodes { id } } }")).data.childrenAtRisk).toEqual({
      totalCount: 1,
      nodes: [{ id: child.id }],
    });
    expect(await auditOf(server, other.id)).toEqual([]);
  });

  test("reads nobody of the directory, whom officials read", async () => {
    const { child, staff } = await aSchoolWithChild(server);
    const mother = server.as(await aMother(server, child));
    const { id, agencyId } = await staff("SCHOOL_DIRECTOR");
    const query =
      "query($id: ID!, $agencyId: ID!) { officer(id: $id) { name } agency(id: $agencyId) { id officers { totalCount } } }";

    const { data } = await mother.run(query, { id, agencyId });

    expect(data).toEqual({ officer: null, agency: { id: agencyId, officers: { totalCount: 0 } } });
  });

  test("changes nothing, whatever is known of the own child", async () => {
    const { child, identity } = await aSchoolWithChild(server);
    const mother = server.as(await aMother(server, child));
    const set = `mutation($input: ChildIdentitySetInput!) { childIdentitySet(input: $input) { errors { code } } }`;

    for (const clientMutationId of [undefined, "mine"]) {
      const { data } = await mother.run(set, { input: { id: child.id, surname: "Иванова", clientMutationId } });
      expect(data.childIdentitySet.errors).toEqual([{ code: "NOT_ALLOWED" }]);
    }

    expect((await mother.run(CHILD, { id: child.id })).data.child.identity.surname).toBe(identity.surname);
  });

  test("hears of no alert", async () => {
    const { child } = await aSchoolWithChild(server);
    const mother = server.as(await aMother(server, child));
    const stream = await mother.subscribe("subscription { alerts { ... on AlertEvent { kind } } }");
    expect((await stream.nextResult()).errors).toMatchObject([{ extensions: { code: "NOT_ALLOWED" } }]);
  });

  test("leaves a trace with each read of the child", async () => {
    const { child } = await aSchoolWithChild(server);
    const guardianId = await aMother(server, child);

    await server.as(guardianId).run(CHILD, { id: child.id });

    expect(await auditOf(server, child.id)).toMatchObject([{ action: "childIdentityRead", role: "GUARDIAN" }]);
    const actor = sql`select actor_id::text as id from audit_entries where child_id = ${child.id.replace("child_", "")}::uuid`;
    expect(await rowsOf(server, actor)).toEqual([{ id: guardianId.replace("guardian_", "") }]);
  });

  test("sees who opened the own child's record, without who they are", async () => {
    const { child, director, staff } = await aSchoolWithChild(server);
    const other = await aSchoolWithChild(server);
    const mother = server.as(await aMother(server, child));
    await director.run(CHILD, { id: child.id });
    await server.as(await staff("PSYCHOLOGIST")).run(CHILD, { id: child.id });
    await other.director.run(CHILD, { id: other.child.id });
    const log = `query($id: ID!) { child(id: $id) { accessLog { nodes { role action fields actor { name } } } }
      auditTrail { totalCount } }`;

    const { data } = await mother.run(log, { id: child.id });

    const read = { action: "childIdentityRead", fields: ["surname"], actor: null };
    const roles = ["PSYCHOLOGIST", "SCHOOL_DIRECTOR"];
    expect(data.child.accessLog.nodes).toEqual(roles.map((role) => ({ role, ...read })));
    expect(data.auditTrail.totalCount).toBe(0);
    expect((await mother.run(log, { id: other.child.id })).data.child).toBeNull();
  });

  test("is somebody whom the database knows", async () => {
    const { errors } = await server.as("guardian_00000000-0000-7000-8000-0000000000ff").run("{ viewer { role } }");
    expect(errors).toMatchObject([{ extensions: { code: "TOKEN_INVALID" } }]);
  });
});

describe("a guardian who was added", () => {
  test("sees the child on the next request", async () => {
    const { child, father } = await aFather();
    expect(await seen(father)).toEqual([child.id]);
  });

  test.each([
    ["may not be contacted", { contactAllowed: false }],
    ["has no custody", { custodyWithheld: true }],
    ["guards from tomorrow on", { from: day(2) }],
    ["guarded until lately", { from: "2020-01-01", to: day(-2) }],
  ])("and who %s sees nothing", async (_, given) => {
    const { child, father } = await aFather(given);
    expect(await seen(father)).toEqual([]);
    expect((await father.run(CHILD, { id: child.id })).data.child).toBeNull();
  });

  test.each([
    ["custody is withheld", { custodyWithheld: true }],
    ["contact is forbidden", { contactAllowed: false }],
    ["the guardianship ended", { to: day(-1) }],
  ])("sees the child no more on the next request when %s, and again when that is over", async (_, given) => {
    const { child, director, father, guardianshipId } = await aFather({ from: "2020-01-01" });
    const input = { id: child.id, guardianshipId };

    await act(director, "guardianshipChange", { ...input, ...given });
    expect(await seen(father)).toEqual([]);

    await act(director, "guardianshipChange", { ...input, contactAllowed: true, custodyWithheld: false, to: null });
    expect(await seen(father)).toEqual([child.id]);
  });

  test("sees nothing of a child that was erased", async () => {
    const { child, director, father } = await aFather();
    await act(director, "childErase", { id: child.id });
    expect(await seen(father)).toEqual([]);
  });

  test("is one for brothers and sisters: each by a guardianship of its own", async () => {
    const { school, child, director } = await aSchoolWithChild(server);
    const sister = await aChild(server.database, { school });
    const [{ guardianId }] = (await act(director, "guardianAdd", { id: child.id, ...facts })).guardians;
    const { name: _, ...known } = facts;
    await act(director, "guardianAdd", { id: sister.id, ...known, guardianId });

    expect((await seen(server.as(guardianId))).sort()).toEqual([child.id, sister.id].sort());
  });
});

describe("a guardian who is said to have harmed a child", () => {
  const ADD = `mutation($input: IncidentParticipantAddInput!) { incidentParticipantAdd(input: $input) {
    incident { participants { nodes { guardianId participation } } } errors { code message } } }`;
  const accuse = (guardianId: string | null, participation = "ALLEGED_OFFENDER") => ({ guardianId, participation });

  /** A father, an incident at the school of his child, and how to put somebody into it. */
  async function anAccusation() {
    const family = await aFather();
    const incident = await anIncident(server.database, { school: family.school });
    const add = async (participant: object, client = family.director) => {
      const { data } = await client.run(ADD, { input: { id: incident.id, participant } });
      return data.incidentParticipantAdd;
    };
    return { ...family, add, victim: { childId: family.child.id, participation: "VICTIM" } };
  }

  test.each([
    ["after the child", false],
    ["before the child", true],
  ])("and who is put into the incident %s sees it no more", async (_, isFirst) => {
    const { add, victim, father, guardianId } = await anAccusation();
    const people = [victim, accuse(guardianId)];
    for (const person of isFirst ? people.toReversed() : people) expect((await add(person)).errors).toEqual([]);
    expect(await seen(father)).toEqual([]);
  });

  test("is excluded whatever the guardianship says afterwards", async () => {
    const { add, victim, father, director, child, guardianId, guardianshipId } = await anAccusation();
    for (const person of [victim, accuse(guardianId)]) await add(person);
    await act(director, "guardianshipChange", { id: child.id, guardianshipId, contactAllowed: true });
    expect(await seen(father)).toEqual([]);
  });

  test("is told from one who only saw it", async () => {
    const { add, victim, father, child, guardianId } = await anAccusation();
    for (const person of [victim, accuse(guardianId, "WITNESS")]) expect((await add(person)).errors).toEqual([]);
    expect(await seen(father)).toEqual([child.id]);
  });

  test("is named by those only who know the child by name, and as one person", async () => {
    const { add, guardianId, child } = await anAccusation();
    const official = server.as(officerOf(almaly));
    expect((await add(accuse(guardianId), official)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
    const both = { ...accuse(guardianId), childId: child.id };
    expect((await add(both)).errors).toMatchObject([{ code: "INVALID_INPUT" }]);
  });
});

test("a change of a guardian keeps what it leaves out, and each is sealed anew", async () => {
  const { child, director, guardianshipId } = await aFather({ phone: "+7 799 100 00 03", custodyNote: "…" });

  await act(director, "guardianshipChange", { id: child.id, guardianshipId, email: "a@example.kz", custodyNote: null });

  const query = "query($id: ID!) { child(id: $id) { guardians { name phone email custodyNote } } }";
  const { data } = await director.run(query, { id: child.id });
  const left = { name: facts.name, phone: "+7 799 100 00 03", email: "a@example.kz", custodyNote: null };
  expect(data.child.guardians).toEqual([left]);
});

describe("a token of the demo", () => {
  test("names a guardian by id, or one who sees a child in the territory now", async () => {
    const own = await start();
    const { child, director } = await aSchoolWithChild(own);
    const guardianId = await aMother(own, child);
    await aMother(own, child, { custodyWithheld: true });

    for (const as of [guardianId, "guardian"]) {
      const { viewer } = await findGuardian(own.database, { as, kato: almaly });
      expect(viewer.principal).toBe(guardianId);
    }
    await expect(findGuardian(own.database, { as: "guardian", kato: abai })).rejects.toThrow(`a child of ${abai}`);
    await act(director, "childErase", { id: child.id });
    await expect(findGuardian(own.database, { as: "guardian" })).rejects.toThrow("there is none");
  });
});

describe("an officer of another place", () => {
  const TEAM = "mutation($input: ChildTeamSetInput!) { childTeamSet(input: $input) { errors { message } } }";

  test("knows a child by name as long as it is of the child's team", async () => {
    const { child, director, identity } = await aSchoolWithChild(server);
    await aMother(server, child);
    const officer = await anOfficer(server.database, { role: "GUARDIANSHIP_SPECIALIST" });
    const client = server.as(officer);
    const card = "query($id: ID!) { child(id: $id) { identity { surname } guardians { phone } } }";
    const read = async () => (await client.run(card, { id: child.id })).data.child;
    expect(await read()).toEqual({ identity: null, guardians: [] });

    await director.run(TEAM, { input: { id: child.id, officerIds: [officer.id] } });
    expect(await read()).toEqual({
      identity: { surname: identity.surname },
      guardians: [{ phone: "+7 799 100 00 01" }],
    });

    await director.run(TEAM, { input: { id: child.id, officerIds: [] } });
    expect(await read()).toEqual({ identity: null, guardians: [] });
  });
});
