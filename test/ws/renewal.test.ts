import { expect, test } from "vitest";
import { createTokens } from "../../src/access/tokens.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { connect, dial, type Wire } from "../support/protocol.js";
import { start } from "../support/start.js";

const server = await start();
const { url } = server;
const tokens = await createTokens(server.keys);
const { id: officer } = await anOfficer(server.database, { kato: almaly });
const { id: other } = await anOfficer(server.database, { kato: almaly });
const reporter = server.as(officerOf(almaly));

const QUERY = "{ viewer { officer { id } } }";
const STREAM = "subscription { alerts { __typename ... on AlertEvent { alert { id } } } }";
const EXPIRED = "4403 The token must not be expired: get a new one.";

const ping = (token: unknown) => ({ type: "ping", payload: { token } });
const subscribe = (query: string, id = "1") => ({ id, type: "subscribe", payload: { query } });
const connectAs = async (id: string, lifetime: string) => connect(url, { token: await tokens.issue(id, lifetime) });

/** When a token's time runs out, as the server writes times. */
function endOf(token: string) {
  const claims = JSON.parse(Buffer.from(String(token.split(".")[1]), "base64url").toString());
  return new Date(claims.exp * 1_000).toISOString();
}

async function expectViewer(wire: Wire) {
  wire.send(subscribe(QUERY, "viewer"));
  expect(await wire.next()).toMatchObject({
    id: "viewer",
    payload: { data: { viewer: { officer: { id: officer } } } },
  });
  expect(await wire.next()).toEqual({ id: "viewer", type: "complete" });
}

test("a renewed token keeps the stream going past the end of the old one, and the pong says until when", async () => {
  const old = await tokens.issue(officer, "5s");
  const wire = await connect(url, { token: old });
  const left = await connect(url, { token: old });
  wire.send(subscribe(STREAM));
  expect(await wire.next()).toMatchObject({ payload: { data: { alerts: { __typename: "AlertSnapshot" } } } });

  const renewed = await tokens.issue(officer, "1h");
  wire.send(ping(renewed));

  expect(await wire.next()).toEqual({ type: "pong", payload: { expiresAt: endOf(renewed) } });
  expect(await left.ended).toBe(EXPIRED);
  const id = await report(reporter, almaly);
  expect(await wire.next()).toMatchObject({ id: "1", type: "next", payload: { data: { alerts: { alert: { id } } } } });
  await expectViewer(wire);
});

test("a renewed token that ends earlier ends the socket earlier", async () => {
  const wire = await connectAs(officer, "1h");
  const renewed = await tokens.issue(officer, "2s");

  wire.send(ping(renewed));

  expect(await wire.next()).toEqual({ type: "pong", payload: { expiresAt: endOf(renewed) } });
  expect(await wire.next()).toBe(EXPIRED);
});

test("a token is taken with the word Bearer before it too", async () => {
  const wire = await connectAs(officer, "1h");
  wire.send(ping(`Bearer ${await tokens.issue(officer)}`));
  expect(await wire.next()).toMatchObject({ payload: { expiresAt: expect.stringMatching(/Z$/) } });
});

const ANOTHER = "4403 A renewed token must name whom the token of connection_init named, but doesn't.";

test("a token of another principal closes the socket with 4403", async () => {
  const wire = await connectAs(officer, "1h");
  wire.send(ping(await tokens.issue(other)));
  expect(await wire.next()).toBe(ANOTHER);
});

test("a token on a socket that began without one closes it with 4403", async () => {
  const wire = await connect(url);
  wire.send(ping(await tokens.issue(officer)));
  expect(await wire.next()).toBe(ANOTHER);
});

test.each([
  ["isn't one of the issuer's", async () => "nonsense", /^4403 The token must be signed by this server's issuer/],
  ["has expired", () => tokens.issue(officer, "-1s"), EXPIRED],
])("a token that %s closes the socket with 4403 and the reason", async (_, make, reason) => {
  const wire = await connectAs(officer, "1h");
  wire.send(ping(await make()));
  expect(await wire.next()).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
});

test("refused tokens count as at connecting; an address with too many of them renews nothing, and goes on", async () => {
  const strict = await start({ on: server, env: { QORGAN_FAILED_TOKENS: "2" } });
  const wires = await Promise.all(
    [1, 2, 3].map(async () => connect(strict.url, { token: await tokens.issue(officer) })),
  );
  const [first, second, third] = wires as [Wire, Wire, Wire];
  for (const wire of [first, second]) {
    wire.send(ping("nonsense"));
    expect(await wire.next()).toMatch(/^4403 /);
  }

  third.send(ping(await tokens.issue(officer, "1h")));

  const error = { code: "RATE_LIMITED", message: expect.stringContaining("failedTokens") };
  expect(await third.next()).toEqual({ type: "pong", payload: { error } });
  await expectViewer(third);
});

test("before the acknowledgement a token renews nothing: the ping is answered as any other", async () => {
  const wire = await dial(url);
  const long = ping(await tokens.issue(officer, "1h"));
  wire.send(long);
  expect(await wire.next()).toEqual({ ...long, type: "pong" });
  wire.send({ type: "connection_init", payload: { token: await tokens.issue(officer, "2s") } });
  wire.send(long);
  const answers = [await wire.next(), await wire.next()];
  expect(answers).toContainEqual({ ...long, type: "pong" });
  expect(answers).toContainEqual({ type: "connection_ack" });
  expect(await wire.next()).toBe(EXPIRED);
});

test.each([[{}], [{ token: null }], [{ token: "" }], [{ token: 7 }], [{ token: { token: "x" } }]])(
  "a ping with %j renews nothing and gets it back",
  async (payload) => {
    const wire = await connectAs(officer, "1h");
    wire.send({ type: "ping", payload });
    expect(await wire.next()).toEqual({ type: "pong", payload });
  },
);
