import { describe, expect, test } from "vitest";
import { textOf } from "../support/client.js";
import { onPostgres } from "../support/database.js";
import { almaly, anOfficer } from "../support/factories.js";
import { report } from "../support/follow.js";
import { ControlRoomDocument, CreateWebhookDocument } from "../support/operations.js";
import { type Receiver, startReceiver } from "../support/receiver.js";
import { type Client, start } from "../support/start.js";

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
const until = (check: () => unknown) => expect.poll(check, { timeout: 20_000, interval: 50 });

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
});
