import { once } from "node:events";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { ApolloServer } from "@apollo/server";
import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { maintain } from "../../src/db/database.js";
import { anOfficer, aSchool } from "../support/factories.js";
import { type Asking, GUARDED, type Running, start } from "../support/start.js";

const QUERY =
  'query Schools($first: Int) { schools(first: $first, filter: { territory: "750000000" }) { nodes { name } } }';
const PUBLIC = "{ schools: districts(first: 1) { nodes { name } } }";
const WEB = "https://rooms.example";
const env = { QORGAN_ORIGINS: WEB, QORGAN_TLS: "on" };

let on: Running;
let off: Running;
let officer: Asking;
let token: string | null;
// What goes the usual way goes through Apollo.
const usual = vi.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");

beforeAll(async () => {
  on = await start({ env });
  await aSchool(on.database, { nameRu: "Школа № 7" });
  officer = await anOfficer(on.database, { role: "REGION_OFFICER", kato: "750000000" });
  off = await start({ on, env: { ...env, ...GUARDED.env } });
  token = await on.as(officer).token();
  // Whoever asks for the first time isn't known yet.
  for (const server of [on, off]) await ask(server);
});
beforeEach(() => void usual.mockClear());

interface Sent {
  body?: string | Buffer;
  headers?: Record<string, string | undefined>;
  chunked?: boolean;
  agent?: Agent;
}
interface Got {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

const uuidWithin = (id: string) => id.slice(id.indexOf("_") + 1);
const plain = (query = QUERY, rest: object = {}) => JSON.stringify({ query, variables: { first: 1 }, ...rest });

async function ask(server: Running, { body = plain(), headers, chunked, agent }: Sent = {}): Promise<Got> {
  const given = { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers };
  const length = chunked ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const kept = Object.entries({ ...given, ...length }).filter(([, value]) => value !== undefined);
  const sent = request(`${server.url}/graphql`, { method: "POST", headers: Object.fromEntries(kept) as never, agent });
  if (chunked) sent.write(body.slice(0, 10));
  sent.end(chunked ? body.slice(10) : body);
  const [answer] = await once(sent, "response");
  const text = Buffer.concat(await answer.toArray()).toString();
  return { status: answer.statusCode, headers: answer.headers, text };
}

/** What differs from moment to moment is left out. */
const comparable = ({ status, headers: { date: _, ...headers }, text }: Got) => ({
  ...{ status, headers: { ...headers, "content-length": undefined } },
  text: text.replace(/"available":[\d.]+/, "").replace(/reference [\w-]+/, ""),
});

async function expectAlike(sent: Sent): Promise<Got & { isUsual: boolean }> {
  const got = await ask(on, sent);
  const isUsual = usual.mock.calls.length > 0;
  expect(comparable(got)).toEqual(comparable(await ask(off, sent)));
  return { ...got, isUsual };
}

describe("answered directly, with the bytes and headers of the usual way:", () => {
  test.each<[what: string, sent: Sent]>([
    ["an officer's query", {}],
    ["the public's query", { body: plain(PUBLIC), headers: { authorization: undefined } }],
    ["a query by its name", { body: plain(`${QUERY} query Other { __typename }`, { operationName: "Schools" }) }],
    ["a query with null for what it doesn't give", { body: plain(QUERY, { operationName: null, extensions: null }) }],
    ["what a client says of itself", { body: plain(QUERY, { extensions: { clientLibrary: { name: "x" } } }) }],
    ["another language", { headers: { "accept-language": "kk-KZ,kk;q=0.9" } }],
    ["a purpose", { headers: { "x-qorgan-purpose": "REPORTING" } }],
    ["any type", { headers: { accept: "*/*" } }],
    ["the type of GraphQL over HTTP", { headers: { accept: "application/graphql-response+json" } }],
    ["both types", { headers: { accept: "application/graphql-response+json,application/json;q=0.9" } }],
    ["a page of an allowed origin", { headers: { origin: WEB } }],
    ["a page of another origin", { headers: { origin: "https://elsewhere.example" } }],
    ["a body with a charset", { headers: { "content-type": "application/json; charset=utf-8" } }],
  ])("%s", async (_, sent) => {
    // A document is known when somebody has paid for it.
    await ask(on, sent);
    usual.mockClear();
    const { status, text, isUsual } = await expectAlike(sent);
    expect(isUsual).toBe(false);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ data: { schools: { nodes: [{ name: expect.any(String) }] } } });
  });
});

describe("left to the usual way, as if nothing had been read of it:", () => {
  const invalid = Buffer.concat([
    Buffer.from('{"query":"{ viewer { role } }","x":"'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('"}'),
  ]);
  test.each<[what: string, sent: Sent]>([
    ["what isn't JSON", { body: "{" }],
    ["JSON that isn't an object", { body: "[]" }],
    ["a body that isn't UTF-8", { body: invalid }],
    ["a body that comes in pieces", { chunked: true }],
    ["a prototype", { body: '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}' }],
    ["a mutation", { body: plain("mutation { __typename }") }],
    [
      "a mutation that a query stands before",
      { body: plain("query A { __typename } mutation B { __typename }", { operationName: "B" }) },
    ],
    ["a subscription", { body: plain("subscription { alerts { __typename } }") }],
    ["a document that isn't valid", { body: plain("{ nothing }") }],
    ["a variable of another type", { body: plain(QUERY, { variables: { first: "x" } }) }],
    ["variables that aren't an object", { body: plain(QUERY, { variables: "x" }) }],
    ["no operation of that name", { body: plain(QUERY, { operationName: "Nobody" }) }],
    ["a persisted query", { body: plain(QUERY, { extensions: { persistedQuery: { version: 1 } } }) }],
    ["a document and its id", { body: plain(QUERY, { documentId: "sha256:0" }) }],
    ["what no statement can answer", { body: plain("{ viewer { role } }") }],
    [
      "what costs too much",
      {
        body: plain(
          "{ schools(first: 100) { nodes { incidents(first: 100) { nodes { id participants(first: 100) { nodes { id } } } } } } }",
        ),
      },
    ],
    ["a token that isn't one", { headers: { authorization: "Bearer nonsense" } }],
    ["another scheme", { headers: { authorization: "Basic eDp5" } }],
    ["an appointment that isn't theirs", { headers: { "x-qorgan-appointment": "x" } }],
    ["a purpose that there isn't", { headers: { "x-qorgan-purpose": "FUN" } }],
    ["a type that isn't given", { headers: { accept: "text/html" } }],
    ["a body of another type", { headers: { "content-type": "text/plain" } }],
  ])("%s", async (_, sent) => {
    await ask(on, sent);
    usual.mockClear();
    const { status = 0, isUsual } = await expectAlike(sent);
    // What isn't a request of GraphQL is refused before Apollo.
    expect(isUsual || status >= 400).toBe(true);
  });
});

test("a body over the bound is refused in the same words", async () => {
  await expectAlike({ body: plain(`# ${"x".repeat(2_000_000)}\n${QUERY}`) });
});

test("requests that follow each other on one connection are answered in their order", async () => {
  const { hostname, port } = new URL(on.url);
  const socket = connect(Number(port), hostname);
  const bodies = [plain(), plain("{ viewer { role } }"), plain()];
  for (const body of bodies) {
    const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n`;
    socket.write(`${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  let said = "";
  for await (const chunk of socket) {
    said += chunk;
    if (said.split('"extensions"').length > bodies.length) break;
  }
  expect([...said.matchAll(/"data":\{"(\w+)"/g)].map(([, name]) => name)).toEqual(["schools", "viewer", "schools"]);
});

test("each answer is paid for once, and what is left to the usual way too", async () => {
  const server = await start({ on, env: { ...env, QORGAN_COST_RESTORE: "1", QORGAN_COST_BUCKET: "1000" } });
  const cost = async (query: string) => JSON.parse((await ask(server, { body: plain(query) })).text).extensions.cost;
  await cost(QUERY);
  const [first, second, left] = [await cost(QUERY), await cost(QUERY), await cost("{ viewer { role } }")];
  const paid = (before: typeof first, after: typeof first) => before.available - after.available;
  expect(Math.abs(paid(first, second) - second.requested)).toBeLessThanOrEqual(1);
  expect(Math.abs(paid(second, left) - left.requested)).toBeLessThanOrEqual(1);
});

test("an empty bucket refuses, and a bad token counts once", async () => {
  const server = await start({
    on,
    env: { ...env, QORGAN_COST_RESTORE: "1", QORGAN_COST_BUCKET: "40", QORGAN_FAILED_TOKENS: "3" },
  });
  const codes: string[] = [];
  for (let i = 0; i < 30; i++) {
    const { errors } = JSON.parse((await ask(server)).text);
    if (errors) codes.push(errors[0].extensions.code);
  }
  expect(new Set(codes)).toEqual(new Set(["RATE_LIMITED"]));
  const refused = async () => (await ask(server, { headers: { authorization: "Bearer x" } })).status;
  expect([await refused(), await refused(), await refused(), await refused()]).toEqual([401, 401, 401, 429]);
  // Who has sent too many is refused with a good one too.
  expect((await ask(server)).status).toBe(429);
});

test("whoever lost their appointment is refused at once", async () => {
  const gone = await anOfficer(on.database, { role: "REGION_OFFICER", kato: "750000000" });
  const headers = { authorization: `Bearer ${await on.as(gone).token()}` };
  for (let i = 0; i < 2; i++) expect((await ask(on, { headers })).status).toBe(200);
  usual.mockClear();
  await ask(on, { headers });
  expect(usual).not.toHaveBeenCalled();
  await maintain(on.database, (tx) =>
    tx.rows(sql`update appointments set to_day = '2020-02-01' where officer_id = ${uuidWithin(gone.id)}`),
  );
  const { status, text } = await ask(on, { headers });
  expect(status).toBe(401);
  expect(JSON.parse(text).errors[0].extensions.code).toBe("TOKEN_INVALID");
});

test.each([
  ["is answered", (row: unknown) => row],
  ["is given back", () => [null]],
])(
  "what is under way when the server stops is answered, and ends its connection: its statement %s",
  async (_, change) => {
    const server = await start({ on, env });
    const agent = new Agent({ keepAlive: true });
    await ask(server, { agent });
    const { ask: send } = server.database;
    const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    server.database.ask = async (text, params) => {
      const row = await send(text, params);
      asked.resolve();
      await released.promise;
      return change(row) as typeof row;
    };
    const answer = ask(server, { agent });
    await asked.promise;
    const stopped = server.stop();
    released.resolve();
    const { status, headers, text } = await answer;
    await stopped;
    expect([status, headers.connection]).toEqual([200, "close"]);
    expect(JSON.parse(text).data.schools.nodes).toHaveLength(1);
    agent.destroy();
  },
);

test("a client that goes away in the middle of its body, or before its answer, leaves nothing behind", async () => {
  const server = await start({ on, env });
  await ask(server);
  const { hostname, port } = new URL(server.url);
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
  for (const body of [plain().slice(0, 20), plain(), plain("{ viewer { role } }")]) {
    const socket = connect(Number(port), hostname);
    socket.write(`${head}content-length: ${Buffer.byteLength(plain())}\r\n\r\n${body}`, () => socket.destroy());
    await once(socket, "close");
  }
  expect((await ask(server)).status).toBe(200);
  await server.stop();
});
