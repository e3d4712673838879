import { beforeAll, describe, expect, test } from "vitest";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { findAlert, firedOf, later } from "../support/escalations.js";
import { alatau, almaly, almaty, anAlert, anIncident, anOfficer, aSchool, auezov } from "../support/factories.js";
import { AcknowledgeAlertDocument, DrillReportDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

/** An officer of a control room, and its client. */
async function aWatcher(kato = almaly) {
  const officer = await anOfficer(server.database, { role: "DISPATCHER", kato });
  return { id: officer.id, client: server.as(officer) };
}

async function report(client: Client, exercise: boolean, territory = almaly) {
  const input = { territory, kind: "FIRE", severity: "EXTREME", place: "Столовая", exercise } as never;
  const { data } = await client.run(ReportIncidentDocument, { input });
  expect(data.incidentReport.errors).toEqual([]);
  const incident = data.incidentReport.incident;
  return { incident: incident?.id as string, alert: incident?.alerts.nodes[0]?.id as string };
}

describe("a drill", () => {
  test("is in no list unless it is asked for, and its own alert hangs on it", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const real = await anIncident(server.database, { school });
    const drill = await anIncident(server.database, { school, exercise: true });
    const [realAlert, drillAlert] = [
      await anAlert(server.database, { incident: real }),
      await anAlert(server.database, { incident: drill }),
    ];
    const { client } = await aWatcher();
    const ids = async (filter: string) => {
      const lists = `incidents${filter} { nodes { id } } alerts${filter} { nodes { id } }`;
      const { data } = await client.run(`query($id: ID!) { school(id: $id) { ${lists} } ${lists} }`, { id: school.id });
      const own = [real, drill, realAlert, drillAlert].map(({ id }) => id);
      return [data, data.school].map(({ incidents, alerts }) =>
        [...incidents.nodes, ...alerts.nodes].map(({ id }) => id).filter((id) => own.includes(id)),
      );
    };
    const [reals, drills] = [
      [real.id, realAlert.id],
      [drill.id, drillAlert.id],
    ];
    expect(await ids("")).toEqual([reals, reals]);
    expect(await ids("(filter: { exercises: null })")).toEqual([reals, reals]);
    expect(await ids("(filter: { exercises: ONLY })")).toEqual([drills, drills]);
    for (const found of await ids("(filter: { exercises: INCLUDE })")) {
      expect(found.toSorted()).toEqual([...reals, ...drills].toSorted());
    }
    const { data } = await client.run(`query($id: ID!) { incident(id: $id) { alerts { totalCount nodes { id } } } }`, {
      id: drill.id,
    });
    expect(data.incident.alerts).toEqual({ totalCount: 1, nodes: [{ id: drillAlert.id }] });
  });

  test("is told to who asks for drills, and to nobody else; whoever asks for them alone hears nothing real", async () => {
    const { client } = await aWatcher();
    const all = await watchEvents(client, { exercises: "INCLUDE" });
    const [reals, drills] = [await watchEvents(client), await watchEvents(client, { exercises: "ONLY" })];
    const drill = await report(client, true);
    const real = await report(client, false);

    expect(await drills.event()).toMatchObject({
      alert: { id: drill.alert, exercise: true, headline: expect.stringMatching(/^DRILL/) },
    });
    expect(await reals.event()).toMatchObject({ alert: { id: real.alert, exercise: false } });
    expect([(await all.event()).alert.id, (await all.event()).alert.id]).toEqual([drill.alert, real.alert]);
    await client.run(AcknowledgeAlertDocument, { input: { id: drill.alert } });
    expect(await drills.event()).toMatchObject({ kind: "ACKNOWLEDGED" });
    expect(await all.event()).toMatchObject({ kind: "ACKNOWLEDGED" });
    await reals.none();

    const resumed = await watchAlerts(client, { exercises: "ONLY", after: drills.cursor() });
    const next = await report(client, true);
    expect((await resumed.event()).alert.id).toBe(next.alert);
    const ids = async (exercises?: "ONLY") =>
      (await (await watchAlerts(client, { exercises })).snapshot()).alerts.map(({ id }) => id);
    expect(await ids("ONLY")).toEqual(expect.arrayContaining([drill.alert, next.alert]));
    expect(await ids("ONLY")).not.toContain(real.alert);
    expect(await ids()).toContain(real.alert);
    expect(await ids()).not.toContain(drill.alert);
  });

  test("doesn't leave its district: who answers for more asks for the district by name", async () => {
    const { client } = await aWatcher(almaty);
    for (const [territories, got] of [
      ["", "none"],
      [`, territories: ["${almaly}", "${almaty}"]`, almaty],
    ]) {
      const refused = await client.subscribe(
        `subscription { alerts(exercises: INCLUDE${territories}) { __typename } }`,
      );
      const { errors } = await refused.nextResult();
      expect(errors?.[0]?.message).toMatch(new RegExp(`^territories must name districts.* but got ${got}$`));
    }
    const own = await watchEvents(client);
    const drills = await watchEvents(client, { exercises: "ONLY", territories: [almaly] });
    await report(client, true, alatau);
    const there = await report(client, true);
    expect((await drills.event()).alert.id).toBe(there.alert);
    await own.none();
  });

  test("escalates no higher than its district, and as a drill", async () => {
    const { client } = await aWatcher(auezov);
    for (const [role, kato] of [
      ["DISTRICT_OFFICER", auezov],
      ["REGION_OFFICER", almaty],
      ["MINISTRY_CONTROLLER", null],
    ] as const) {
      await anOfficer(server.database, { role, kato });
    }
    const [reals, drills] = [await watchEvents(client), await watchEvents(client, { exercises: "ONLY" })];
    const { alert } = await report(client, true, auezov);
    const { raisedAt } = await findAlert(server.database, alert);
    await sweepAll(server.database, later(raisedAt, 99_999));
    const fired = await firedOf(server.database, alert);
    expect(fired.map(({ jurisdiction }) => jurisdiction)).toEqual(["DISTRICT"]);
    expect([(await drills.event()).kind, (await drills.event()).kind]).toEqual(["RAISED", "ESCALATED"]);
    await reals.none();
    const { data } = await client.run(`query($id: ID!) { alert(id: $id) { called { level } } }`, { id: alert });
    for (const { level } of data.alert.called) expect(level).toBe("DISTRICT");
  });

  test("calls nobody above its district, also where nobody in it can be called", async () => {
    const { client } = await aWatcher("751910000");
    const { alert } = await report(client, true, "751910000");
    const { raisedAt } = await findAlert(server.database, alert);
    await sweepAll(server.database, later(raisedAt, 99_999));
    expect((await firedOf(server.database, alert)).map(({ jurisdiction }) => jurisdiction)).toEqual(["DISTRICT"]);
  });

  test("doesn't count on a board", async () => {
    const kato = "751710000";
    const { client } = await aWatcher(kato);
    await report(client, true, kato);
    const { data } = await client.run(`{ district(kato: "${kato}") { board { openAlerts openIncidents { total } } } }`);
    expect(data.district.board).toEqual({ openAlerts: 0, openIncidents: { total: 0 } });
  });
});

describe("the report of a drill", () => {
  test("says how many were told, reached and acknowledged, in what time, and who they were", async () => {
    const watchers = [await aWatcher(), await aWatcher(), await aWatcher()];
    const streams = await Promise.all(watchers.map(({ client }) => watchEvents(client, { exercises: "ONLY" })));
    const [first] = watchers as [Awaited<ReturnType<typeof aWatcher>>];
    const { incident, alert } = await report(first.client, true);
    for (const stream of streams) expect((await stream.event()).alert.id).toBe(alert);
    await first.client.run(AcknowledgeAlertDocument, { input: { id: alert } });

    const read = async () => (await first.client.run(DrillReportDocument, { id: incident })).data.incident;
    await expect.poll(async () => (await read())?.drillReport?.reached, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    const found = await read();
    expect(found?.drillReport).toMatchObject({ acknowledged: 1, seen: 0, toAcknowledge: { count: 1 } });
    expect(found?.drillReport?.told).toBe(found?.drillReport?.reached);
    const { p50, p90, p99 } = found?.drillReport?.toReach ?? {};
    expect(Number(p50)).toBeGreaterThan(0);
    expect([p50, p90, p99].map(Number)).toEqual([p50, p90, p99].map(Number).toSorted((a, b) => a - b));
    const told = found?.deliveries.nodes.map(({ officer }) => officer.id);
    expect(told).toEqual(expect.arrayContaining(watchers.map(({ id }) => id)));
  });

  test("is none of what is real, and empty of a drill of which nobody was told", async () => {
    const { client } = await aWatcher(alatau);
    const real = await anIncident(server.database, { kato: alatau });
    const drill = await anIncident(server.database, { kato: alatau, exercise: true });
    await anAlert(server.database, { incident: drill });
    const reportOf = async (id: string) => (await client.run(DrillReportDocument, { id })).data.incident?.drillReport;
    expect(await reportOf(real.id)).toBeNull();
    expect(await reportOf(drill.id)).toMatchObject({ told: 0, toReach: { count: 0, p50: null } });
  });
});
