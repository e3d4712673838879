import { beforeAll, describe, expect, test } from "vitest";
import { alatau, almaly, anAlert, anIncident, anOfficer, aSchool, bostandyk, officerOf } from "../support/factories.js";
import { AcknowledgeAlertDocument, OpenAlertsDocument } from "../support/operations.js";
import { type Client, GUARDED, type Running, start } from "../support/start.js";

let server: Running;
let dispatcher: Client;
beforeAll(async () => {
  server = await start(GUARDED);
  dispatcher = server.as(officerOf("750000000", "DISPATCHER"));
});

const INPUTS = { alertActionStart: "AlertChangeInput", alertAcknowledge: "AlertChangeInput" } as Record<string, string>;

async function act(client: Client, name: string, input: { id: string; [field: string]: unknown }) {
  const type = INPUTS[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await client.run(
    `mutation($input: ${type}!) { ${name}(input: $input) { alert { state version outcome assignedTo { id } endedAt }
      errors { __typename code path ... on IllegalTransition { allowed } } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[name];
}

describe("the list of alerts", () => {
  test("is ordered as a dispatcher works: open, then the gravest, then the oldest", async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
    const make = (severity: "EXTREME" | "MINOR", hour: number, state: "RAISED" | "RESOLVED" = "RAISED") =>
      anAlert(server.database, { kato: bostandyk, severity, raisedAt: at(hour), state });
    const resolved = await make("EXTREME", 1, "RESOLVED");
    const minor = await make("MINOR", 2);
    const later = await make("EXTREME", 4);
    const sooner = await make("EXTREME", 3);

    const { data } = await dispatcher.run(OpenAlertsDocument, { territory: bostandyk, states: null });
    expect(data.alerts.nodes.map(({ id }) => id)).toEqual([sooner, later, minor, resolved].map(({ id }) => id));
    expect(data.alerts.totalCount).toBe(4);
  });

  test("keeps to the viewer's own jurisdiction when no territory is asked for", async () => {
    const own = await anAlert(server.database, { kato: alatau });
    const { data } = await server.as(officerOf(alatau)).run(OpenAlertsDocument, {});
    expect(data.alerts.nodes.map(({ id }) => id)).toEqual([own.id]);
  });

  test("filters by severity, kind, state and time", async () => {
    const kato = "751710000";
    const incident = await anIncident(server.database, { kato, kind: "FIRE", severity: "SEVERE" });
    const fire = await anAlert(server.database, { incident, raisedAt: new Date("2026-03-01T10:00:00Z") });
    await anAlert(server.database, { kato, severity: "MINOR", raisedAt: new Date("2026-04-01T10:00:00Z") });
    const idsBy = async (filter: string) => {
      const query = `{ alerts(filter: { territory: "${kato}", ${filter} }) { nodes { id } } }`;
      const { data } = await dispatcher.run(query);
      return data.alerts.nodes.map(({ id }: { id: string }) => id);
    };
    for (const filter of [
      "minSeverity: SEVERE",
      "kinds: [FIRE]",
      'raisedBefore: "2026-03-15T00:00:00Z"',
      "severities: [SEVERE]",
    ]) {
      expect(await idsBy(filter), filter).toEqual([fire.id]);
    }
    expect(await idsBy("states: []")).toEqual([]);
    expect(await idsBy("kinds: [FIRE], minSeverity: EXTREME")).toEqual([]);
  });

  test("of 50 with incident, school and district takes as many statements as one of 2", async () => {
    const kato = "751910000";
    for (let i = 0; i < 10; i++) {
      const school = await aSchool(server.database, { kato });
      for (let k = 0; k < 5; k++)
        await anAlert(server.database, { incident: await anIncident(server.database, { school }) });
    }
    const statementsOf = async (first: number) => {
      const before = server.database.statements.count;
      const { data } = await dispatcher.run(OpenAlertsDocument, { territory: kato, first });
      return { rows: data.alerts.nodes.length, statements: server.database.statements.count - before };
    };
    await dispatcher.run("{ viewer { role } }");
    const few = await statementsOf(2);
    const many = await statementsOf(50);
    expect(few.rows).toBe(2);
    expect(many.rows).toBe(50);
    expect(many.statements).toBe(few.statements);
    expect(many.statements).toBeLessThanOrEqual(8);
  });
});

describe("an alert", () => {
  test("is acknowledged by one officer, worked on and resolved", async () => {
    const { id } = await anAlert(server.database, { kato: almaly });
    const officer = await anOfficer(server.database, { role: "DISPATCHER", kato: "750000000", name: "Серик Ахметов" });

    const { data } = await server.as(officer).run(AcknowledgeAlertDocument, { input: { id } });
    expect(data.alertAcknowledge).toMatchObject({
      alert: { state: "ACKNOWLEDGED", version: 2, acknowledgedBy: { name: "Серик Ахметов" } },
      errors: [],
    });
    expect(await act(dispatcher, "alertAssign", { id, officerId: officer.id })).toMatchObject({
      alert: { state: "ACKNOWLEDGED", assignedTo: { id: officer.id } },
    });
    expect(await act(dispatcher, "alertActionStart", { id })).toMatchObject({ alert: { state: "IN_ACTION" } });
    const resolved = await act(dispatcher, "alertResolve", { id, outcome: "Патруль на месте, всё спокойно" });
    expect(resolved.alert).toMatchObject({ state: "RESOLVED", version: 5, outcome: "Патруль на месте, всё спокойно" });
    expect(resolved.alert.endedAt).not.toBeNull();
  });

  test("that is acknowledged can't be acknowledged again, and says what it allows", async () => {
    const { id } = await anAlert(server.database, { kato: almaly, state: "ACKNOWLEDGED" });
    expect(await act(dispatcher, "alertAcknowledge", { id })).toMatchObject({
      alert: null,
      errors: [{ __typename: "IllegalTransition", allowed: ["ASSIGN", "START_ACTION", "CANCEL"] }],
    });
  });

  test("on which action was started isn't cancelled", async () => {
    const { id } = await anAlert(server.database, { kato: almaly, state: "IN_ACTION" });
    expect(await act(dispatcher, "alertCancel", { id, reason: "Ошибка" })).toMatchObject({
      errors: [{ __typename: "IllegalTransition", allowed: ["ASSIGN", "RESOLVE"] }],
    });
  });

  test("is acknowledged once by one of 25 who press at once, on a pool that is smaller", async () => {
    const { id } = await anAlert(server.database, { kato: almaly });
    const presses = await Promise.all(Array.from({ length: 25 }, () => act(dispatcher, "alertAcknowledge", { id })));
    expect(presses.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(presses.filter(({ errors }) => errors[0]?.code === "ILLEGAL_TRANSITION")).toHaveLength(24);
  });

  test("tells its headline in three languages, and a drill says that it is one", async () => {
    const incident = await anIncident(server.database, {
      kato: almaly,
      kind: "FIRE",
      severity: "SEVERE",
      place: "2 этаж",
    });
    const real = await anAlert(server.database, { incident });
    const drill = await anAlert(server.database, { incident, exercise: true });
    const headlines = async (id: string) => {
      const query = `query($id: ID!) { alert(id: $id) { en: headline(lang: en) ru: headline(lang: ru) kk: headline(lang: kk) default: headline } }`;
      return (await dispatcher.run(query, { id }, { "accept-language": "en" })).data.alert;
    };
    expect(await headlines(real.id)).toEqual({
      en: "Severe: Fire · 2 этаж",
      ru: "высокая: пожар · 2 этаж",
      kk: "жоғары: өрт · 2 этаж",
      default: "Severe: Fire · 2 этаж",
    });
    expect((await headlines(drill.id)).ru).toMatch(/^УЧЕНИЕ/);
    expect((await headlines(drill.id)).en).toMatch(/^DRILL/);
  });
});
