import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { maintain, transact } from "../../src/db/database.js";
import { fromUuid, uuidWithin } from "../../src/db/ids.js";
import { keepHouse } from "../../src/db/upkeep.js";
import { rotateKeys } from "../../src/modules/identities/rotate.js";
import { createWebhookStore } from "../../src/modules/webhooks/queue.js";
import { sealSecrets } from "../../src/modules/webhooks/sealing.js";
import { webhookEndpoints, webhooks } from "../../src/modules/webhooks/table.js";
import type { Answer } from "../../src/webhooks/post.js";
import type { Parcel } from "../../src/webhooks/store.js";
import { almaly, anOfficer } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const keys = drawKeyRing();
const ring = createKeyRing(keys);
const database = await startDatabase();
const store = createWebhookStore(database, ring);
const maintained = (statement: ReturnType<typeof sql>) => maintain(database, (tx) => tx.rows<Row>(statement));
type Row = Record<string, unknown>;

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async function aWebhook() {
  const { id: officerId } = await anOfficer(database);
  const [appointment] = await maintained(sql`
    select id::text as id from appointments where officer_id = ${uuidWithin(officerId)}::uuid`);
  const appointmentId = fromUuid("appointment", String(appointment?.id));
  const given = { officerId, appointmentId, kato: almaly, name: "a", stream: "alerts", host: "h" };
  return maintain(database, async ({ db }) => {
    const [row] = await db.insert(webhooks).values(given).returning();
    const webhookId = String(row?.id);
    const secrets = { secret, previousSecret: null };
    const sealed = sealSecrets(ring, { id: webhookId, version: 1 }, secrets);
    const asked = { url: "https://h/", document: "d", language: "ru" } as const;
    await db.insert(webhookEndpoints).values({ webhookId, officerId, ...asked, ...sealed });
    return webhookId;
  });
}

/** What a process takes that has nothing in hand yet. */
async function take(holder: string, { room = 9, held = [] as string[] } = {}) {
  const { taken } = await store.sweep({ holder, held, room, now: null });
  return taken.map(({ webhook }) => webhook.id);
}
const renew = async (holder: string, id: string) =>
  (await store.sweep({ holder, held: [id], room: 0, now: null })).kept.get(id);

const parcel = (cursor: string): Parcel => ({ messageId: cursor, kind: "EVENT", after: null, cursor, at: new Date() });
const taken: Answer = { status: 200, text: "", error: null, askedMs: null, tookMs: 1 };
const failed: Answer = { ...taken, status: 500, error: "…" };
const holdOf = (id: string, holder: string, version = 1) => ({ id, holder, version, now: null });
const rowOf = async (id: string) =>
  (await maintained(sql`select cursor, state, leased_by, version from webhooks where id = ${uuidWithin(id)}::uuid`))[0];

test("its secret is read still when the keys have been rotated", async () => {
  const id = await aWebhook();
  const both = { ...keys, current: 2, keys: new Map([...keys.keys, [2, randomBytes(32)] as const]) };
  await rotateKeys(database, createKeyRing(both), () => {});
  const renewed = createKeyRing({ ...both, keys: new Map([...both.keys].slice(1)) });
  const { taken } = await createWebhookStore(database, renewed).sweep({ holder: "a", held: [], room: 9, now: null });
  const { webhook } = taken.find(({ webhook }) => webhook.id === id) as (typeof taken)[number];
  expect(webhook.secrets).toEqual([secret]);
  await maintained(sql`update webhooks set state = 'DELETED'`);
  await maintained(sql`update webhook_endpoints set data_key = null, key_version = null, erased_at = now(),
    url = null, document = null, variables = null, secret = null`);
});

describe("for a webhook delivers", () => {
  test("one process, until its lease ends; another then, and what the first comes with is too late", async () => {
    const id = await aWebhook();
    expect(await take("a")).toEqual([id]);
    expect(await take("b")).toEqual([]);
    expect((await renew("a", id))?.leftMs).toBeGreaterThan(30_000);
    await maintained(sql`update webhooks set leased_until = clock_timestamp() where id = ${uuidWithin(id)}::uuid`);
    expect(await renew("a", id)).toBeUndefined();
    expect(await take("b")).toEqual([id]);
    expect(await store.settle(holdOf(id, "a"), parcel("1"), taken)).toBe("LOST");
    expect(await store.pass(holdOf(id, "a"), "1")).toBe(false);
    expect(await store.settle(holdOf(id, "b"), parcel("2"), taken)).toBe("DELIVERED");
    expect(await rowOf(id)).toMatchObject({ cursor: "2", leased_by: "b" });
    await store.leave("b");
    expect(await take("a")).toEqual([id]);
    await store.pause(holdOf(id, "a"), "done");
  });

  test("nobody while it waits for its next attempt, and whoever comes first then", async () => {
    const id = await aWebhook();
    await take("a");
    expect(await store.settle(holdOf(id, "a"), parcel("1"), failed)).toBe("RETRY");
    expect(await take("a")).toEqual([]);
    const later = new Date(Date.now() + 10_000);
    const { taken: due, lag } = await store.sweep({ holder: "b", held: [], room: 9, now: later });
    expect(due.map(({ webhook }) => webhook.id)).toEqual([id]);
    expect(lag).toBeGreaterThan(5);
    await store.pause(holdOf(id, "b"), "done");
  });

  test("whoever has it no longer, when somebody has changed it", async () => {
    const id = await aWebhook();
    await take("a");
    await maintained(sql`update webhooks set version = 2 where id = ${uuidWithin(id)}::uuid`);
    expect(await renew("a", id)).toMatchObject({ version: 2 });
    expect(await store.settle(holdOf(id, "a"), parcel("1"), taken)).toBe("LOST");
    await store.release(holdOf(id, "a"), 0);
    expect(await rowOf(id)).toMatchObject({ cursor: null, leased_by: "a" });
    // What it had in hand itself it takes anew at once.
    expect(await take("b")).toEqual([]);
    expect(await take("a")).toEqual([id]);
    await store.pause(holdOf(id, "a", 2), "done");
  });

  test("nobody when it is paused, and no process takes more than it has room for", async () => {
    const ids = [await aWebhook(), await aWebhook(), await aWebhook()];
    const some = await take("a", { room: 2 });
    expect(some).toHaveLength(2);
    expect((await store.sweep({ holder: "a", held: some, room: 0, now: null })).unheld).toBe(1);
    const rest = await take("b");
    expect([...some, ...rest].sort()).toEqual(ids.sort());
    expect((await store.sweep({ holder: "b", held: rest, room: 0, now: null })).unheld).toBe(0);
    for (const id of some) await store.pause(holdOf(id, "a"), "no access");
    expect(await rowOf(String(some[0]))).toMatchObject({ state: "PAUSED_ACCESS", leased_by: null, version: 2 });
    expect(await take("c")).toEqual([]);
  });
});

test("what became of an item is forgotten after thirty days", async () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);
  const count = async () => (await maintained(sql`select count(*)::int as count from webhook_deliveries`))[0]?.count;
  expect(await count()).toBe(2);
  await keepHouse(database, days(29));
  expect(await count()).toBe(2);
  await keepHouse(database, days(31));
  expect(await count()).toBe(0);
});

test("the worker that delivers can't say for whom or to where", async () => {
  const change = (table: string, what: string) =>
    transact(database, { role: "qorgan_worker", mode: "write" }, (tx) =>
      tx.rows(sql.raw(`update ${table} set ${what} where false`)),
    );
  await expect(change("webhooks", "cursor = null")).resolves.toEqual([]);
  for (const column of ["officer_id", "appointment_id", "kato"]) {
    await expect(change("webhooks", `${column} = ${column}`), column).rejects.toThrow();
  }
  await expect(change("webhook_endpoints", "url = url")).rejects.toThrow();
});
