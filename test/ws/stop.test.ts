import { once } from "node:events";
import { createClient } from "graphql-ws";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { send } from "../support/client.js";
import { almaly, officerOf } from "../support/factories.js";
import { cableTo, portOf } from "../support/follow.js";
import { connect, dial } from "../support/protocol.js";
import { start } from "../support/start.js";

// One database for all servers of this file.
const on = await start();
const BACK = /^1012 Restarting, come back in (\d+\.\d) s$/;

const waitOf = (end: string) => Number(BACK.exec(end)?.[1]);

/** The status and Retry-After with which a request for a websocket is refused. */
async function refusalOf(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  socket.on("error", () => {});
  const [request, { statusCode, headers }] = await once(socket, "unexpected-response");
  request.destroy();
  return [statusCode, Number(headers["retry-after"])];
}

test("a server that stops closes many sockets in groups with 1012, each with a time of its own to come back", async () => {
  const { url, stop } = await start({ on, env: { QORGAN_SOCKETS_PER_VIEWER: "1000" } });
  const wires = await Promise.all(Array.from({ length: 200 }, () => connect(url)));
  const closedAt: number[] = [];
  for (const { ended } of wires) void ended.then(() => closedAt.push(performance.now()));

  const stopped = stop();
  const ends = await Promise.all(wires.map(({ ended }) => ended));
  await stopped;

  const waits = ends.map(waitOf);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...waits)).toBeLessThanOrEqual(5);
  expect(new Set(waits).size).toBeGreaterThan(20);
  // Eight groups, fifty milliseconds apart.
  expect((closedAt.at(-1) as number) - (closedAt[0] as number)).toBeGreaterThan(200);
});

test("a server that stops refuses new sockets and streams with 503 and Retry-After, and answers requests", async () => {
  const { url, stop } = await start({ on, env: { QORGAN_SOCKETS_PER_VIEWER: "1000" } });
  // So many that there is time to ask before the last is closed.
  const wires = await Promise.all(Array.from({ length: 500 }, () => connect(url)));

  const stopped = stop();
  await Promise.race(wires.map(({ ended }) => ended));
  const query = "{ apiInfo { __typename } }";
  const streamed = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(query)}`);
  const asked = await send(url, { query });
  const [status, retryAfter] = await refusalOf(url);
  const ready = await fetch(`${url}/readyz`);

  expect(wires.some(({ socket }) => socket.readyState === WebSocket.OPEN)).toBe(true);
  expect([status, streamed.status, ready.status, asked.status]).toEqual([503, 503, 503, 200]);
  for (const seconds of [Number(retryAfter), Number(streamed.headers.get("retry-after"))]) {
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(5);
  }
  expect(await streamed.json()).toMatchObject({ errors: [{ extensions: { code: "RESTARTING" } }] });
  await stopped;
});

test("a few sockets are closed at once, also those that haven't said who they are", async () => {
  const { url, stop } = await start({ on });
  const wires = [await connect(url), await dial(url)];
  const stopped = stop();
  for (const { ended } of wires) expect(await ended).toMatch(BACK);
  await stopped;
});

test("a client that doesn't answer is cut after a grace, and doesn't hold up the stop", async () => {
  const server = await start({ on });
  const cable = await cableTo(server);
  const wire = await connect(`http://127.0.0.1:${cable.port}`);
  cable.cut();
  const begun = performance.now();
  await server.stop();
  expect(performance.now() - begun).toBeLessThan(10_000);
  cable.heal();
  expect(await wire.ended).toMatch(/^10(12|06) /);
});

test("graphql-ws's own client comes back by itself when the server is restarted", async () => {
  const first = await start({ on });
  const port = portOf(first);
  const token = await first.as(officerOf(almaly)).token();
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token },
  });
  const closes: { code: number }[] = [];
  client.on("closed", (event) => void closes.push(event as { code: number }));
  const items = client.iterate<{ alerts: object }>({ query: "subscription { alerts { __typename } }" });
  const next = async () => (await items.next()).value?.data?.alerts;
  expect(await next()).toEqual({ __typename: "AlertSnapshot" });

  await first.stop();
  await start({ on, port });

  expect(await next()).toEqual({ __typename: "AlertSnapshot" });
  expect(closes.map(({ code }) => code)).toEqual([1012]);
  await client.dispose();
});
