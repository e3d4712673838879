import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type KeyFile, writeNewKeyFile } from "../../src/access/keyfile.js";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { maintain } from "../../src/db/database.js";
import { fromUuid } from "../../src/db/ids.js";
import { sweepOnce } from "../../src/modules/escalations/sweep.js";
import { createWebhookStore } from "../../src/modules/webhooks/queue.js";
import { textOf } from "../support/client.js";
import { onPostgres } from "../support/database.js";
import { almaly, anOfficer } from "../support/factories.js";
import { report } from "../support/follow.js";
import { ControlRoomDocument, CreateWebhookDocument } from "../support/operations.js";
import { type Receiver, startReceiver } from "../support/receiver.js";
import { type Client, type Running, start } from "../support/start.js";

// On a busy machine each step waits its turn.
vi.setConfig({ testTimeout: 90_000 });

const options = { env: { QORGAN_WEBHOOK_NETWORKS: "127.0.0.0/8" }, delivery: { sweepMs: 20 } };
const document = textOf(ControlRoomDocument);

async function create(client: Client, { url }: Receiver) {
  const { data } = await client.run(CreateWebhookDocument, { input: { name: "ЦОУ", url, document } });
  expect(data.webhookCreate.errors).toEqual([]);
}

const alertsOf = ({ all }: Receiver) => all.flatMap(({ item }) => item.alert?.id ?? []);
const reportMany = async (client: Client, count: number) => {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await report(client, almaly));
  return ids;
};
const until = (check: () => unknown) => expect.poll(check, { timeout: 25_000, interval: 50 });

test.runIf(onPostgres())("however many webhooks wait for the database, escalations don't wait for them", async () => {
  const { database, ring } = await start();
  const { pass } = createWebhookStore(database, ring);
  const [id, holder] = [fromUuid("webhook", randomUUID()), randomUUID()];
  const passing = await maintain(database, async (tx) => {
    await tx.rows(sql`lock table webhooks in access exclusive mode`);
    const waiting = Array.from({ length: 20 }, () => pass({ id, version: 1, holder, now: null }, "…"));
    await sweepOnce(database);
    return waiting;
  });
  await Promise.all(passing);
});

// One session can't be two processes.
describe.runIf(onPostgres())("of two servers on one database", () => {
  test("one delivers for a webhook: each item comes once, and in order", async () => {
    const one = await start(options);
    const other = await start({ ...options, on: one });
    const officer = await anOfficer(one.database, { role: "DISPATCHER", kato: almaly });
    const receivers = [await startReceiver(), await startReceiver(), await startReceiver()];
    for (const receiver of receivers) await create(one.as(officer), receiver);
    for (const receiver of receivers) await receiver.next();
    const ids = await reportMany(other.as(officer), 12);
    for (const receiver of receivers) {
      await until(() => alertsOf(receiver)).toEqual(ids);
      expect(new Set(receiver.all.map(({ id }) => id)).size).toBe(13);
    }
    await other.stop();
  });

  test("the other goes on at once where one is stopped, and leaves nothing out", async () => {
    const other = await start(options);
    const one = await start({ ...options, on: other });
    const officer = await anOfficer(one.database, { role: "DISPATCHER", kato: almaly });
    const receivers = [await startReceiver(), await startReceiver(), await startReceiver(), await startReceiver()];
    for (const receiver of receivers) await create(one.as(officer), receiver);
    for (const receiver of receivers) await receiver.next();
    const [ids] = await Promise.all([reportMany(other.as(officer), 20), one.stop()]);
    for (const receiver of receivers) {
      // One that was under way may come again, under the same id.
      await until(() => [...new Set(alertsOf(receiver))]).toEqual(ids);
      expect(receiver.all.length).toBeLessThanOrEqual(22);
    }
  });

  test("another goes on with what was under way when one is killed, under the same id, and then in order", async () => {
    const keys = drawKeyRing();
    const idle = { ...options, delivery: { sweepMs: 3_600_000 } };
    const here = await start({ ...idle, ring: createKeyRing(keys) });
    const officer = await anOfficer(here.database, { role: "DISPATCHER", kato: almaly });
    const receiver = await startReceiver();
    const killed = await startProcess(here, keys);
    await create(here.as(officer), receiver);
    expect((await receiver.next()).item.__typename).toBe("AlertSnapshot");
    receiver.answer(() => {});
    const ids = await reportMany(here.as(officer), 3);
    const underWay = await receiver.next();
    await killed.kill();

    receiver.say(204);
    const other = await start({ ...options, on: here });
    await other.settle();
    expect(receiver.all).toHaveLength(2);
    // Its lease ends.
    await maintain(here.database, (tx) => tx.rows(sql`update webhooks set leased_until = clock_timestamp()`));
    await until(() => alertsOf(receiver)).toEqual([ids[0], ...ids]);
    expect(receiver.all[2]?.id).toBe(underWay.id);
    await other.stop();
  });
});

/** Starts the built server as a process of its own on the same database, with the same keys. */
async function startProcess({ databaseUrl, keys }: Running, ring: KeyFile) {
  const home = await mkdtemp(join(tmpdir(), "qorgan-process-"));
  await writeFile(join(home, "keys.json"), JSON.stringify(keys));
  await writeNewKeyFile(join(home, "keyring.json"), ring);
  const own = { DATABASE_URL: databaseUrl, QORGAN_HOME: home, PORT: "0", LOG_LEVEL: "silent" };
  const env = { ...process.env, ...options.env, ...own };
  const child = spawn(process.execPath, ["dist/main.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(async () => {
    await kill();
    await rm(home, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: child.stdout })) if (line.includes("is ready")) return { kill };
  throw new Error("The server process ended before it listened");
}
