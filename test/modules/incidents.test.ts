import { beforeAll, describe, expect, test } from "vitest";
import { aChild, alatau, almaly, anAgency, anIncident, aParticipant, officerOf } from "../support/factories.js";
import { act, aReport, countRows } from "../support/incidents.js";
import { IncidentCardDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

const countOf = (table: string, where?: string) => countRows(server.database, table, where);

describe("the work on an incident", () => {
  test("goes from the report to the closing, with a review where one is due", async () => {
    const incident = await anIncident(server.database, { kato: almaly, severity: "SEVERE" });
    const agency = await anAgency(server.database, { kind: "JUVENILE_POLICE", kato: almaly });
    const { id } = incident;

    expect(await act(officer, "incidentConfirm", { id })).toMatchObject({
      incident: { state: "CONFIRMED", version: 2 },
    });
    const responding = await act(officer, "incidentRespond", { id, ownerAgencyId: agency.id });
    expect(responding).toMatchObject({ incident: { state: "RESPONDING", allowedActions: ["STABILISE"] } });
    const stabilised = await act(officer, "incidentStabilise", { id });
    expect(stabilised).toMatchObject({ incident: { state: "STABILISED", allowedActions: ["SIGN_REVIEW"] } });
    expect(await act(officer, "incidentClose", { id })).toMatchObject({
      incident: null,
      errors: [{ __typename: "RequirementUnmet", code: "REQUIREMENT_UNMET" }],
    });
    const review = { causes: ["Ссора"], missedSignals: ["Жалоба в октябре"], lessons: ["Дежурство на перемене"] };
    expect(await act(officer, "incidentReviewSign", { id, ...review })).toMatchObject({
      incident: { state: "UNDER_REVIEW" },
    });
    expect(await act(officer, "incidentClose", { id })).toMatchObject({
      incident: { state: "CLOSED", allowedActions: ["REOPEN"] },
    });
    expect(await act(officer, "incidentReopen", { id })).toMatchObject({ incident: { state: "REOPENED", version: 7 } });

    const { data } = await officer.run(IncidentCardDocument, { id });
    expect(data.incident?.reviews).toMatchObject([review]);
    expect(data.incident?.endedAt).toBeNull();
    expect(await countOf("journal", `aggregate_id = '${id}'`)).toBe(6);
  });

  test("of a mild incident ends without a review", async () => {
    const { id } = await anIncident(server.database, { kato: almaly, severity: "MINOR", state: "STABILISED" });
    expect(await act(officer, "incidentClose", { id })).toMatchObject({ incident: { state: "CLOSED" }, errors: [] });
  });

  test("isn't stabilised before every victim was contacted", async () => {
    const { id } = await anIncident(server.database, { kato: almaly, state: "RESPONDING" });
    const victim = await aParticipant(server.database, { incidentId: id, participation: "VICTIM" });

    expect(await act(officer, "incidentStabilise", { id })).toMatchObject({ errors: [{ code: "REQUIREMENT_UNMET" }] });
    expect(await act(officer, "incidentParticipantContact", { id, participantId: victim.id })).toMatchObject({
      errors: [],
    });
    expect(await act(officer, "incidentStabilise", { id })).toMatchObject({ incident: { state: "STABILISED" } });
  });

  test("refuses an action that the state doesn't allow, and lists those that it does", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    expect(await act(officer, "incidentClose", { id })).toMatchObject({
      incident: null,
      errors: [
        {
          __typename: "IllegalTransition",
          state: "REPORTED",
          allowed: ["CONFIRM", "DISMISS_UNFOUNDED", "DISMISS_DUPLICATE"],
        },
      ],
    });
  });

  test("refuses a version that isn't the current one, and says which is", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    await act(officer, "incidentConfirm", { id, version: 1 });
    expect(await act(officer, "incidentNoteAdd", { id, version: 1, text: "Поздно" })).toMatchObject({
      errors: [{ __typename: "StaleVersion", current: 2, path: ["version"] }],
    });
  });

  test("lets a dismissed incident take its open alerts back", async () => {
    const made = await officer.run(ReportIncidentDocument, aReport());
    const id = made.data.incidentReport.incident?.id as string;
    expect(await act(officer, "incidentDismiss", { id, reason: "Ложный вызов" })).toMatchObject({
      incident: { state: "UNFOUNDED", allowedActions: [] },
    });
    const { data } = await officer.run(IncidentCardDocument, { id });
    expect(data.incident?.alerts.nodes).toMatchObject([{ state: "CANCELLED" }]);
    expect(await countOf("journal", "kind = 'ALERT_CANCELLED'")).toBe(1);
  });

  test("calls a duplicate by the incident that already tells of it, which is another one", async () => {
    const original = await anIncident(server.database, { kato: almaly });
    const { id } = await anIncident(server.database, { kato: almaly });
    const dismiss = (duplicateOfId: string) => act(officer, "incidentDismiss", { id, reason: "Повтор", duplicateOfId });
    expect(await dismiss(id)).toMatchObject({ errors: [{ path: ["duplicateOfId"] }] });
    expect(await dismiss(original.id)).toMatchObject({ incident: { state: "DUPLICATE" } });
  });

  test("doesn't let two incidents take back each other's alerts as duplicates, nor at the same time", async () => {
    const [one, two] = [
      await anIncident(server.database, { kato: almaly }),
      await anIncident(server.database, { kato: almaly }),
    ];
    const dismiss = (id: string, duplicateOfId: string) =>
      act(officer, "incidentDismiss", { id, reason: "Повтор", duplicateOfId });
    const both = await Promise.all([dismiss(one.id, two.id), dismiss(two.id, one.id)]);
    expect(both.filter(({ incident }) => incident?.state === "DUPLICATE")).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors)).toMatchObject([{ code: "INVALID_INPUT", path: ["duplicateOfId"] }]);
  });

  test("gives a child another role in another incident", async () => {
    const child = await aChild(server.database, { kato: almaly });
    const [first, second] = [
      await anIncident(server.database, { kato: almaly }),
      await anIncident(server.database, { kato: almaly }),
    ];
    const add = (id: string, participation: string) =>
      act(officer, "incidentParticipantAdd", { id, participant: { childId: child.id, participation } });
    await add(first.id, "VICTIM");
    await add(second.id, "WITNESS");

    const roles = await Promise.all([first, second].map(({ id }) => officer.run(IncidentCardDocument, { id })));
    expect(roles.map(({ data }) => data.incident?.participants.nodes[0]?.participation)).toEqual(["VICTIM", "WITNESS"]);
  });
});

describe("another district", () => {
  test("finds no such incident, in its card, its lists or by its id", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    const stranger = server.as(officerOf(alatau));
    const { data } = await stranger.run(
      `query($id: ID!) { incident(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id }
        incidents(filter: { territory: "${almaly}" }) { totalCount nodes { id } }
        district(kato: "${almaly}") { incidents { totalCount nodes { id } } } }`,
      { id },
    );
    const none = { totalCount: 0, nodes: [] };
    expect(data).toEqual({ incident: null, node: null, nodes: [null], incidents: none, district: { incidents: none } });
  });

  test("can't change it", async () => {
    const { id } = await anIncident(server.database, { kato: almaly });
    expect(await act(server.as(officerOf(alatau)), "incidentConfirm", { id })).toMatchObject({
      errors: [{ __typename: "NotFound", code: "NOT_FOUND", path: ["id"] }],
    });
  });

  test("belongs to the region's officer as well", async () => {
    const { id } = await anIncident(server.database, { kato: alatau });
    const { data } = await server.as(officerOf("750000000", "REGION_OFFICER")).run(IncidentCardDocument, { id });
    expect(data.incident).toMatchObject({ id });
  });
});
