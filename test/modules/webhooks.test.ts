import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { maintain } from "../../src/db/database.js";
import { textOf, type Untyped } from "../support/client.js";
import { almaly, anOfficer } from "../support/factories.js";
import { report } from "../support/follow.js";
import {
  AcknowledgeAlertDocument,
  ControlRoomDocument,
  CreateWebhookDocument,
  DeleteWebhookDocument,
  PauseWebhookDocument,
  RedeliverWebhookDocument,
  ResumeWebhookDocument,
  RotateWebhookSecretDocument,
  TestWebhookDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
} from "../support/operations.js";
import { type Received, startReceiver, verifies } from "../support/receiver.js";
import { type Client, type Running, start } from "../support/start.js";

// On a busy machine each step waits its turn.
vi.setConfig({ testTimeout: 90_000 });

const NETWORKS = { QORGAN_WEBHOOK_NETWORKS: "127.0.0.0/8" };
const document = textOf(ControlRoomDocument);

/** The clock by which retries are due. */
const clock = { aheadMs: 0 };
const now = () => new Date(Date.now() + clock.aheadMs);

let server: Running;
beforeAll(async () => {
  server = await start({ env: NETWORKS, delivery: { now, sweepMs: 20, timeoutMs: 2_000 } });
});

async function aWatcher(on = server) {
  const officer = await anOfficer(on.database, { role: "DISPATCHER", kato: almaly });
  return { id: officer.id, client: on.as(officer) };
}

async function aWebhook(client: Client, url: string, given: object = {}) {
  const { data, errors } = await client.run(CreateWebhookDocument, { input: { name: "ЦОУ", url, document, ...given } });
  expect(errors).toBeUndefined();
  expect(data.webhookCreate.errors).toEqual([]);
  const { webhook, secret } = data.webhookCreate;
  return { id: webhook?.id as string, secret: secret as string };
}

const webhookOf = async (client: Client, id: string) => {
  const { data } = await client.run(WebhooksDocument);
  return data.webhooks.nodes.find((webhook) => webhook.id === id);
};
const deliveriesOf = async (client: Client, webhook: string) =>
  (await client.run(WebhookDeliveriesDocument, { webhook })).data.webhookDeliveries.nodes;

const until = (check: () => Promise<unknown>) => expect.poll(check, { timeout: 25_000, interval: 50 });

describe("a webhook", () => {
  test("is sent the open alerts, and then what happens, signed as Standard Webhooks", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id, secret } = await aWebhook(client, receiver.url);
    const snapshot = await receiver.next();
    expect(snapshot.body).toMatchObject({ type: "alerts" });
    expect(snapshot.item).toMatchObject({ __typename: "AlertSnapshot", previous: null });

    const alert = await report(client, almaly);
    const event = await receiver.next();
    expect(event.item).toMatchObject({ __typename: "AlertEvent", kind: "RAISED", alert: { id: alert } });
    expect(event.item.previous).toBe(snapshot.item.cursor);
    expect(Date.parse(event.body.timestamp)).toBe(Date.parse(event.item.committedAt));
    for (const received of [snapshot, event]) {
      expect(secret).toMatch(/^whsec_/);
      expect(verifies(secret, received)).toBe(true);
      expect(verifies(`whsec_${Buffer.alloc(32).toString("base64")}`, received)).toBe(false);
    }
    await until(() => deliveriesOf(client, id)).toMatchObject([
      { kind: "EVENT", state: "DELIVERED", attempts: 1, status: 204, messageId: event.id, error: null },
      { kind: "SNAPSHOT", state: "DELIVERED", messageId: snapshot.id },
    ]);
    expect(await webhookOf(client, id)).toMatchObject({ state: "ACTIVE", stream: "alerts", waitingSince: null });
  });

  test("of which nothing of a snapshot is asked misses no event, also when the first one fails", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const only = "subscription { alerts { ... on AlertEvent { kind alert { id } } } }";
    const { id } = await aWebhook(client, receiver.url, { document: only });
    await until(async () => (await cursorOf(id)) !== null).toBe(true);
    receiver.say(500);
    const alert = await report(client, almaly);
    expect((await receiver.next()).item.alert.id).toBe(alert);
    receiver.say(204);
    clock.aheadMs += 10_000;
    expect((await receiver.next()).item.alert.id).toBe(alert);
  });

  test("whose receiver is down for an hour gives it everything afterwards, in order and under the same ids", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id, secret } = await aWebhook(client, receiver.url);
    await receiver.next();
    receiver.say(503);
    const first = await report(client, almaly);
    const failed = await receiver.next();
    const others = [await report(client, almaly), await report(client, almaly)];
    await client.run(AcknowledgeAlertDocument, { input: { id: first } });
    const failures = await waitAnHour(receiver.all, () => webhookOf(client, id));
    expect(new Set(failures.map((received) => received.id))).toEqual(new Set([failed.id]));
    expect(failures.length).toBeGreaterThan(4);
    expect(failures.length).toBeLessThan(9);
    expect((await deliveriesOf(client, id))[0]).toMatchObject({ state: "WAITING", status: 503, answer: "said" });

    receiver.say(200);
    const after = receiver.all.length;
    // The next attempt is due an hour after the last one, or a tenth later.
    clock.aheadMs += 2 * 3_600_000;
    await until(async () => receiver.all.length).toBe(after + 4);
    const came = receiver.all.slice(after);
    expect(came[0]?.id).toBe(failed.id);
    expect(came.map(({ item }) => [item.kind, item.alert.id])).toEqual([
      ["RAISED", first],
      ...others.map((other) => ["RAISED", other]),
      ["ACKNOWLEDGED", first],
    ]);
    expect(came.slice(1).map(({ item }) => item.previous)).toEqual(came.slice(0, 3).map(({ item }) => item.cursor));
    expect(came.every((received) => verifies(secret, received))).toBe(true);
  });

  test("waits longer after each failure also with the snapshot, which is read anew each time", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    receiver.say(500);
    const { id } = await aWebhook(client, receiver.url);
    const first = await receiver.next();
    const missed = await report(client, almaly);
    await waitAnHour(receiver.all, () => webhookOf(client, id));
    const [waiting, ...others] = await deliveriesOf(client, id);
    expect([waiting?.state, waiting?.kind, others]).toEqual(["WAITING", "SNAPSHOT", []]);
    expect(waiting?.attempts).toBeGreaterThan(4);
    expect(receiver.all).toHaveLength(Number(waiting?.attempts));
    // Under the id of the first one the receiver would pass it over, and with it what has happened since.
    const last = receiver.all.at(-1) as Received;
    expect(last.id).not.toBe(first.id);
    expect(last.item.alerts.map((alert: { id: string }) => alert.id)).toContain(missed);
    await client.run(DeleteWebhookDocument, { input: { id } });
  });

  test("gives an item up after three days, and goes on; from a dead one it can be delivered again", async () => {
    const [watcher, receiver] = [await aWatcher(), await startReceiver()];
    const { client } = watcher;
    const { id } = await aWebhook(client, receiver.url);
    await receiver.next();
    receiver.say(500);
    const alert = await report(client, almaly);
    const dead = await receiver.next();
    receiver.answer(({ id }, answer) => void answer.writeHead(id === dead.id ? 500 : 200).end());
    await until(async () => (await webhookOf(client, id))?.retryAt).not.toBeNull();
    clock.aheadMs += 73 * 3_600_000;
    await until(async () => (await deliveriesOf(client, id))[0]).toMatchObject({ state: "DEAD", attempts: 2 });
    const next = await report(client, almaly);
    await until(async () => receiver.all.at(-1)?.item.alert?.id).toBe(next);
    await until(() => reachedAt(watcher, next)).not.toBeNull();
    expect(await reachedAt(watcher, alert)).toBeNull();

    receiver.say(200);
    const delivery = (await deliveriesOf(client, id)).find(({ messageId }) => messageId === dead.id);
    expect(delivery).toMatchObject({ state: "DEAD" });
    const came = receiver.all.length;
    const input = { id, deliveryId: delivery?.id };
    expect((await client.run(RedeliverWebhookDocument, { input })).data.webhookRedeliver.errors).toEqual([]);
    await until(async () => receiver.all.slice(came).map(({ item }) => item.alert.id)).toEqual([alert, next]);
    expect(receiver.all.at(-2)?.id).toBe(dead.id);
    await until(async () => (await deliveriesOf(client, id)).every(({ state }) => state === "DELIVERED")).toBe(true);
  });

  test("delivers again what came after a cursor", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id } = await aWebhook(client, receiver.url);
    const snapshot = await receiver.next();
    await report(client, almaly);
    const event = await receiver.next();
    await client.run(RedeliverWebhookDocument, { input: { id, after: snapshot.item.cursor } });
    const again = await receiver.next();
    expect([again.id, again.item.alert.id]).toEqual([event.id, event.item.alert.id]);
    const { data } = await client.run(RedeliverWebhookDocument, { input: { id, after: "x" } });
    expect(data.webhookRedeliver.errors).toMatchObject([{ code: "INVALID_CURSOR" }]);
  });

  test("is signed under both secrets for a day after a rotation", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id, secret } = await aWebhook(client, receiver.url);
    await receiver.next();
    const { data } = await client.run(RotateWebhookSecretDocument, { input: { id } });
    const renewed = data.webhookRotateSecret.secret as string;
    expect(renewed).not.toBe(secret);
    const last = () => receiver.all.at(-1) as Received;
    const alert = await report(client, almaly);
    await until(async () => last().item.alert?.id).toBe(alert);
    expect([secret, renewed].map((one) => verifies(one, last()))).toEqual([true, true]);
    expect(String(last().headers["webhook-signature"]).split(" ")).toHaveLength(2);

    const over = sql`update webhook_endpoints set previous_until = now() - interval '1 second'`;
    await maintain(server.database, (tx) => tx.rows(over));
    await client.run(PauseWebhookDocument, { input: { id } });
    await client.run(ResumeWebhookDocument, { input: { id } });
    const later = await report(client, almaly);
    await until(async () => last().item.alert?.id).toBe(later);
    expect([secret, renewed].map((one) => verifies(one, last()))).toEqual([false, true]);
  });

  test("is paused when its creator's appointment ends, and sent nothing that happens then; resumed under another", async () => {
    const [watcher, other, receiver] = [await aWatcher(), await aWatcher(), await startReceiver()];
    const { id } = await aWebhook(watcher.client, receiver.url);
    await receiver.next();
    const end = sql`update appointments set to_day = current_date - 1 where 'officer_' || officer_id = ${watcher.id}`;
    await maintain(server.database, (tx) => tx.rows(end));
    const missed = await report(other.client, almaly);
    await until(() => stateOf(id)).toEqual("PAUSED_ACCESS");
    await server.settle();
    expect(receiver.all).toHaveLength(1);

    await maintain(server.database, (tx) =>
      tx.rows(sql`insert into appointments (id, officer_id, role, kato, from_day)
        select gen_random_uuid(), id, 'DISPATCHER', ${Number(almaly)}::int, '2020-01-01' from officers
        where 'officer_' || id = ${watcher.id}`),
    );
    const { data } = await watcher.client.run(ResumeWebhookDocument, { input: { id } });
    expect(data.webhookResume).toMatchObject({ errors: [], webhook: { state: "ACTIVE", reason: null } });
    const event = await receiver.next();
    expect(event.item).toMatchObject({ kind: "RAISED", alert: { id: missed } });
  });

  test("of which the receiver says 410 is disabled", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    receiver.say(410);
    const { id } = await aWebhook(client, receiver.url);
    await until(async () => (await webhookOf(client, id))?.state).toBe("DISABLED");
    expect(receiver.all).toHaveLength(1);
  });

  test("follows no redirect", async () => {
    const [{ client }, receiver, elsewhere] = [await aWatcher(), await startReceiver(), await startReceiver()];
    receiver.say(307, { location: elsewhere.url });
    const { id } = await aWebhook(client, receiver.url);
    await until(async () => (await deliveriesOf(client, id))[0]?.error).toMatch(/redirect to http.*isn't followed/);
    expect(elsewhere.all).toEqual([]);
  });

  test("is left alone for as long as its receiver asks", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    receiver.say(429, { "retry-after": "1800" });
    const { id } = await aWebhook(client, receiver.url);
    await until(async () => (await webhookOf(client, id))?.retryAt).not.toBeNull();
    const retryAt = Date.parse(String((await webhookOf(client, id))?.retryAt));
    expect(retryAt - now().getTime()).toBeGreaterThan(1_750_000);
    expect(retryAt - now().getTime()).toBeLessThan(1_800_001);
  });

  test("that is deleted leaves neither its URL nor its document nor its secret", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id } = await aWebhook(client, receiver.url, { variables: { territories: [almaly] } });
    await receiver.next();
    const { data } = await client.run(DeleteWebhookDocument, { input: { id } });
    expect(data.webhookDelete.webhook).toMatchObject({
      state: "DELETED",
      allowedActions: [],
      endpoint: { url: null, document: null, variables: null },
    });
    const [row] = await maintain(server.database, (tx) =>
      tx.rows(
        sql`select secret, previous_secret, data_key from webhook_endpoints where 'webhook_' || webhook_id = ${id}`,
      ),
    );
    expect(row).toEqual({ secret: null, previous_secret: null, data_key: null });
    await report(client, almaly);
    await server.settle();
    expect(receiver.all).toHaveLength(1);
    const again = await client.run(ResumeWebhookDocument, { input: { id } });
    expect(again.data.webhookResume.errors).toMatchObject([{ code: "ILLEGAL_TRANSITION" }]);
  });

  test("can be tested: the answer comes back, and not more than ten times a minute", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    const { id, secret } = await aWebhook(client, receiver.url);
    await receiver.next();
    receiver.answer((_, answer) => void answer.writeHead(202).end("x".repeat(100_000)));
    const tested = await client.run(TestWebhookDocument, { input: { id } });
    expect(tested.data.webhookTest).toMatchObject({ answer: { status: 202, text: "x".repeat(200), error: null } });
    const received = await receiver.next();
    expect(received.body).toMatchObject({ type: "webhook.test", data: { webhook: id } });
    expect(verifies(secret, received)).toBe(true);
    const codes: string[] = [];
    for (let i = 0; i < 15; i++) {
      const { data } = await client.run(TestWebhookDocument, { input: { id } });
      codes.push(...data.webhookTest.errors.map(({ code }) => code));
    }
    expect(new Set(codes)).toEqual(new Set(["RATE_LIMITED"]));
  });

  test("that doesn't answer fails when its time is over", async () => {
    const [{ client }, receiver] = [await aWatcher(), await startReceiver()];
    receiver.answer(() => {});
    const { id } = await aWebhook(client, receiver.url);
    await until(async () => (await deliveriesOf(client, id))[0]?.error).toBe("It took longer than 2000 ms");
  });
});

/** When an alert has reached a watcher, as the ledger says. */
const reachedAt = async ({ id: officer, client }: { id: string; client: Client }, id: string) => {
  const query = "query($id: ID!) { alert(id: $id) { deliveries { nodes { officer { id } reachedAt } } } }";
  const { data } = await client.run(query, { id });
  const own = data.alert.deliveries.nodes.find((delivery: Untyped) => delivery.officer.id === officer);
  return own?.reachedAt ?? null;
};
const stateOf = async (id: string) => {
  const [row] = await maintain(server.database, (tx) =>
    tx.rows<{ state: string }>(sql`select state from webhooks where 'webhook_' || id = ${id}`),
  );
  return row?.state;
};
const cursorOf = async (id: string) => {
  const [row] = await maintain(server.database, (tx) =>
    tx.rows<{ cursor: string | null }>(sql`select cursor from webhooks where 'webhook_' || id = ${id}`),
  );
  return row?.cursor;
};

/** Lets an hour pass, step by step to each retry; gives what was sent meanwhile. */
async function waitAnHour(all: readonly Received[], read: () => Promise<{ retryAt: string | null } | undefined>) {
  const before = all.length;
  const end = now().getTime() + 3_600_000;
  for (;;) {
    await until(async () => (await read())?.retryAt).not.toBeNull();
    const retryAt = Date.parse(String((await read())?.retryAt));
    if (retryAt > end) return all.slice(before - 1);
    const seen = all.length;
    clock.aheadMs = Math.max(clock.aheadMs, retryAt - Date.now() + 1);
    await until(async () => all.length).toBeGreaterThan(seen);
    await until(async () => Date.parse(String((await read())?.retryAt))).toBeGreaterThan(retryAt);
  }
}
