import { beforeAll, describe, expect, test } from "vitest";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { aRaisedAlert, entriesOf, findAlert, firedOf, later } from "../support/escalations.js";
import { almaly, almaty, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { AcknowledgeAlertDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

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
  });
});
