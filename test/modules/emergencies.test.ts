import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { Role } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { entriesOf } from "../support/audit.js";
import { expire, request, review } from "../support/emergencies.js";
import {
  alatau,
  almaly,
  almaty,
  anIncident,
  anOfficer,
  aParticipant,
  auezov,
  officerOf,
  shymkent,
} from "../support/factories.js";
import { anIdentity } from "../support/identities.js";
import { act, countRows } from "../support/incidents.js";
import { type Client, type Running, start } from "../support/start.js";
import { aWard } from "../support/wards.js";
import { establish, hours, journalOf, act as onGroup } from "../support/workgroups.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const READ = "query($id: ID!) { child(id: $id) { pseudonym profile { birthYear } } }";
const read = async (client: Client, id: string) => (await client.run(READ, { id })).data.child;
const inspectorOf = (kato: string) => anOfficer(server.database, { role: "JUVENILE_INSPECTOR", kato });
const dataOfficer = () => server.as(officerOf(almaty, "DATA_OFFICER"));
const ABSENT = "child_00000000-0000-7000-8000-000000000000";
const set = (statement: ReturnType<typeof sql>) => maintain(server.database, (tx) => tx.rows(statement));
const uuid = (id: string) => id.replace(/.*_/, "");

describe("a request for emergency access", () => {
  test("opens a child of the region whom the officer doesn't see, for three hours", async () => {
    const { child, director } = await aWard(server, { kato: auezov });
    const officer = await inspectorOf(alatau);
    expect(await read(server.as(officer), child.id)).toBeNull();

    const { emergencyAccess, errors } = await request(server.as(officer), child.id);
    expect(errors).toEqual([]);
    expect(emergencyAccess).toMatchObject({
      ...{ state: "GRANTED", version: 1, role: "JUVENILE_INSPECTOR", reasonCode: "FOUND_ALONE", allowedActions: [] },
      ...{ childId: child.id, notified: { id: director.id }, verdict: null, reviewedAt: null },
      child: { pseudonym: child.pseudonym, profile: { birthYear: 2013 } },
    });
    const { grantedAt, expiresAt } = emergencyAccess;
    expect(Date.parse(expiresAt) - Date.parse(grantedAt)).toBe(3 * 3_600_000);
    expect(await read(server.as(officer), child.id)).toMatchObject({ profile: { birthYear: 2013 } });
  });

  test("opens circumstances and identity, and never a sensitive note", async () => {
    const { child, psychologist, pedagogue } = await aWard(server);
    const ADD = "mutation($input: ChildNoteAddInput!) { childNoteAdd(input: $input) { errors { code } } }";
    for (const [author, tier] of [
      [psychologist, "T4"],
      [pedagogue, "T3"],
    ] as const) {
      const input = { childId: child.id, tier, text: `Заметка ${tier}` };
      expect((await server.as(author).run(ADD, { input })).data.childNoteAdd.errors).toEqual([]);
    }
    await anIdentity(server, child, { surname: "Тоқтаров" });
    const officer = await inspectorOf(alatau);
    await request(server.as(officer), child.id);
    const NOTES = `query($id: ID!) { child(id: $id) { identity { surname } hasSensitiveNotes notes { nodes { text } }
      sensitiveNotes { nodes { text } } } }`;
    const { data } = await server.as(officer).run(NOTES, { id: child.id });
    expect(data.child).toEqual({
      identity: { surname: "Тоқтаров" },
      ...{ hasSensitiveNotes: false, notes: { nodes: [{ text: "Заметка T3" }] } },
      sensitiveNotes: { nodes: [] },
    });
    const opened = await entriesOf(server.database, { actorId: officer.id });
    expect(opened.map(({ action }) => action)).toEqual(["emergencyAccessRequest", "childIdentityRead"]);
    const tiers = await set(sql`select tier from access_grants where basis = 'EMERGENCY'
      and principal = ${uuid(officer.id)}::uuid`);
    expect(tiers).toEqual([{ tier: "T2" }]);
  });

  test("ends by the database's clock, and isn't extended while it lasts", async () => {
    const { child } = await aWard(server);
    const officer = server.as(await inspectorOf(alatau));
    const { emergencyAccess } = await request(officer, child.id);
    const again = await request(officer, child.id);
    expect(again).toMatchObject({ emergencyAccess: null, errors: [{ code: "REQUIREMENT_UNMET", path: ["childId"] }] });

    await expire(server.database, emergencyAccess.id);
    expect(await read(officer, child.id)).toBeNull();
    const STATE = "query($id: ID!) { emergencyAccess(id: $id) { state child { id } allowedActions } }";
    const { data } = await officer.run(STATE, { id: emergencyAccess.id });
    expect(data.emergencyAccess).toEqual({ state: "EXPIRED", child: null, allowedActions: ["JUSTIFY", "REJECT"] });
    const longer = set(sql`update emergency_accesses set expires_at = expires_at + interval '1 second'
      where id = ${uuid(emergencyAccess.id)}::uuid`);
    await expect(longer).rejects.toMatchObject({ cause: { code: "23514" } });

    expect(await request(officer, child.id)).toMatchObject({ errors: [], emergencyAccess: { state: "GRANTED" } });
  });

  test("is granted once, also when it is asked for twice at once", async () => {
    const { child } = await aWard(server);
    const officer = server.as(await inspectorOf(alatau));
    const answers = await Promise.all([request(officer, child.id), request(officer, child.id)]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(await countRows(server.database, "emergency_accesses", `child_id = '${uuid(child.id)}'`)).toBe(1);
  });

  test("is one of the roles that work in emergencies, whatever the child", async () => {
    const { child } = await aWard(server);
    const asked: Role[] = [];
    for (const role of Role.values) {
      const client = server.as(officerOf(almaly, role));
      const { data } = await client.run("{ viewer { mayRequestEmergencyAccess } }");
      const [there, absent] = [await request(client, child.id), await request(client, ABSENT)];
      if (data.viewer.mayRequestEmergencyAccess) asked.push(role);
      else expect([there, absent]).toMatchObject(Array(2).fill({ errors: [{ code: "NOT_ALLOWED", path: [] }] }));
      expect(there.errors.length === 0, role).toBe(data.viewer.mayRequestEmergencyAccess);
    }
    expect(asked).toEqual([
      ...["REGION_OFFICER", "DISTRICT_OFFICER", "SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE"],
      ...["JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST", "DISPATCHER"],
    ]);
  });

  test("answers alike for an absent child, one of another region, a closed record and a party to the matter", async () => {
    const officer = await inspectorOf(alatau);
    const [far, closed, known, party] = [
      await aWard(server, { kato: "791110000" }),
      await aWard(server, { confidentiality: "CLOSED" }),
      await aWard(server, { kato: alatau, confidentiality: "CLOSED" }),
      await aWard(server),
    ];
    await set(sql`insert into access_exclusions (principal, subject_type, subject_id, because)
      values (${uuid(officer.id)}::uuid, 'child', ${uuid(party.child.id)}::uuid, 'PARTY')`);
    const accused = await aWard(server);
    const incident = await anIncident(server.database, { school: accused.school });
    await aParticipant(server.database, { incidentId: incident.id, childId: accused.child.id });
    const participant = { officerId: officer.id, participation: "ALLEGED_OFFENDER" };
    await act(server.as(officerOf(almaly)), "incidentParticipantAdd", { id: incident.id, participant });

    const answer = async (id: string) => JSON.stringify(await request(server.as(officer), id)).replaceAll(id, "");
    const absent = await answer(ABSENT);
    expect(absent).toContain("NOT_FOUND");
    for (const { child } of [far, closed, known, party, accused]) expect(await answer(child.id)).toBe(absent);
    // The others are there for somebody else.
    expect(await request(server.as(await inspectorOf(alatau)), accused.child.id)).toMatchObject({ errors: [] });
    expect(await request(server.as(await inspectorOf(alatau)), party.child.id)).toMatchObject({ errors: [] });
  });

  test("says why, in words", async () => {
    const { child } = await aWard(server);
    const officer = server.as(officerOf(alatau));
    expect(await request(officer, child.id, { reason: " " })).toMatchObject({ errors: [{ path: ["reason"] }] });
    expect(await request(officer, "school_1")).toMatchObject({ errors: [{ code: "INVALID_ID", path: ["childId"] }] });
  });

  test("is in the audit, also when it is refused", async () => {
    const { child, school } = await aWard(server);
    const officer = await inspectorOf(alatau);
    await request(server.as(officer), child.id);
    await request(server.as(officer), child.id);
    await request(server.as(officer), ABSENT);
    await request(server.as(officer), "school_1", { reason: "Секрет" });

    const entries = await entriesOf(server.database, { actorId: officer.id });
    const asked = { action: "emergencyAccessRequest", role: "JUVENILE_INSPECTOR" };
    expect(entries).toMatchObject([
      { ...asked, subjectType: "EmergencyAccess", outcome: "DONE", childId: child.id, schoolId: school.id },
      { ...asked, subjectType: "Child", subjectId: child.id, outcome: "REFUSED", kato: alatau },
      { ...asked, subjectType: "Child", subjectId: ABSENT, outcome: "REFUSED", kato: alatau },
      { ...asked, subjectType: "Child", subjectId: null, outcome: "REFUSED", kato: alatau },
    ]);
    expect(JSON.stringify(entries.map(({ fields }) => fields))).not.toContain("Секрет");
  });

  test("gives the same access for the same key", async () => {
    const { child } = await aWard(server);
    const officer = server.as(await inspectorOf(alatau));
    const [first, again] = [
      await request(officer, child.id, { clientMutationId: "one" }),
      await request(officer, child.id, { clientMutationId: "one" }),
    ];
    expect(again.emergencyAccess.id).toBe(first.emergencyAccess.id);
  });
});

describe("emergency access", () => {
  test("reads and changes nothing: no note, no team, no agenda", async () => {
    const { child } = await aWard(server, { kato: auezov });
    const officer = await inspectorOf(alatau);
    await request(server.as(officer), child.id);
    const changes = {
      childTeamSet: ["ChildTeamSetInput", { id: child.id, officerIds: [officer.id] }],
      childNoteAdd: ["ChildNoteAddInput", { childId: child.id, tier: "T3", text: "…" }],
      childConfidentialitySet: ["ChildConfidentialitySetInput", { id: child.id, confidentiality: "CLOSED" }],
    } as const;
    for (const [name, [type, input]] of Object.entries(changes)) {
      const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
      const { data } = await server.as(officer).run(mutation, { input });
      expect(data[name].errors, name).toMatchObject([{ code: "NOT_FOUND" }]);
    }
    const district = await anOfficer(server.database, { kato: alatau });
    await request(server.as(district), child.id);
    const { id: groupId } = await establish(server.as(district), {
      ...{ territory: alatau, members: [{ officerId: district.id }] },
    });
    const meeting = { groupId, topic: "…", plannedFor: hours(1), agenda: [{ childId: child.id }] };
    const planned = await onGroup(server.as(district), "workingGroupMeetingPlan", meeting);
    expect(planned.errors).toMatchObject([{ code: "NOT_FOUND", path: expect.arrayContaining(["agenda"]) }]);

    const report = "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { code path } } }";
    const facts = { territory: alatau, kind: "MISSING_CHILD", severity: "SEVERE", place: "Двор" };
    const input = { ...facts, participants: [{ childId: child.id, participation: "VICTIM" }] };
    const { data } = await server.as(officer).run(report, { input });
    expect(data.incidentReport.errors).toMatchObject([{ code: "NOT_FOUND", path: ["participants", "childId"] }]);
    expect(await read(server.as(officer), child.id)).toMatchObject({ profile: { birthYear: 2013 } });
  });

  test("ends when the record is closed", async () => {
    const { child, director } = await aWard(server);
    const officer = server.as(await inspectorOf(shymkent));
    const near = server.as(await inspectorOf(alatau));
    expect(await request(officer, child.id)).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    await request(near, child.id);
    const CLOSE = `mutation($input: ChildConfidentialitySetInput!) { childConfidentialitySet(input: $input) {
      child { confidentiality version } errors { code } } }`;
    const input = { id: child.id, confidentiality: "CLOSED" };
    const { data } = await server.as(director).run(CLOSE, { input });
    expect(data.childConfidentialitySet).toEqual({ child: { confidentiality: "CLOSED", version: 2 }, errors: [] });

    expect(await read(near, child.id)).toBeNull();
    expect(await request(near, child.id)).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    expect(await journalOf(server, child.id)).toEqual(["CHILD_CONFIDENTIALITY_SET 2"]);
    const refused = await server.as(officerOf(almaly)).run(CLOSE, { input });
    expect(refused.data.childConfidentialitySet.errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
  });

  test("ends for an officer who becomes a party to the matter", async () => {
    const { child } = await aWard(server);
    const officer = await inspectorOf(alatau);
    await request(server.as(officer), child.id);
    await set(sql`insert into access_exclusions (principal, subject_type, subject_id, because)
      values (${uuid(officer.id)}::uuid, 'child', ${uuid(child.id)}::uuid, 'PARTY')`);
    expect(await read(server.as(officer), child.id)).toBeNull();
  });

  const LIST = `query($filter: EmergencyAccessFilter) { emergencyAccesses(filter: $filter, first: 100) {
    nodes { id state officer { id } child { id } } } }`;
  const OF_CHILD = "query($id: ID!) { child(id: $id) { emergencyAccesses { nodes { id } } } }";

  test("is seen by who asked, who answers for the child, its school and the data officer of the region", async () => {
    const { child, director, pedagogue } = await aWard(server, { kato: auezov });
    const officer = await inspectorOf(alatau);
    const { emergencyAccess } = await request(server.as(officer), child.id);
    const NODE = "query($id: ID!) { node(id: $id) { id } }";
    const sees = async (client: Client) => (await client.run(NODE, { id: emergencyAccess.id })).data.node !== null;
    for (const one of [officer, director, pedagogue]) expect(await sees(server.as(one))).toBe(true);
    expect(await sees(dataOfficer())).toBe(true);
    for (const role of ["DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "PROSECUTOR"] as const) {
      expect(await sees(server.as(officerOf(auezov, role)))).toBe(false);
    }
    expect(await sees(server.as(officerOf(shymkent, "DATA_OFFICER")))).toBe(false);

    const { data } = await server.as(director).run(OF_CHILD, { id: child.id });
    expect(data.child.emergencyAccesses.nodes).toEqual([{ id: emergencyAccess.id }]);
    const listed = (await dataOfficer().run(LIST, { filter: { territory: auezov } })).data.emergencyAccesses.nodes;
    const shown = { id: emergencyAccess.id, state: "GRANTED", officer: { id: officer.id }, child: null };
    expect(listed).toContainEqual(shown);
  });

  test("is listed for its review, what waits longest first", async () => {
    const ward = await aWard(server, { kato: "751510000" });
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) {
      const { emergencyAccess } = await request(server.as(await inspectorOf(alatau)), ward.child.id);
      ids.push(emergencyAccess.id);
    }
    const [first, second, third] = ids as [string, string, string];
    await expire(server.database, second);
    await expire(server.database, first);
    await review(dataOfficer(), second);
    const list = async (filter: object) => {
      const { data } = await dataOfficer().run(LIST, { filter: { territory: "751510000", ...filter } });
      return data.emergencyAccesses.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await list({})).toEqual([first, third, second]);
    expect(await list({ isReviewed: false })).toEqual([first, third]);
    expect(await list({ verdicts: ["JUSTIFIED"] })).toEqual([second]);
    expect(await list({ isReviewed: false, expiresBefore: new Date().toISOString() })).toEqual([first]);
  });
});

describe("the alert of an emergency access", () => {
  const ALERTS = `{ alerts(filter: { kinds: [EMERGENCY_ACCESS_USED] }, first: 100) { nodes { id } } }`;
  const STREAM = `subscription { alerts { ... on AlertEvent { kind alert {
    kind severity urgency headline(lang: en) incident { id } emergencyAccess { id reasonCode } assignedTo { id } } } } }`;

  test("reaches who answers for the child and the data officer at once, and nobody else", async () => {
    const { child, director, pedagogue, school } = await aWard(server);
    const officer = await inspectorOf(alatau);
    const readers = [server.as(director), dataOfficer()];
    const others = [
      ...[
        server.as(officer),
        server.as(pedagogue),
        server.as(officerOf(almaly)),
        server.as(officerOf(almaty, "DISPATCHER")),
      ],
      server.as(officerOf(null, "MINISTRY_CONTROLLER")),
    ];
    await server.settle();
    const streams = await Promise.all(readers.map((client) => client.subscribe(STREAM)));
    const silent = await Promise.all(others.map((client) => client.subscribe(STREAM)));

    const { emergencyAccess } = await request(server.as(officer), child.id);
    for (const stream of streams) {
      expect((await stream.next()).alerts).toEqual({
        kind: "RAISED",
        alert: {
          ...{ kind: "EMERGENCY_ACCESS_USED", severity: "MODERATE", urgency: "IMMEDIATE", incident: null },
          headline: `Moderate: Emergency access used · ${school.nameRu}`,
          emergencyAccess: { id: emergencyAccess.id, reasonCode: "FOUND_ALONE" },
          assignedTo: { id: director.id },
        },
      });
    }
    for (const stream of silent) await stream.none();
    const [{ id }] = (await readers[0]?.run(ALERTS))?.data.alerts.nodes ?? [];
    const listed = (await dataOfficer().run(ALERTS)).data.alerts.nodes;
    expect(listed).toContainEqual({ id });
    for (const client of others) expect((await client.run(ALERTS)).data.alerts.nodes).toEqual([]);
  });

  test("is answered by them", async () => {
    const { child, director } = await aWard(server);
    await request(server.as(await inspectorOf(alatau)), child.id);
    const [{ id }] = (await server.as(director).run(ALERTS)).data.alerts.nodes;
    const ACT = (name: string) =>
      `mutation($input: AlertChangeInput!) { ${name}(input: $input) { alert { state } errors { code } } }`;
    const answer = async (client: Client, name: string) => (await client.run(ACT(name), { input: { id } })).data[name];
    const district = server.as(officerOf(almaly));
    expect(await answer(district, "alertAcknowledge")).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    expect(await answer(server.as(director), "alertAcknowledge")).toMatchObject({ alert: { state: "ACKNOWLEDGED" } });
    expect(await answer(dataOfficer(), "alertActionStart")).toMatchObject({ alert: { state: "IN_ACTION" } });
  });

  test("goes to the head of the school when nobody answers for the child in person", async () => {
    const { child, director, school } = await aWard(server, { accountableOfficerId: null });
    await set(sql`update schools set head_officer_id = ${uuid(director.id)}::uuid where id = ${uuid(school.id)}::uuid`);
    const { emergencyAccess } = await request(server.as(await inspectorOf(alatau)), child.id);
    expect(emergencyAccess.notified).toEqual({ id: director.id });
    expect((await server.as(director).run(ALERTS)).data.alerts.nodes).toHaveLength(1);
  });
});

describe("the review of an emergency access", () => {
  async function used() {
    const ward = await aWard(server);
    const officer = await inspectorOf(alatau);
    const { emergencyAccess } = await request(server.as(officer), ward.child.id);
    return { ...ward, officer, id: emergencyAccess.id as string };
  }

  test("comes after its end, from the data officer of the region, once", async () => {
    const { id, director } = await used();
    const early = await review(dataOfficer(), id);
    expect(early).toMatchObject({ errors: [{ code: "ILLEGAL_TRANSITION", state: "GRANTED", allowed: [] }] });
    await expire(server.database, id);
    expect(await review(server.as(director), id)).toMatchObject({ errors: [{ code: "NOT_ALLOWED" }] });
    const elsewhere = server.as(officerOf(shymkent, "DATA_OFFICER"));
    expect(await review(elsewhere, id)).toMatchObject({ errors: [{ code: "NOT_FOUND" }] });
    expect(await review(dataOfficer(), id, { finding: "" })).toMatchObject({ errors: [{ path: ["finding"] }] });

    const found = { state: "JUSTIFIED", verdict: "JUSTIFIED", version: 2, incident: null, allowedActions: [] };
    expect(await review(dataOfficer(), id)).toMatchObject({ errors: [], emergencyAccess: found });
    const again = await review(dataOfficer(), id, { verdict: "UNJUSTIFIED" });
    expect(again).toMatchObject({ errors: [{ code: "ILLEGAL_TRANSITION", state: "JUSTIFIED" }] });
    expect(await journalOf(server, id)).toEqual(["EMERGENCY_GRANTED 1", "EMERGENCY_REVIEWED 2"]);
  });

  test("doesn't come from whoever asked for it, under whatever appointment", async () => {
    const { id, officer } = await used();
    await expire(server.database, id);
    await set(sql`update appointments set role = 'DATA_OFFICER', kato = ${Number(almaty)}
      where officer_id = ${uuid(officer.id)}::uuid`);
    expect(await review(server.as(officer), id)).toMatchObject({ errors: [{ code: "NOT_ALLOWED", path: ["id"] }] });
    expect(await review(dataOfficer(), id)).toMatchObject({ errors: [] });
  });

  test("makes an incident of misconduct when it was unjustified, which the officer doesn't see", async () => {
    const { id, officer, child } = await used();
    await expire(server.database, id);
    const finding = "Повода не было.";
    const { emergencyAccess, errors } = await review(dataOfficer(), id, { verdict: "UNJUSTIFIED", finding });
    expect(errors).toEqual([]);
    expect(emergencyAccess).toMatchObject({ state: "UNJUSTIFIED", finding, incident: { kind: "STAFF_MISCONDUCT" } });

    const incidentId = emergencyAccess.incident.id;
    const INCIDENT = `query($id: ID!) { incident(id: $id) { kind severity kato school { id } alerts { nodes { kind } }
      participants { nodes { participation officer { id } child { id } } } notes { nodes { text } } } }`;
    const seen = async (client: Client) => (await client.run(INCIDENT, { id: incidentId })).data.incident;
    expect(await seen(server.as(officerOf(almaly)))).toMatchObject({
      ...{ kind: "STAFF_MISCONDUCT", severity: "MODERATE", kato: child.kato, school: null },
      participants: { nodes: [{ participation: "ALLEGED_OFFENDER", officer: { id: officer.id }, child: null }] },
      alerts: { nodes: [{ kind: "STAFF_MISCONDUCT" }] },
    });
    expect(await seen(dataOfficer())).toMatchObject({ notes: { nodes: [{ text: finding }] } });
    const region = await anOfficer(server.database, { role: "REGION_OFFICER", kato: almaty });
    expect(await seen(server.as(region))).not.toBeNull();
    await set(sql`update appointments set kato = ${Number(almaly)} where officer_id = ${uuid(officer.id)}::uuid`);
    expect(await seen(server.as(officer))).toBeNull();
  });
});
