import { createClient } from "graphql-sse";
import { expect, onTestFinished, test } from "vitest";
import { createTokens } from "../../src/access/tokens.js";
import { textOf, type Untyped } from "../support/client.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { cableTo, report } from "../support/follow.js";
import { ControlRoomDocument } from "../support/operations.js";
import { type Running, start } from "../support/start.js";

// One database for all servers of this file; the bounds are counted by each server.
const on = await start();
const officer = on.as(officerOf(almaly));
const query = textOf(ControlRoomDocument);

interface Given {
  token?: string | null;
  lastEventId?: string;
  variables?: object;
  query?: string;
}

/** Asks as a program would that knows no library, by GET as browsers do; reads the events one by one. */
async function open({ url }: Running, { token, lastEventId, variables, query: text = query }: Given) {
  const search = new URLSearchParams({ query: text, variables: JSON.stringify(variables ?? {}) });
  const ending = new AbortController();
  const response = await fetch(`${url}/graphql/stream?${search}`, {
    headers: {
      accept: "text/event-stream",
      ...(token && { authorization: `Bearer ${token}` }),
      ...(lastEventId && { "last-event-id": lastEventId }),
    },
    signal: ending.signal,
  });
  const close = () => ending.abort();
  onTestFinished(close);
  let read: Next | undefined;
  return { response, close, next: () => (read ??= readEvents(response))() };
}

type Next = () => Promise<Record<string, string> | null>;

/** The next event's fields, without comments; null at the end of the body. */
function readEvents({ body }: Response): Next {
  const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  return async function next(): Promise<Record<string, string> | null> {
    for (;;) {
      const [block, more] = rest.split(/\n\n(.*)/s);
      if (more !== undefined) {
        rest = more;
        const lines = String(block).split("\n");
        const fields = lines.filter((line) => !line.startsWith(":")).map((line) => line.split(/: ?(.*)/s));
        if (fields.length > 0) return Object.fromEntries(fields.map(([name, value = ""]) => [name, value]));
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      rest += value;
    }
  };
}

/** The item of the next event that has one; heartbeats are passed over. */
async function itemOf(next: Next): Promise<Untyped> {
  for (;;) {
    const event = await next();
    const item = JSON.parse(String(event?.data)).data.alerts;
    expect(event).toMatchObject({ event: "next", id: item.cursor });
    if (item.__typename !== "Heartbeat") return item;
  }
}

const errorsOf = (event: Record<string, string> | null) => JSON.parse(String(event?.data)).errors;

test("each event's id is its cursor, and Last-Event-ID goes on after it, whatever the document asks", async () => {
  const token = await officer.token();
  const before = await open(on, { token });
  expect(before.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(before.response.headers.get("cache-control")).toBe("no-store");
  const { __typename, cursor } = await itemOf(before.next);
  expect(__typename).toBe("AlertSnapshot");
  before.close();
  const id = await report(officer, almaly);
  const literal = "subscription { a: alerts(minSeverity: MINOR) { ... on StreamItem { cursor previous } ...F } } ";
  const fragment = "fragment F on AlertEvent { __typename alert { id } }";
  for (const given of [{}, { variables: { after: "nonsense" } }, { query: `${literal}${fragment}` }]) {
    const { next, close } = await open(on, { token, lastEventId: cursor, ...given });
    const [item] = Object.values(JSON.parse(String((await next())?.data)).data) as Untyped[];
    expect(item).toMatchObject({ __typename: "AlertEvent", previous: cursor, alert: { id } });
    close();
  }
});

test("graphql-sse's own client works unchanged: a stream that comes back after a cut, a query, a mutation", async () => {
  const cable = await cableTo(on);
  const token = await officer.token();
  const client = createClient({
    url: `http://127.0.0.1:${cable.port}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retry: async () => {},
  });
  onTestFinished(client.dispose);
  const items = client.iterate<Untyped>({ query });
  const next = async () => {
    for (;;) {
      const { alerts } = (await items.next()).value.data;
      if (alerts.__typename !== "Heartbeat") return alerts;
    }
  };
  expect((await next()).__typename).toBe("AlertSnapshot");
  const id = await report(officer, almaly);
  expect((await next()).alert.id).toBe(id);
  cable.reset();
  // It knows of no cursors, and begins anew.
  expect((await next()).__typename).toBe("AlertSnapshot");
  const ask = async (text: string) => (await client.iterate<Untyped>({ query: text }).next()).value;
  expect(await ask("{ viewer { role } }")).toMatchObject({
    data: { viewer: { role: "DISTRICT_OFFICER" } },
    extensions: { cost: { requested: expect.any(Number) } },
  });
  const input = `{ territory: "${almaly}", kind: FIGHT, severity: MINOR, place: "Двор" }`;
  const made = await ask(`mutation { incidentReport(input: ${input}) { incident { id } errors { code } } }`);
  expect(made?.data?.incidentReport).toMatchObject({ incident: { id: expect.stringMatching(/^incident_/) } });
});

test("a refused token is 401, a wrong document an error in the stream, which is then complete", async () => {
  const { response } = await open(on, { token: "nonsense" });
  expect(response.status).toBe(401);
  const wrong = await open(on, { token: await officer.token(), query: "subscription { alerts { nothing } }" });
  expect(errorsOf(await wrong.next())).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  expect(await wrong.next()).toEqual({ event: "complete", data: "" });
  expect(await wrong.next()).toBeNull();
  const anonymous = await open(on, {});
  expect(errorsOf(await anonymous.next())).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
});

test("a GET changes nothing, and only GET and POST are taken", async () => {
  const mutation = 'mutation { alertAcknowledge(input: { id: "alert_1" }) { errors { code } } }';
  const { response } = await open(on, { token: await officer.token(), query: mutation });
  expect(response.status).toBe(405);
  for (const method of ["PUT", "DELETE", "HEAD"]) {
    expect((await fetch(`${on.url}/graphql/stream`, { method })).status).toBe(404);
  }
  const bad = (body: string) =>
    fetch(`${on.url}/graphql/stream`, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect((await bad("{")).status).toBe(400);
  expect((await bad("{}")).status).toBe(400);
  expect((await bad('{"query":1}')).status).toBe(400);
});

test("the end of a token's time ends the stream with TOKEN_EXPIRED", async () => {
  const { id } = await anOfficer(on.database, { kato: almaly });
  const token = await (await createTokens(on.keys)).issue(id, "2s");
  const { next } = await open(on, { token });
  await itemOf(next);
  expect(errorsOf(await next())).toMatchObject([{ extensions: { code: "TOKEN_EXPIRED" } }]);
  expect(await next()).toEqual({ event: "complete", data: "" });
  expect(await next()).toBeNull();
});

test("a viewer has so many streams and sockets together, and no more; a closed one makes room", async () => {
  const server = await start({ on, env: { QORGAN_SOCKETS_PER_VIEWER: "2" } });
  const viewer = server.as(officerOf(almaly));
  const token = await viewer.token();
  const stream = await open(server, { token });
  await itemOf(stream.next);
  await viewer.subscribe(query);
  const refused = await open(server, { token });
  expect([refused.response.status, refused.response.headers.get("retry-after")]).toEqual([429, "10"]);
  expect(await refused.response.text()).toContain("socketsPerViewer");
  stream.close();
  const statusOfNext = async () => (await open(server, { token })).response.status;
  await expect.poll(statusOfNext, { timeout: 10_000 }).toBe(200);
});

test("what it costs is taken from the viewer's bucket; items come although it is empty", async () => {
  const server = await start({ on, env: { QORGAN_COST_BUCKET: "16", QORGAN_COST_RESTORE: "1" } });
  const token = await server.as(officerOf(almaly)).token();
  const bare = "subscription { alerts { __typename ... on StreamItem { cursor } } }";
  const { next } = await open(server, { token, query: bare });
  await itemOf(next);
  const second = await open(server, { token, query: bare });
  expect(errorsOf(await second.next())).toMatchObject([{ extensions: { code: "RATE_LIMITED" } }]);
  await report(officer, almaly);
  expect((await itemOf(next)).__typename).toBe("AlertEvent");
});

test("a server that stops ends its streams and says when to come back, without complete", async () => {
  const server = await start({ on });
  const stream = await open(server, { token: await tokenOf(server) });
  await itemOf(stream.next);
  const stopped = server.stop();
  expect(Number((await stream.next())?.retry)).toBeGreaterThanOrEqual(1_000);
  expect(await stream.next()).toBeNull();
  await stopped;
});

test("a client that reads nothing holds up neither the stop nor the others", async () => {
  const server = await start({ on });
  const cable = await cableTo(server);
  const token = await tokenOf(server);
  await open({ ...server, url: `http://127.0.0.1:${cable.port}` }, { token });
  cable.cut();
  const other = await open(server, { token });
  await itemOf(other.next);
  const id = await report(officer, almaly);
  expect((await itemOf(other.next)).alert.id).toBe(id);
  await server.stop();
  cable.heal();
});

const tokenOf = (server: Running) => server.as(officerOf(almaly)).token();
