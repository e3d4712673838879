import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { maintain } from "../../src/db/database.js";
import { EVERY_MS, judgeRoom, SILENT_MS, sweepSilences } from "../../src/modules/duty/silence.js";
import { textOf } from "../support/client.js";
import { set, setRoster } from "../support/duty.js";
import { alatau, almaly, almaty, aSchool, auezov, bostandyk, officerOf } from "../support/factories.js";
import { ControlRoomDocument, CreateWebhookDocument } from "../support/operations.js";
import { startReceiver } from "../support/receiver.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchAlerts, watchEvents } from "../support/watch.js";
import { journalOf } from "../support/workgroups.js";

const LONG_AGO = new Date(0);
const SILENCE = `{ alerts(filter: { kinds: [CONTROL_ROOM_SILENT] }) { nodes { id state severity place outcome
  headline(lang: en) incident { id } school { id } district { kato } version endedAt
  silence { since endedAt roster { name kato } } } } }`;

let server: Running;
let region: Client;
beforeAll(async () => {
  server = await start();
  region = server.as(officerOf(almaty, "REGION_OFFICER"));
});

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
/** A sweep of a process that has always been there to hear. */
const sweep = (now: Date) => sweepSilences(server.database, { now, since: LONG_AGO });
const aRoom = (territory: string) => setRoster(region, { territory, isControlCentre: true, name: `ЦОУ ${territory}` });

async function alertsOf(kato: string, client = server.as(officerOf(kato))) {
  const { data, errors } = await client.run(SILENCE);
  expect(errors).toBeUndefined();
  return data.alerts.nodes;
}

describe("a control room in which nobody listens", () => {
  test("raises one alert after a minute, which ends when somebody listens again; then another", async () => {
    const roster = await aRoom(almaly);
    await sweep(minutes(0.5));
    expect(await alertsOf(almaly)).toEqual([]);

    await sweep(minutes(2));
    await sweep(minutes(5));
    const [alert, ...others] = await alertsOf(almaly);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      state: "RAISED",
      severity: "SEVERE",
      place: `ЦОУ ${almaly}`,
      incident: null,
      school: null,
    });
    expect(alert).toMatchObject({
      district: { kato: almaly },
      silence: { endedAt: null, roster: { name: roster.name } },
    });
    expect(alert.headline).toBe(`Severe: Control room silent · ЦОУ ${almaly}`);

    const room = await watchAlerts(server.as(officerOf(almaly, "DISPATCHER")));
    await room.snapshot();
    await hear(roster.id, minutes(6));
    await sweep(minutes(6));
    const [ended] = await alertsOf(almaly);
    expect(ended).toMatchObject({
      id: alert.id,
      state: "RESOLVED",
      version: 2,
      outcome: "Центр управления снова на связи.",
    });
    expect(ended.silence.endedAt).toBe(ended.endedAt);
    expect(await journalOf(server, alert.id)).toEqual(["ALERT_RAISED 1", "ALERT_RESOLVED 2"]);

    await sweep(minutes(7));
    expect(await alertsOf(almaly)).toHaveLength(1);
    await sweep(minutes(9));
    expect(await alertsOf(almaly)).toMatchObject([{ state: "RAISED" }, { state: "RESOLVED" }]);
    await room.close();
  });

  test("is found once by several processes that look at once", async () => {
    await aRoom(alatau);
    const now = minutes(30);
    await Promise.all(Array.from({ length: 6 }, () => sweep(now)));
    expect(await alertsOf(alatau)).toHaveLength(1);
  });

  test("of a region raises an alert that has no district, and districts don't read it", async () => {
    await aRoom(almaty);
    await sweep(minutes(60));
    const [alert] = (await alertsOf(almaty, region)).filter(({ district }: { district: unknown }) => district === null);
    expect(alert).toMatchObject({ place: `ЦОУ ${almaty}`, silence: { roster: { kato: almaty } } });
    const places = (await alertsOf(auezov)).map(({ place }: { place: string }) => place);
    expect(places).not.toContain(`ЦОУ ${almaty}`);
  });

  test("is told on the streams of those above, and acknowledged by them", async () => {
    const above = await watchEvents(region);
    await aRoom(auezov);
    await sweep(minutes(90));
    const told = await above.event();
    expect(told.alert.headline).toContain(`ЦОУ ${auezov}`);
    const { data } = await region.run(
      "mutation($id: ID!) { alertAcknowledge(input: { id: $id }) { alert { state } errors { message } } }",
      { id: told.alert.id },
    );
    expect(data.alertAcknowledge).toEqual({ alert: { state: "ACKNOWLEDGED" }, errors: [] });
    await above.close();
  });

  test("ends its silence when it is no control centre any more", async () => {
    const roster = await aRoom(bostandyk);
    await sweep(minutes(120));
    await setRoster(region, { territory: bostandyk, version: roster.version });
    await server.lookAtRooms();
    const [alert] = await alertsOf(bostandyk);
    expect(alert).toMatchObject({ state: "RESOLVED", outcome: expect.stringContaining("не центр управления") });
    await sweep(minutes(150));
    expect(await alertsOf(bostandyk)).toHaveLength(1);
  });
});

describe("a process hears", () => {
  const heardOf = (id: string) =>
    maintain(server.database, async (tx) => {
      const rows = await tx.rows<{ rooms: number }>(
        sql`select count(*)::int as rooms from control_room_presence where roster_id = ${id.slice(7)}::uuid`,
      );
      return rows[0]?.rooms;
    });
  const territory = "751510000";
  let roster: { id: string };
  let school: { id: string };
  beforeAll(async () => {
    roster = await aRoom(territory);
    school = await aSchool(server.database, { kato: territory });
  });

  test.each<[who: string, role: "DISPATCHER" | "DISTRICT_OFFICER", kato: string, variables: () => object]>([
    ["of another role", "DISTRICT_OFFICER", territory, () => ({})],
    ["of a wider territory", "DISPATCHER", almaty, () => ({})],
    ["who follows one school only", "DISPATCHER", territory, () => ({ schools: [school.id] })],
    ["who follows the gravest only", "DISPATCHER", territory, () => ({ minSeverity: "EXTREME" })],
  ])("nobody %s", async (_, role, kato, variables) => {
    const stream = await watchAlerts(server.as(officerOf(kato, role)), variables());
    await stream.snapshot();
    await server.lookAtRooms();
    expect(await heardOf(roster.id)).toBe(0);
    await stream.close();
  });

  test("nobody who has a webhook, which waits for whoever comes back", async () => {
    const env = { QORGAN_WEBHOOK_NETWORKS: "127.0.0.0/8" };
    const other = await start({ on: server, env, delivery: { sweepMs: 20 } });
    const receiver = await startReceiver();
    const client = other.as(officerOf(territory, "DISPATCHER"));
    const input = { name: "Табло", url: receiver.url, document: textOf(ControlRoomDocument) };
    expect((await client.run(CreateWebhookDocument, { input })).data.webhookCreate.errors).toEqual([]);
    await receiver.next();
    await other.lookAtRooms();
    expect(await heardOf(roster.id)).toBe(0);
    await other.stop();
  });

  test("an officer of the role and territory while the stream is open", async () => {
    const query =
      "subscription($t: [Kato!]) { alerts(territories: $t, minSeverity: SEVERE) { ...Item } } fragment Item on StreamItem { cursor }";
    const stream = await server.as(officerOf(territory, "DISPATCHER")).subscribe(query as never, { t: [territory] });
    await stream.next();
    await server.lookAtRooms();
    expect(await heardOf(roster.id)).toBe(1);
    await stream.close();

    const seen = () =>
      maintain(server.database, (tx) =>
        tx.rows(sql`select seen_at::text from control_room_presence where roster_id = ${roster.id.slice(7)}::uuid`),
      );
    // The server may have looked while the socket was closing.
    await vi.waitFor(async () => {
      const before = await seen();
      await server.lookAtRooms();
      expect(await seen()).toEqual(before);
    });
  });
});

describe("whether a room is silent", () => {
  const at = (seconds: number) => seconds * 1_000;
  const room = { watched: at(0), heard: null, silent: null };
  const look = (now: number, since = 0) => ({ now: new Date(at(now)), since: new Date(at(since)) });
  const after = SILENT_MS / 1_000;

  test("is judged from when it was heard last, or is watched", () => {
    expect(judgeRoom(room, look(after - 1))).toBeNull();
    expect(judgeRoom(room, look(after))).toEqual({ begins: new Date(at(0)) });
    expect(judgeRoom({ ...room, heard: at(50) }, look(after))).toBeNull();
    expect(judgeRoom({ ...room, heard: at(50) }, look(after + 50))).toEqual({ begins: new Date(at(50)) });
  });

  test("isn't known to a process that wasn't there to hear", () => {
    expect(judgeRoom(room, look(1_000, 1_000))).toBeNull();
    expect(judgeRoom(room, look(1_000 + after, 1_000))).toEqual({ begins: new Date(at(1_000)) });
  });

  test("ends when somebody was heard since, and not because time goes by", () => {
    const silent = { ...room, heard: at(50), silent: at(50) };
    expect(judgeRoom(silent, look(10_000))).toBeNull();
    expect(judgeRoom({ ...silent, heard: at(51) }, look(10_000))).toBe("ends");
    expect(judgeRoom({ ...silent, watched: null }, look(10_000))).toBe("ends");
    expect(judgeRoom({ ...room, watched: null }, look(10_000))).toBeNull();
  });

  test("takes a minute and what a process may be late to say", () => expect(SILENT_MS - EVERY_MS).toBe(60_000));
});

const hear = (rosterId: string, at: Date) =>
  maintain(server.database, (tx) =>
    tx.rows(sql`insert into control_room_presence (roster_id, node_id, seen_at)
      values (${rosterId.slice(7)}::uuid, gen_random_uuid(), ${at.toISOString()}::timestamptz)`),
  );

test("a roster that is stale isn't made that of a control centre", async () => {
  const { errors } = await set(region, { territory: almaly, isControlCentre: true });
  expect(errors).toMatchObject([{ code: "STALE_VERSION" }]);
});
