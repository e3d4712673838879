import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Sent } from "../../src/streams/line.js";
import { createKeepAlive } from "../../src/ws/keep-alive.js";
import { lineOf } from "../../src/ws/line.js";

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
});
afterAll(() => void server.close());

/** Both ends of a socket, and the connection below the server's. */
async function connect(options: { autoPong?: boolean } = {}) {
  const accepted = once(server, "connection") as Promise<[WebSocket, IncomingMessage]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  const [[socket, { socket: wire }]] = await Promise.all([accepted, once(client, "open")]);
  return { client, socket, wire: wire as Duplex };
}

/** The next messages that come to a client. */
async function take(client: WebSocket, count: number): Promise<string[]> {
  const texts: string[] = [];
  const all = Promise.withResolvers<void>();
  client.on("message", (data, isBinary) => {
    texts.push(isBinary ? "binary" : String(data));
    if (texts.length === count) all.resolve();
  });
  await all.promise;
  return texts;
}

const SENT: Sent = { kind: "event", cursor: null, mark: null, errors: [] };
const HEAD_AND_TAIL = '{"id":"1","type":"next","payload":}'.length;

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  "a message of %d bytes or a little more comes whole",
  async (length) => {
    const { client, ...ends } = await connect();
    const payload = JSON.stringify("a".repeat(Math.max(0, length - HEAD_AND_TAIL - 2)));
    const taken = take(client, 1);
    lineOf(ends, "1").send(Buffer.from(payload), SENT);
    expect(await taken).toEqual([`{"id":"1","type":"next","payload":${payload}}`]);
    client.close();
  },
);

test("messages stand among those of the socket itself in the order in which they were sent", async () => {
  const { client, ...ends } = await connect();
  const taken = take(client, 4);
  const line = lineOf(ends, "қ");
  const isTaken = new Promise((resolve) => {
    line.send(Buffer.from('"бір"'), SENT);
    ends.socket.send("own");
    ends.socket.ping();
    line.send(Buffer.from("2"), SENT, resolve);
    ends.socket.send("last");
  });
  expect(await taken).toEqual([
    '{"id":"қ","type":"next","payload":"бір"}',
    "own",
    '{"id":"қ","type":"next","payload":2}',
    "last",
  ]);
  expect(await isTaken).toBe(true);
  client.close();
});

test("nothing is sent on a socket that is being closed, and whoever asks hears that it wasn't taken", async () => {
  const { client, ...ends } = await connect();
  const line = lineOf(ends, "1");
  ends.socket.close(1012, "Restarting");
  expect(line.isOpen()).toBe(false);
  const isTaken = await new Promise((resolve) => line.send(Buffer.from("1"), SENT, resolve));
  expect(isTaken).toBe(false);
  // A frame behind the closing one would end the client with 1006.
  expect((await once(client, "close"))[0]).toBe(1012);
});

test("who doesn't answer pings is cut, and who does stays", async () => {
  const alive = createKeepAlive(240);
  const mute = await connect({ autoPong: false });
  const good = await connect();
  for (const { socket } of [mute, good]) alive.add(socket);
  await once(mute.client, "close");
  await once(good.client, "ping");
  expect(good.client.readyState).toBe(WebSocket.OPEN);
  alive.stop();
  good.client.close();
});
