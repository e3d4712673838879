import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { meetings } from "../../src/modules/workgroups/table.js";
import { aChild, alatau, almaly, almaty, anIncident, officerOf } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";
import { act, actorOf, countsOf, day, establish, hours, journalOf } from "../support/workgroups.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

describe("a meeting", () => {
  const plan = async (given: object = {}) => {
    const { id: groupId } = await establish(officer);
    const input = { groupId, topic: "Итоги месяца", plannedFor: hours(24), ...given };
    return (await act(officer, "workingGroupMeetingPlan", input)).meeting;
  };

  test("is planned, and overdue when its time has passed without a record", async () => {
    const meeting = await plan({ agenda: [{ text: "Отчёт школы" }] });
    expect(meeting).toMatchObject({ state: "PLANNED", isOverdue: false, agenda: [{ text: "Отчёт школы" }] });

    await maintain(server.database, ({ db }) =>
      db
        .update(meetings)
        .set({ plannedFor: new Date(hours(-1)) })
        .where(eq(meetings.id, meeting.id)),
    );
    const { data } = await officer.run(`query($id: ID!) { node(id: $id) { ... on Meeting { isOverdue } } }`, {
      id: meeting.id,
    });
    expect(data.node.isOverdue).toBe(true);
  });

  test("is recorded with agenda, attendance and decisions, and the group becomes active", async () => {
    const planned = await plan({ agenda: [{ text: "Отчёт школы" }] });
    const child = await aChild(server.database, { kato: almaly });
    const incident = await anIncident(server.database, { kato: almaly });
    const [akimat, police] = [await actorOf(server, "AKIMAT"), await actorOf(server, "JUVENILE_POLICE")];
    const { meeting, errors } = await act(officer, "workingGroupMeetingRecord", {
      id: planned.id,
      version: 1,
      heldAt: hours(-2),
      protocolNumber: "7",
      agenda: [{ childId: child.id }, { incidentId: incident.id }],
      attendance: [{ officerId: akimat.id }, { officerId: police.id, present: false }],
      decisions: [{ text: "Посетить семью", responsibleAgencyId: police.agencyId, dueOn: day(7) }],
    });

    expect(errors).toEqual([]);
    expect(meeting).toMatchObject({ state: "RECORDED", version: 2, topic: "Итоги месяца", protocolNumber: "7" });
    expect(meeting.agenda).toEqual([
      { position: 1, text: "Отчёт школы", child: null, incident: null },
      { position: 2, text: null, child: { id: child.id }, incident: null },
      { position: 3, text: null, child: null, incident: { id: incident.id } },
    ]);
    expect(meeting.attendance).toEqual([
      { present: true, officer: { id: akimat.id }, agency: { id: akimat.agencyId } },
      { present: false, officer: { id: police.id }, agency: { id: police.agencyId } },
    ]);
    expect(meeting.decisions).toMatchObject([{ dueOn: day(7), responsibleAgency: { id: police.agencyId } }]);
    expect(meeting.workingGroup).toMatchObject({ state: "ACTIVE", version: 2 });
    expect(await journalOf(server, planned.id)).toEqual(["MEETING_PLANNED 1", "MEETING_RECORDED 2"]);
  });

  test("is recorded once, and not at a version that is stale", async () => {
    const { id } = await plan({});
    const stale = await act(officer, "workingGroupMeetingRecord", { id, version: 9, heldAt: hours(-1) });
    await act(officer, "workingGroupMeetingRecord", { id, heldAt: hours(-1) });
    const again = await act(officer, "workingGroupMeetingRecord", { id, heldAt: hours(-1) });

    expect(stale.errors).toMatchObject([{ __typename: "StaleVersion", current: 1 }]);
    expect(again.errors).toMatchObject([{ __typename: "IllegalTransition", state: "RECORDED", allowed: [] }]);
  });

  test("that nobody planned is recorded by its group", async () => {
    const { id: groupId } = await establish(officer);
    const held = { groupId, heldAt: hours(-3), topic: "Срочное заседание" };
    const { meeting } = await act(officer, "workingGroupMeetingRecord", held);

    expect(meeting).toMatchObject({ state: "RECORDED", plannedFor: null, workingGroup: { state: "ACTIVE" } });
  });

  test.each([
    [{ groupId: null }, "INVALID_INPUT", ["id"]],
    [{ heldAt: null }, "INVALID_INPUT", ["heldAt"]],
    [{ heldAt: "2999-01-01T00:00:00Z" }, "OUT_OF_RANGE", ["heldAt"]],
    [{ heldAt: "1900-01-01T00:00:00Z" }, "OUT_OF_RANGE", ["heldAt"]],
    [{ topic: null }, "INVALID_INPUT", ["topic"]],
    [{ protocolNumber: "1".repeat(51) }, "OUT_OF_RANGE", ["protocolNumber"]],
    [{ agenda: [{}] }, "INVALID_INPUT", ["agenda", "0"]],
    [{ agenda: [{ text: "а", childId: "child_1" }] }, "INVALID_INPUT", ["agenda", "0"]],
    [{ agenda: [{ text: "" }] }, "INVALID_INPUT", ["agenda", "0", "text"]],
    [{ agenda: [{ childId: "incident_1" }] }, "INVALID_ID", ["agenda", "0", "childId"]],
    [{ decisions: [{ text: "а", dueOn: "2020-01-01" }] }, "OUT_OF_RANGE", ["decisions", "0", "dueOn"]],
    [{ attendance: Array(101).fill({ officerId: "officer_1" }) }, "OUT_OF_RANGE", ["attendance"]],
  ])("with %o is refused as %s at %o and leaves nothing", async (given, code, path) => {
    const { id: groupId } = await establish(officer);
    const before = await countsOf(server, ["meetings", "agenda_items", "journal"]);
    const input = { groupId, heldAt: hours(-1), topic: "Заседание", ...given };
    const { meeting, errors } = await act(officer, "workingGroupMeetingRecord", input);

    expect(meeting).toBeNull();
    expect(errors).toMatchObject([{ code, path }]);
    expect(await countsOf(server, ["meetings", "agenda_items", "journal"])).toEqual(before);
  });

  test("isn't planned in the past or for a time too far away", async () => {
    const { id: groupId } = await establish(officer);
    for (const plannedFor of [hours(-1), "2999-01-01T00:00:00Z"]) {
      const { errors } = await act(officer, "workingGroupMeetingPlan", { groupId, topic: "Заседание", plannedFor });
      expect(errors).toMatchObject([{ code: "OUT_OF_RANGE", path: ["plannedFor"] }]);
    }
  });

  test("deals with children of the group's territory only", async () => {
    const stranger = await aChild(server.database, { kato: alatau, riskLevel: "HIGH" });
    const { id: groupId } = await establish(officer);
    const held = { groupId, heldAt: hours(-1), topic: "Заседание", agenda: [{ childId: stranger.id }] };
    const unseen = await act(officer, "workingGroupMeetingRecord", held);
    const elsewhere = await act(server.as(officerOf(almaty, "REGION_OFFICER")), "workingGroupMeetingRecord", held);

    expect(unseen.errors).toMatchObject([{ code: "NOT_FOUND", path: ["agenda", "0", "childId"] }]);
    expect(elsewhere.errors).toMatchObject([{ code: "INVALID_INPUT", path: ["agenda", "0", "childId"] }]);
  });

  test("shows its date to every official, its agenda and decisions to who wrote them and to members", async () => {
    const { id: groupId } = await establish(officer);
    const record = { heldAt: hours(-1), topic: "Заседание", agenda: [{ text: "а" }], decisions: [{ text: "б" }] };
    const { meeting } = await act(officer, "workingGroupMeetingRecord", { groupId, ...record });
    const query = `query($id: ID!) { node(id: $id) { ... on Meeting {
      heldAt agenda { text } decisions { text } workingGroup { name } } } }`;
    const { data } = await server.as(officerOf(alatau)).run(query, { id: meeting.id });

    expect(data.node).toMatchObject({ heldAt: record.heldAt, agenda: [], decisions: [] });
    expect(data.node.workingGroup.name).toBe("Рабочая группа");
  });
});
