import { once as happens } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { almaly, officerOf } from "../support/factories.js";
import { type Client, start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

// One database for all servers of this file; the bounds are counted by each server.
const on = await start();

const ALERTS = "subscription { alerts { __typename } }";
const input = { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Двор" };

/** How the server answers to a request for a websocket: 101, or the status of its refusal. */
async function upgrade(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", { headers });
  onTestFinished(() => socket.terminate());
  socket.on("error", () => {});
  const opened = happens(socket, "open").then(() => 101);
  const refused = happens(socket, "unexpected-response").then(([request, { statusCode }]) => {
    request.destroy();
    return statusCode as number;
  });
  const status = await Promise.race([opened, refused]);
  return { status, socket };
}

/** Sends `connection_init`: "acknowledged", or the code and reason with which the socket is closed. */
async function greet(socket: WebSocket, payload: object) {
  const answered = happens(socket, "message").then(() => "acknowledged");
  const closed = happens(socket, "close").then(([code, reason]) => `${code} ${reason}`);
  socket.send(JSON.stringify({ type: "connection_init", payload }));
  return Promise.race([answered, closed]);
}

test("a page of another origin can't open a socket; the server's own, the listed and programs can", async () => {
  const { url } = await start({ on, env: { QORGAN_ORIGINS: "https://board.example.kz" } });
  const statusFor = async (headers = {}) => (await upgrade(url, headers)).status;
  expect(await statusFor()).toBe(101);
  expect(await statusFor({ origin: url })).toBe(101);
  expect(await statusFor({ origin: "https://board.example.kz" })).toBe(101);
  expect(await statusFor({ origin: "https://evil.example" })).toBe(403);
  expect(await statusFor({ origin: "null" })).toBe(403);
});

test("an address has so many sockets and no more; a closed one makes room", async () => {
  const env = { QORGAN_SOCKETS_PER_ADDRESS: "20", QORGAN_TRUST_PROXY: "1" };
  const { url } = await start({ on, env });
  const from = (address: string) => upgrade(url, { "x-forwarded-for": address });
  const open = [];
  for (let i = 0; i < 20; i++) open.push(await from("203.0.113.1"));
  expect(open.map(({ status }) => status)).toEqual(Array(20).fill(101));
  expect((await from("203.0.113.1")).status).toBe(429);
  expect((await from("203.0.113.2")).status).toBe(101);
  const [first] = open;
  first?.socket.close();
  await happens(first?.socket as WebSocket, "close");
  await expect.poll(async () => (await from("203.0.113.1")).status, { timeout: 5_000 }).toBe(101);
});

test("a viewer has so many sockets and no more; a closed one makes room", async () => {
  const server = await start({ on, env: { QORGAN_SOCKETS_PER_VIEWER: "2" } });
  const token = await server.as(officerOf(almaly)).token();
  const enter = async () => {
    const { socket } = await upgrade(server.url);
    return { socket, answer: await greet(socket, { token }) };
  };
  const first = await enter();
  expect([first.answer, (await enter()).answer]).toEqual(["acknowledged", "acknowledged"]);
  expect((await enter()).answer).toBe("1013 socketsPerViewer must be at most 2, and this would be one more.");
  const other = await server.as(officerOf(null, "MINISTRY_CONTROLLER")).token();
  expect(await greet((await upgrade(server.url)).socket, { token: other })).toBe("acknowledged");
  first.socket.close();
  await happens(first.socket, "close");
  await expect.poll(async () => (await enter()).answer, { timeout: 5_000 }).toBe("acknowledged");
});

test("a viewer has so many subscriptions on all sockets together", async () => {
  const server = await start({ on, env: { QORGAN_SUBSCRIPTIONS_PER_VIEWER: "2" } });
  const officer = server.as(officerOf(almaly));
  await officer.subscribe(ALERTS);
  // The round trip by which a stream knows that it is taken is an operation too.
  const last = await officer.subscribe(ALERTS).catch((errors) => errors);
  expect(last).toMatchObject([{ extensions: { code: "LIMIT_EXCEEDED", limit: "subscriptionsPerViewer", bound: 2 } }]);
});

test("a socket with too many refused tokens behind it is closed before its token is checked", async () => {
  const server = await start({ on, env: { QORGAN_FAILED_TOKENS: "2" } });
  const enter = async (token: string) => greet((await upgrade(server.url)).socket, { token });
  expect(await enter("nonsense")).toMatch(/^4403 /);
  expect(await enter("nonsense")).toMatch(/^4403 /);
  const good = await server.as(officerOf(almaly)).token();
  expect(await enter(String(good))).toMatch(/^1013 .*failedTokens/);
});

test("events take from the bucket and come although it is empty: no alert is lost", async () => {
  const env = { QORGAN_COST_BUCKET: "16", QORGAN_COST_RESTORE: "1" };
  const server = await start({ on, env });
  const watcher = server.as(officerOf(almaly));
  const stream = await watcher.subscribe(ALERTS);
  expect((await stream.next()).alerts.__typename).toBe("AlertSnapshot");
  await expectRefusal(watcher);
  const reporter = server.as(officerOf("750000000", "REGION_OFFICER"));
  for (let i = 0; i < 2; i++) {
    // A report costs more than this bucket holds at once; each reporter has one of its own.
    const one = i === 0 ? reporter : server.as(officerOf("750000000", "DISPATCHER"));
    await one.run("mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }", {
      input,
    });
    expect((await stream.next()).alerts.__typename).toBe("AlertEvent");
  }
});

async function expectRefusal(client: Client) {
  const { status, errors } = await client.run("{ regions(first: 9) { nodes { kato } } }");
  expect(status).toBe(429);
  expect(errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
}

test("what a socket's mutation costs stands in its answer", async () => {
  const server = await start({ on });
  const token = await server.as(officerOf(almaly)).token();
  const client = openSocket({ url: server.url, connectionParams: async () => ({ token }) });
  const text = "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }";
  const { data, extensions } = await once(client, text, { input });
  await client.dispose();
  expect(data.incidentReport.incident.id).toMatch(/^incident_/);
  expect(extensions?.cost).toMatchObject({ requested: 13, limit: 500_000, restoreRate: 5_000 });
});
