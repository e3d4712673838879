import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { escalationPolicies } from "../../src/modules/escalations/table.js";
import { workingGroups } from "../../src/modules/workgroups/table.js";
import { aPolicy, aRaisedAlert, aStep, entriesOf, findAlert, firedOf, later } from "../support/escalations.js";
import { alatau, almaly, almaty, anAlert, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { metric } from "../support/metrics.js";
import { AcknowledgeAlertDocument, AlertClimbDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchEvents } from "../support/watch.js";

let server: Running;
let officer: Client;
let school: Awaited<ReturnType<typeof aSchool>>;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
  await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: almaly });
  await anOfficer(server.database, { role: "REGION_OFFICER", kato: almaty });
  await anOfficer(server.database, { role: "MINISTRY_CONTROLLER", kato: null });
  school = await aSchool(server.database, { kato: almaly });
});

const raise = (given: object = {}) =>
  aRaisedAlert(server.database, officer, { territory: null, schoolId: school.id, ...given });
const sweep = (now: Date) => sweepAll(server.database, now);

describe("an alert that nobody acknowledges", () => {
  test("climbs from the school to the district, the region and the ministry, each once and at its time", async () => {
    const { id, raisedAt } = await raise({ severity: "SEVERE" });
    await sweep(later(raisedAt, 3_599));
    expect(await firedOf(server.database, id)).toEqual([]);

    await sweep(later(raisedAt, 3_600));
    await sweep(later(raisedAt, 3_601));
    await sweep(later(raisedAt, 10_800));
    await sweep(later(raisedAt, 86_400));
    await sweep(later(raisedAt, 999_999));

    expect(await firedOf(server.database, id)).toMatchObject([
      { level: 1, role: "DISTRICT_OFFICER", jurisdiction: "DISTRICT", toKato: almaly, dueAt: later(raisedAt, 3_600) },
      { level: 2, role: "REGION_OFFICER", jurisdiction: "REGION", toKato: almaty, dueAt: later(raisedAt, 10_800) },
      { level: 3, role: "MINISTRY_CONTROLLER", jurisdiction: "COUNTRY", toKato: null },
    ]);
    expect(await findAlert(server.database, id)).toMatchObject({ level: 3, version: 4, nextEscalationAt: null });
    expect(await entriesOf(server.database, id)).toEqual([
      "ALERT_RAISED 1",
      "ALERT_ESCALATED 2",
      "ALERT_ESCALATED 3",
      "ALERT_ESCALATED 4",
    ]);
  });

  test("of which all deadlines went by while nobody swept climbs all steps at once, in their order", async () => {
    const { id, raisedAt } = await raise({ severity: "EXTREME" });
    await sweep(later(raisedAt, 9_999));
    const fired = await firedOf(server.database, id);
    expect(fired.map(({ level, jurisdiction }) => [level, jurisdiction])).toEqual([
      [1, "DISTRICT"],
      [2, "REGION"],
      [3, "COUNTRY"],
    ]);
  });
});

describe("an alert that is acknowledged", () => {
  test("climbs no more, and begins the second ladder at the acknowledgement", async () => {
    const { id, raisedAt } = await raise({ severity: "SEVERE" });
    await officer.run(AcknowledgeAlertDocument, { input: { id } });
    const { acknowledgedAt, ladder } = await findAlert(server.database, id);
    expect(ladder).toBe("RESOLVE");

    await sweep(later(raisedAt, 86_399));
    expect(await firedOf(server.database, id)).toEqual([]);
    await sweep(later(acknowledgedAt as Date, 86_400));
    expect(await firedOf(server.database, id)).toMatchObject([
      { ladder: "RESOLVE", level: 1, jurisdiction: "DISTRICT" },
    ]);
  });

  test("and resolved or cancelled climbs nothing", async () => {
    const cancelled = await raise();
    await officer.run(
      `mutation($id: ID!) { alertCancel(input: { id: $id, reason: "Ошибка" }) { errors { message } } }`,
      {
        id: cancelled.id,
      },
    );
    const { ladder, nextEscalationAt } = await findAlert(server.database, cancelled.id);
    expect([ladder, nextEscalationAt]).toEqual([null, null]);
  });
});

describe("an alert about the school's own staff", () => {
  test("calls the district by itself", async () => {
    const { id, raisedAt } = await raise({ kind: "STAFF_MISCONDUCT", severity: "SEVERE" });
    await sweep(later(raisedAt, 10_799));
    expect(await firedOf(server.database, id)).toEqual([]);
    await sweep(later(raisedAt, 10_800));
    expect(await firedOf(server.database, id)).toMatchObject([{ jurisdiction: "REGION" }]);
  });

  test("that is known afterwards goes to the district at once", async () => {
    const director = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    const { id, incidentId } = await raise({ severity: "SEVERE" });
    const query = `mutation($input: IncidentParticipantAddInput!) { incidentParticipantAdd(input: $input) { errors { message } } }`;
    const participant = { officerId: director.id, participation: "ALLEGED_OFFENDER" };
    const { data } = await officer.run(query, { input: { id: incidentId, participant } });
    expect(data.incidentParticipantAdd.errors).toEqual([]);

    const { schoolSkippedAt } = await findAlert(server.database, id);
    await sweep(schoolSkippedAt as Date);
    expect(await firedOf(server.database, id)).toMatchObject([{ jurisdiction: "DISTRICT", dueAt: schoolSkippedAt }]);
    // What was known later doesn't undo that the school was told.
    expect((await officer.run(AlertClimbDocument, { id })).data.alert?.called).toMatchObject([
      { role: "SCHOOL_DIRECTOR", level: "SCHOOL" },
      { role: "DISTRICT_OFFICER", level: "DISTRICT" },
    ]);
  });
});

describe("an alert", () => {
  test("says by when to answer, who was called, who is next and what happened, in order", async () => {
    const { id, raisedAt } = await raise({ severity: "SEVERE" });
    const read = async () => (await officer.run(AlertClimbDocument, { id })).data.alert;
    expect(await read()).toMatchObject({
      level: 0,
      acknowledgeBy: later(raisedAt, 900).toISOString(),
      nextEscalation: { at: later(raisedAt, 3_600).toISOString(), role: "DISTRICT_OFFICER", level: "DISTRICT" },
      called: [{ role: "SCHOOL_DIRECTOR", level: "SCHOOL", at: raisedAt.toISOString() }],
    });

    await sweep(later(raisedAt, 3_600));
    await officer.run(AcknowledgeAlertDocument, { input: { id } });
    const alert = await read();
    expect(alert).toMatchObject({
      level: 1,
      state: "ACKNOWLEDGED",
      called: [{ role: "SCHOOL_DIRECTOR" }, { role: "DISTRICT_OFFICER", level: "DISTRICT" }],
      nextEscalation: { ladder: "RESOLVE", level: "DISTRICT" },
      escalations: [{ level: 1, role: "DISTRICT_OFFICER", toKato: almaly, officers: [], headquarters: null }],
    });
    const kinds = alert?.timeline.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["RAISED", "ESCALATED", "ACKNOWLEDGED"]));
    const texts = alert?.timeline.map(({ text }) => text);
    expect(texts).toContain("Escalated: District education office or deputy akim, District");
    expect(alert?.timeline.find(({ kind }) => kind === "ACKNOWLEDGED")?.actor).not.toBeNull();
  });

  test("that climbs is told to who watches it, as an event of its own", async () => {
    const stream = await watchEvents(officer, { territories: [almaly] });
    const { id, raisedAt } = await raise({ severity: "SEVERE" });
    expect(await stream.event()).toMatchObject({ kind: "RAISED", alert: { id } });
    await sweep(later(raisedAt, 3_600));
    expect(await stream.event()).toMatchObject({ kind: "ESCALATED", alert: { id, version: 2 } });
  });

  test("of a level where only who is party to it acts goes to the next one above", async () => {
    const accused = await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: alatau });
    const place = await aSchool(server.database, { kato: alatau });
    const reporter = server.as(officerOf(almaty, "DISPATCHER"));
    const participants = [{ officerId: accused.id, participation: "ALLEGED_OFFENDER" }];
    const given = { territory: null, schoolId: place.id, severity: "SEVERE", participants };
    const { id, raisedAt } = await aRaisedAlert(server.database, reporter, given);
    await sweep(later(raisedAt, 3_600));
    expect(await firedOf(server.database, id)).toMatchObject([{ role: "REGION_OFFICER", jurisdiction: "REGION" }]);
  });

  test("for a role that nobody has at the place goes to who leads there", async () => {
    const { id: policyId } = await aPolicy(server.database, [aStep({ role: "JUVENILE_INSPECTOR", afterSeconds: 60 })]);
    const { id, raisedAt } = await anAlert(server.database, { kato: almaly, policyId });
    await sweep(later(raisedAt, 60));
    expect(await firedOf(server.database, id)).toMatchObject([{ role: "DISTRICT_OFFICER", jurisdiction: "DISTRICT" }]);
  });

  test("calls the headquarters of its incident, or while there is none the control room", async () => {
    const { id: policyId } = await aPolicy(server.database, [
      aStep({ kind: "HEADQUARTERS", role: null, level: null, afterSeconds: 60 }),
      aStep({ kind: "HEADQUARTERS", role: null, level: null, afterSeconds: 120 }),
    ]);
    const alert = await anAlert(server.database, { kato: almaly, policyId });
    await anOfficer(server.database, { role: "DISPATCHER", kato: almaty });
    await sweep(later(alert.raisedAt, 60));
    await maintain(server.database, ({ db }) =>
      db.insert(workingGroups).values({
        ...{ incidentId: alert.incidentId, kato: almaly, kind: "HEADQUARTERS", state: "ACTIVATED", name: "Штаб" },
      }),
    );
    await sweep(later(alert.raisedAt, 120));
    expect(await firedOf(server.database, alert.id)).toMatchObject([
      { role: "DISPATCHER", jurisdiction: "REGION", groupId: null },
      { targetKind: "HEADQUARTERS", role: null, groupId: expect.stringMatching(/^group_/) },
    ]);
  });

  test("of an emergency access calls the data officer, who reads it, and nobody above", async () => {
    const rows = await maintain(server.database, ({ db }) => db.select().from(escalationPolicies));
    const policy = rows.find(({ kind }) => kind === "EMERGENCY_ACCESS_USED");
    const roles = new Set(policy?.steps.map(({ target }) => target.role));
    expect([...roles]).toEqual(["DATA_OFFICER"]);
  });
});

test("metrics tell how many alerts climb, which are late, and how late steps were", async () => {
  await raise({ severity: "SEVERE" });
  const { id: policyId } = await aPolicy(server.database, [aStep({ afterSeconds: 1 })]);
  const { id } = await anAlert(server.database, { kato: almaly, policyId });
  await expect.poll(() => firedOf(server.database, id), { timeout: 20_000 }).toHaveLength(1);

  await expect.poll(() => metric(server, "escalation_lateness_seconds_count"), { timeout: 5_000 }).toBeGreaterThan(0);
  expect(await metric(server, "alerts_climbing")).toBeGreaterThan(0);
  expect(await metric(server, "escalations_late")).toBe(0);
});
