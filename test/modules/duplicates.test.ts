import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { exclude } from "../support/access.js";
import { alatau, almaly, anAlert, anIncident, anOfficer, aSchool } from "../support/factories.js";
import {
  AcknowledgeAlertDocument,
  AlertDeliveriesDocument,
  AlertDuplicatesDocument,
  OpenAlertsDocument,
  ReportIncidentDocument,
} from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
let officer: { id: string };
let client: Client;
beforeAll(async () => {
  server = await start();
  officer = await anOfficer(server.database, { role: "DISPATCHER", kato: almaly });
  client = server.as(officer);
});

type Told = {
  schoolId?: string;
  territory?: string;
  kind?: string;
  severity?: string;
  exercise?: boolean;
  place?: string;
};

/** Reports an incident; gives its alert's id. */
async function report(told: Told, by = client): Promise<string> {
  const input = { kind: "FIGHT", severity: "SEVERE", place: "Двор", ...told } as never;
  const { data } = await by.run(ReportIncidentDocument, { input });
  expect(data.incidentReport.errors).toEqual([]);
  return data.incidentReport.incident?.alerts.nodes[0]?.id as string;
}

async function look(id: string, by = client) {
  const { data, errors } = await by.run(AlertDuplicatesDocument, { id });
  expect(errors).toBeUndefined();
  return data.alert;
}

const firstOf = async (id: string) => (await look(id))?.duplicateOf?.id ?? null;

/** Ids of the lines of a night screen that are among these alerts, and how many stand under each. */
async function lines(
  of: readonly string[],
  { by = client, ...how }: { by?: Client; duplicates?: "SHOW" | "FOLD" } = {},
) {
  const { data } = await by.run(OpenAlertsDocument, { first: 100, ...how });
  return data.alerts.nodes.filter(({ id }) => of.includes(id)).map(({ id, duplicateCount }) => [id, duplicateCount]);
}

const acknowledge = async (id: string, includeDuplicates?: boolean) =>
  (await client.run(AcknowledgeAlertDocument, { input: { id, includeDuplicates } })).data.alertAcknowledge;

const aPlace = async () => ({ schoolId: (await aSchool(server.database, { kato: almaly })).id });

/** Three reports of one event; the first one stands for it. */
async function anEvent() {
  const place = await aPlace();
  return { place, ids: [await report(place), await report(place), await report(place)] as [string, string, string] };
}

describe("reports of one event", () => {
  test("are one line, each with a state of its own; nothing is hidden from who asks for each", async () => {
    const { ids } = await anEvent();
    const [first, second, third] = ids;
    expect(await lines(ids)).toEqual([[first, 2]]);
    expect(await lines(ids, { duplicates: "SHOW" })).toEqual([
      [first, 2],
      [second, 0],
      [third, 0],
    ]);
    expect(await look(first)).toMatchObject({
      duplicateOf: null,
      duplicates: {
        totalCount: 2,
        nodes: [
          { id: second, state: "RAISED" },
          { id: third, state: "RAISED" },
        ],
      },
    });
    expect(await firstOf(third)).toBe(first);
  });

  test("outside schools are those of one place, however it is written", async () => {
    const there = { territory: almaly, place: "Парк у фонтана" };
    const first = await report(there);
    expect(await firstOf(await report({ ...there, place: "парк у Фонтана" }))).toBe(first);
    expect(await firstOf(await report({ ...there, place: "Парк у ворот" }))).toBeNull();
  });

  test("are none of another school, kind or time, and no drill", async () => {
    const { place, ids } = await anEvent();
    expect(await firstOf(await report(await aPlace()))).toBeNull();
    expect(await firstOf(await report({ ...place, kind: "FIRE" }))).toBeNull();
    expect(await firstOf(await report({ ...place, exercise: true }))).toBeNull();
    const ago = sql`update alerts set raised_at = now() - interval '16 minutes' where id = ${ids[0].slice(6)}::uuid`;
    await maintain(server.database, (tx) => tx.rows(ago));
    expect(await firstOf(await report(place))).toBeNull();
  });

  test("of what befalls one child are never one line: the second may be another child's", async () => {
    const place = await aPlace();
    for (const kind of ["SUICIDE_ATTEMPT", "MISSING_CHILD", "VIOLENCE_SEXUAL"]) {
      await report({ ...place, kind });
      expect(await firstOf(await report({ ...place, kind })), kind).toBeNull();
    }
  });

  test("never stand under a milder one: the severer is a line, which those that follow join", async () => {
    const place = await aPlace();
    const mild = await report({ ...place, severity: "MODERATE" });
    const severe = await report(place);
    const extreme = await report({ ...place, severity: "EXTREME" });
    expect(await Promise.all([severe, extreme].map(firstOf))).toEqual([null, null]);
    for (const severity of ["MINOR", "SEVERE", "EXTREME"]) {
      expect(await firstOf(await report({ ...place, severity })), severity).toBe(extreme);
    }
    expect(await lines([mild, severe, extreme])).toEqual([
      [extreme, 3],
      [severe, 0],
      [mild, 0],
    ]);
  });

  test("that come at once are never a chain: each is a first one or points at one", async () => {
    const place = await aPlace();
    const ids = await Promise.all(Array.from({ length: 12 }, () => report(place)));
    const firsts = new Set((await Promise.all(ids.map(firstOf))).filter((id) => id !== null));
    expect(firsts.size).toBeLessThan(12);
    for (const id of firsts) expect(await firstOf(id)).toBeNull();
  });
});

describe("what nobody has acknowledged", () => {
  test("is acknowledged with the first one when it is said, each with its event and in its own ledger", async () => {
    const { ids } = await anEvent();
    const stream = await watchEvents(client);
    expect((await acknowledge(ids[0], true)).alert?.state).toBe("ACKNOWLEDGED");
    const events = [await stream.event(), await stream.event(), await stream.event()];
    expect(events.map(({ kind }) => kind)).toEqual(["ACKNOWLEDGED", "ACKNOWLEDGED", "ACKNOWLEDGED"]);
    expect(events.map(({ alert }) => alert.id).sort()).toEqual([...ids].sort());
    for (const id of ids) {
      expect(await look(id)).toMatchObject({ state: "ACKNOWLEDGED" });
      const { data } = await client.run(AlertDeliveriesDocument, { id });
      const own = data.alert?.deliveries.nodes.find((one) => one.officer.id === officer.id);
      expect(own?.acknowledgedAt).not.toBeNull();
    }
    expect(await lines(ids)).toEqual([[ids[0], 2]]);
  });

  test("doesn't hide under what somebody has: alone the first one leaves the others as lines", async () => {
    const { ids, place } = await anEvent();
    await acknowledge(ids[0]);
    expect((await lines(ids)).map(([id]) => id)).toEqual(ids);
    const next = await report(place);
    const last = await report(place);
    expect([await firstOf(next), await firstOf(last)]).toEqual([null, next]);
  });

  test("comes back as a line when the first one is over", async () => {
    const { ids } = await anEvent();
    const cancel = `mutation($input: AlertCancelInput!) { alertCancel(input: $input) { errors { code } } }`;
    await client.run(cancel, { input: { id: ids[0], reason: "Не подтвердилось" } });
    expect((await lines(ids)).map(([id]) => id)).toEqual([ids[1], ids[2]]);
  });

  test("is a line for whoever may not see the first one", async () => {
    const { ids } = await anEvent();
    const other = await anOfficer(server.database, { role: "DISPATCHER", kato: almaly });
    const { data } = await client.run(`query($id: ID!) { alert(id: $id) { incident { id } } }`, { id: ids[0] });
    await exclude(server.database, other.id, data.alert.incident.id);
    const by = server.as(other);
    expect((await lines(ids, { by })).map(([id]) => id)).toEqual([ids[1], ids[2]]);
    expect(await look(ids[1], by)).toMatchObject({ duplicateOf: null });
  });
});

describe("a control room that asks for one line", () => {
  test("gets a snapshot of first ones, and of each alert its event, which says whose duplicate it is", async () => {
    const { ids, place } = await anEvent();
    const schools = [place.schoolId];
    const [folded, whole] = [
      await watchAlerts(client, { schools, duplicates: "FOLD" }),
      await watchAlerts(client, { schools }),
    ];
    expect((await folded.snapshot()).alerts.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await whole.snapshot()).alerts.map(({ id }) => id)).toEqual(ids);
    const next = await report(place);
    expect(await folded.event()).toMatchObject({ kind: "RAISED", alert: { id: next, duplicateOf: { id: ids[0] } } });
  });

  test("is told how many lines didn't find room, not how many alerts", async () => {
    const incident = await anIncident(server.database, { kato: alatau });
    const first = await anAlert(server.database, { incident });
    await anAlert(server.database, { incident, duplicateOfId: first.id });
    const by = server.as(await anOfficer(server.database, { role: "DISPATCHER", kato: alatau }));
    const snapshot = await (await watchAlerts(by, { duplicates: "FOLD" })).snapshot();
    expect(snapshot).toMatchObject({ omitted: 0, alerts: [{ id: first.id }] });
  });
});
