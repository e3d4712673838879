import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { targetAt } from "../../src/webhooks/hand.js";
import { createPost } from "../../src/webhooks/post.js";

const message = { id: "msg_1", at: new Date(), body: Buffer.from('{"data":{}}') };

/** A receiver that says these bytes, whatever it is sent, and leaves the connection open. */
async function startSaying(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.write(bytes));
    onTestFinished(() => void socket.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("a receiver that switches to another protocol has failed, and is waited for no longer", async () => {
  const url = await startSaying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: Upgrade\r\n\r\n");
  const post = createPost({ reach: { http: true, networks: ["127.0.0.0/8"] }, timeoutMs: 1_000 });
  const answer = await post({ url, secrets: [] }, message);
  expect(answer).toMatchObject({ status: 101, error: "The receiver answered with status 101" });
});

test("the secret before the newest signs until its day is over, also of a webhook that is held for longer", () => {
  const [url, secrets] = ["https://board.example/", ["whsec_new", "whsec_old"]];
  const previousUntil = new Date("2026-11-23T10:00:00Z");
  const signing = (at: string) => targetAt({ url, secrets, previousUntil }, new Date(at)).secrets;
  expect(signing("2026-11-23T09:59:59Z")).toEqual(secrets);
  expect(signing("2026-11-23T10:00:00Z")).toEqual(["whsec_new"]);
  expect(targetAt({ url, secrets, previousUntil: null }, new Date()).secrets).toEqual(["whsec_new"]);
});
