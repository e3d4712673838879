import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { entriesOf } from "../support/audit.js";
import { alatau, almaly, anAlert, anOfficer, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { AcknowledgeAlertDocument, AlertDeliveriesDocument, AlertSeenDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

/** An officer of the control room of the district, and its client. */
async function aWatcher(kato = almaly) {
  const officer = await anOfficer(server.database, { role: "DISPATCHER", kato });
  return { id: officer.id, client: server.as(officer) };
}

async function deliveriesOf(client: Client, id: string) {
  const { data, errors } = await client.run(AlertDeliveriesDocument, { id });
  expect(errors).toBeUndefined();
  return data.alert?.deliveries.nodes ?? [];
}

type Delivery = Awaited<ReturnType<typeof deliveriesOf>>[number];

/** The delivery of an alert to an officer, as soon as it is what is waited for. */
async function delivery(client: Client, at: { id: string; to: string; is?: (found: Delivery) => boolean }) {
  const { id, to, is = ({ reachedAt }) => reachedAt !== null } = at;
  const until = performance.now() + 10_000;
  for (;;) {
    const found = (await deliveriesOf(client, id)).find(({ officer }) => officer.id === to);
    if (found && is(found)) return found;
    if (performance.now() > until) throw new Error(`No such delivery came: ${JSON.stringify(found)}`);
    await server.settle();
  }
}

async function see(client: Client, ids: string[], clientMutationId?: string) {
  const { data, errors } = await client.run(AlertSeenDocument, { input: { ids, clientMutationId } });
  expect(errors).toBeUndefined();
  return data.alertSeen;
}

describe("of an alert that a stream gives is written down", () => {
  test("when it was sent and when it reached the socket, to each officer, after an event", async () => {
    const [one, other] = [await aWatcher(), await aWatcher()];
    const streams = [await watchEvents(one.client), await watchEvents(other.client)];
    const before = Date.now();
    const id = await report(one.client, almaly);
    for (const stream of streams) expect((await stream.event()).alert.id).toBe(id);

    for (const { id: to } of [one, other]) {
      const { sentAt, reachedAt, seenAt, acknowledgedAt } = await delivery(one.client, { id, to });
      expect(Date.parse(String(sentAt))).toBeGreaterThanOrEqual(before);
      expect(Date.parse(String(reachedAt))).toBeGreaterThanOrEqual(Date.parse(String(sentAt)));
      expect([seenAt, acknowledgedAt]).toEqual([null, null]);
    }
    expect(await deliveriesOf(one.client, id)).toHaveLength(2);
  });

  test("the same after a snapshot, when its alerts were asked for", async () => {
    const [whole, counting] = [await aWatcher(), await aWatcher()];
    const { id } = await anAlert(server.database, { kato: almaly });
    const stream = await counting.client.subscribe("subscription { alerts { ... on AlertSnapshot { omitted } } }");
    await stream.next();
    await (await watchAlerts(whole.client)).snapshot();

    const { sentAt } = await delivery(whole.client, { id, to: whole.id });
    expect(sentAt).not.toBeNull();
    expect((await deliveriesOf(whole.client, id)).map(({ officer }) => officer.id)).not.toContain(counting.id);
  });

  test("nothing for an event of which the alert wasn't asked for", async () => {
    const [whole, counting] = [await aWatcher(), await aWatcher()];
    const stream = await counting.client.subscribe("subscription { alerts { ... on AlertEvent { kind } } }");
    const watching = await watchEvents(whole.client);
    const id = await report(whole.client, almaly);
    await stream.next();
    await watching.event();
    await delivery(whole.client, { id, to: whole.id });
    expect((await deliveriesOf(whole.client, id)).map(({ officer }) => officer.id)).not.toContain(counting.id);
  });

  test("the first sending: what happens later, and a screen that comes back, change nothing", async () => {
    const watcher = await aWatcher();
    const stream = await watchEvents(watcher.client);
    const id = await report(watcher.client, almaly);
    await stream.event();
    const first = await delivery(watcher.client, { id, to: watcher.id });
    await watcher.client.run(AcknowledgeAlertDocument, { input: { id } });
    await stream.event();
    const again = await watchAlerts(watcher.client);
    expect((await again.snapshot()).alerts.map((alert) => alert.id)).toContain(id);
    // Another alert's delivery is written after what was told of this one before.
    const next = await report(watcher.client, almaly);
    await again.event();
    await delivery(watcher.client, { id: next, to: watcher.id });

    const { sentAt, reachedAt, acknowledgedAt } = await delivery(watcher.client, { id, to: watcher.id });
    expect({ sentAt, reachedAt }).toEqual({ sentAt: first.sentAt, reachedAt: first.reachedAt });
    expect(acknowledgedAt).not.toBeNull();
  }, 60_000);

  test("nothing that the database refuses to take, and the stream goes on", async () => {
    const own = await start();
    const officer = await anOfficer(own.database, { role: "DISPATCHER", kato: almaly });
    await maintain(own.database, (tx) => tx.rows(sql`revoke insert on alert_deliveries from qorgan_worker`));
    const client = own.as(officer);
    const stream = await watchEvents(client);
    const ids = [await report(client, almaly)];
    expect((await stream.event()).alert.id).toBe(ids[0]);
    const dropped = async () => {
      const text = await (await fetch(`${own.url}/metrics`)).text();
      return Number(/qorgan_ledger_dropped_total\{cause="refused"\} (\d+)/.exec(text)?.[1] ?? 0);
    };
    await expect.poll(dropped, { timeout: 10_000 }).toBeGreaterThan(0);
    ids.push(await report(client, almaly));
    expect((await stream.event()).alert.id).toBe(ids[1]);
    expect(await deliveriesOf(client, String(ids[0]))).toEqual([]);
  });
});

describe("an officer says that alerts were seen", () => {
  test("in a batch, and of each the first time counts", async () => {
    const watcher = await aWatcher();
    const ids = [
      await anAlert(server.database, { kato: almaly }),
      await anAlert(server.database, { kato: almaly }),
    ].map(({ id }) => id as string);
    const first = await see(watcher.client, [...ids, ids[0] as string]);
    expect(first.errors).toEqual([]);
    expect(first.deliveries?.map(({ alert }) => alert.id)).toEqual(ids);
    for (const found of first.deliveries ?? []) {
      expect(found).toMatchObject({ sentAt: null, reachedAt: null, acknowledgedAt: null });
      expect(found.seenAt).not.toBeNull();
    }
    expect((await see(watcher.client, ids)).deliveries).toEqual(first.deliveries);
    const other = await aWatcher();
    expect((await deliveriesOf(other.client, ids[0] as string)).map(({ officer }) => officer.id)).toEqual([watcher.id]);
  });

  test("of an alert that was sent before, beside the sending", async () => {
    const watcher = await aWatcher();
    const stream = await watchEvents(watcher.client);
    const id = await report(watcher.client, almaly);
    await stream.event();
    const sent = await delivery(watcher.client, { id, to: watcher.id });
    await see(watcher.client, [id]);
    const seen = await delivery(watcher.client, { id, to: watcher.id });
    expect(seen).toMatchObject({ sentAt: sent.sentAt, reachedAt: sent.reachedAt });
    expect(seen.seenAt).not.toBeNull();
  });

  test("of an alert that is sent later, which adds the sending", async () => {
    const watcher = await aWatcher();
    const { id } = await anAlert(server.database, { kato: almaly });
    const { deliveries } = await see(watcher.client, [id]);
    await (await watchAlerts(watcher.client)).snapshot();
    const sent = await delivery(watcher.client, { id, to: watcher.id });
    expect(sent.seenAt).toBe(deliveries?.[0]?.seenAt);
    expect(sent.sentAt).not.toBeNull();
  });

  test("once for a key, and with one entry of the audit for the batch", async () => {
    const watcher = await aWatcher();
    const ids = [
      await anAlert(server.database, { kato: almaly }),
      await anAlert(server.database, { kato: almaly }),
    ].map(({ id }) => id as string);
    const first = await see(watcher.client, ids, "look");
    expect(await see(watcher.client, ids, "look")).toEqual(first);
    expect((await see(watcher.client, ids.slice(1), "look")).errors).toMatchObject([{ code: "KEY_REUSED" }]);
    const entries = await entriesOf(server.database, { actorId: watcher.id });
    expect(entries).toMatchObject([
      { action: "alertSeen", subjectType: "Alert", subjectId: null, kato: almaly, fields: ["ids"] },
    ]);
  });

  test("without an event for anybody, and without another version of the alert", async () => {
    const [watcher, other] = [await aWatcher(), await aWatcher()];
    const { id, version } = await anAlert(server.database, { kato: almaly });
    const stream = await watchEvents(other.client);
    await see(watcher.client, [id]);
    await stream.none();
    const { data } = await other.client.run(`query($id: ID!) { alert(id: $id) { version state } }`, { id });
    expect(data.alert).toEqual({ version, state: "RAISED" });
  });

  test("of those only that the officer may see, or of none", async () => {
    const watcher = await aWatcher();
    const own = await anAlert(server.database, { kato: almaly });
    const hidden = await anAlert(server.database, { kato: alatau });
    expect(await see(watcher.client, [own.id, hidden.id])).toMatchObject({
      deliveries: null,
      errors: [{ __typename: "NotFound", code: "NOT_FOUND", path: ["ids", "1"] }],
    });
    expect(await deliveriesOf(watcher.client, own.id)).toEqual([]);
  });

  test.each([
    [[], "OUT_OF_RANGE"],
    [Array.from({ length: 101 }, () => "alert_0192d3a0-0000-7000-8000-000000000000"), "OUT_OF_RANGE"],
    [["incident_0192d3a0-0000-7000-8000-000000000000"], "INVALID_ID"],
  ])("of 1 to 100, by ids of alerts (case %#)", async (ids, code) => {
    const { client } = await aWatcher();
    expect((await see(client, ids)).errors).toMatchObject([{ code }]);
  });
});

describe("an alert that one officer acknowledges", () => {
  test("is marked as acknowledged by this one, and stays in the stream and the snapshot of the other", async () => {
    const [one, other] = [await aWatcher(), await aWatcher()];
    const streams = [await watchEvents(one.client), await watchEvents(other.client)];
    const id = await report(one.client, almaly);
    for (const stream of streams) await stream.event();
    const { data } = await one.client.run(AcknowledgeAlertDocument, { input: { id } });
    for (const stream of streams) expect(await stream.event()).toMatchObject({ kind: "ACKNOWLEDGED", alert: { id } });

    const mine = await delivery(other.client, { id, to: one.id, is: (found) => found.acknowledgedAt !== null });
    expect(mine.acknowledgedAt).toBe(data.alertAcknowledge.alert?.acknowledgedAt);
    expect((await delivery(other.client, { id, to: other.id })).acknowledgedAt).toBeNull();
    const again = await watchAlerts(other.client);
    expect((await again.snapshot()).alerts.map((alert) => alert.id)).toContain(id);
  });

  test("without having been sent has a delivery all the same", async () => {
    const watcher = await aWatcher();
    const { id } = await anAlert(server.database, { kato: almaly });
    await watcher.client.run(AcknowledgeAlertDocument, { input: { id } });
    const [found] = await deliveriesOf(watcher.client, id);
    expect(found).toMatchObject({ officer: { id: watcher.id }, sentAt: null, seenAt: null });
    expect(found?.acknowledgedAt).not.toBeNull();
  });
});

test("deliveries come in pages, those sent first before the others", async () => {
  const { client } = await aWatcher();
  const alert = await anAlert(server.database, { kato: almaly });
  const officers = await Promise.all(
    [1, 2, 3].map((hour) => anOfficer(server.database).then(({ id }) => ({ id, hour }))),
  );
  for (const { id, hour } of officers) {
    await maintain(server.database, (tx) =>
      tx.rows(sql`insert into alert_deliveries (alert_id, officer_id, incident_id, school_id, kato, severity_rank, sent_at)
        select id, ${id.replace("officer_", "")}::uuid, incident_id, school_id, kato, severity_rank,
          raised_at + (4 - ${hour}::int) * interval '1 hour' from alerts where id = ${alert.id.replace("alert_", "")}::uuid`),
    );
  }
  const pageAfter = async (after: string | null) => {
    const { data } = await client.run(AlertDeliveriesDocument, { id: alert.id, first: 2, after });
    const { nodes, pageInfo, totalCount } = data.alert?.deliveries ?? { nodes: [] };
    return { ids: nodes.map(({ officer }) => officer.id), pageInfo, totalCount };
  };
  const first = await pageAfter(null);
  const second = await pageAfter(first.pageInfo?.endCursor ?? null);
  expect([...first.ids, ...second.ids]).toEqual(officers.map(({ id }) => id).reverse());
  expect([first, second]).toMatchObject([
    { totalCount: 3, pageInfo: { hasNextPage: true } },
    { totalCount: 3, pageInfo: { hasNextPage: false } },
  ]);
});

test("nobody outside the alert's policy reads to whom it was delivered, nor through what leads to it", async () => {
  const watcher = await aWatcher();
  const { id } = await anAlert(server.database, { kato: almaly });
  await see(watcher.client, [id]);
  for (const [kato, role] of [
    [alatau, "DISPATCHER"],
    [almaly, "NGO_OBSERVER"],
    ["750000000", "DATA_OFFICER"],
  ] as const) {
    const { data } = await server.as(officerOf(kato, role)).run(AlertDeliveriesDocument, { id });
    expect(data.alert, role).toBeNull();
  }
  const [row] = await maintain(server.database, (tx) =>
    tx.rows<{ count: number }>(sql`select count(*)::int as count from alert_deliveries`),
  );
  expect(row?.count).toBeGreaterThan(0);
});
