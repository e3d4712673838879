import { expect, test } from "vitest";
import { createTokens } from "../../src/access/tokens.js";
import { send } from "../support/client.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { ReportIncidentDocument } from "../support/operations.js";
import { type Running, start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

// One database for all servers of this file; the bounds are counted by each server.
const on = await start();

const page = (first: number) => ({ query: `{ regions(first: ${first}) { nodes { kato } } }` });
const from = (address: string) => ({ "x-forwarded-for": address });

async function bearerOf({ database, keys }: Running) {
  const officer = await anOfficer(database, { kato: almaly });
  const token = await (await createTokens(keys)).issue(officer.id);
  return { token, headers: { authorization: `Bearer ${token}` } };
}

test("an answer says what the operation cost and what is left", async () => {
  const { url } = await start({ on, env: { QORGAN_PUBLIC_COST_BUCKET: "1000", QORGAN_PUBLIC_COST_RESTORE: "1" } });
  const { body } = await send(url, page(10));
  expect(body.extensions.cost).toEqual({ requested: 12, available: 988, limit: 1000, restoreRate: 1 });
});

test("an operation over the limit is refused before it runs, with the bound and what it asked", async () => {
  const { url, database } = await start({ on, env: { QORGAN_COST: "50" } });
  const before = database.statements.count;
  const { status, body } = await send(url, page(60));
  expect(status).toBe(200);
  expect(body.data).toBeUndefined();
  expect(body.errors[0].message).toContain("cost must be at most 50, but the operation has 61");
  expect(body.errors[0].extensions).toEqual({ code: "LIMIT_EXCEEDED", limit: "cost", bound: 50, got: 61 });
  expect(database.statements.count).toBe(before);
});

test("over the bucket a viewer is refused with 429 and the seconds to wait, and another viewer isn't", async () => {
  const server = await start({ on, env: { QORGAN_COST_BUCKET: "150", QORGAN_COST_RESTORE: "1" } });
  const { headers } = await bearerOf(server);
  expect((await send(server.url, page(99), headers)).status).toBe(200);
  const refused = await send(server.url, page(99), headers);
  expect(refused.status).toBe(429);
  const { code, retryAfter } = refused.body.errors[0].extensions;
  expect(code).toBe("RATE_LIMITED");
  expect(retryAfter).toBeGreaterThan(40);
  expect(refused.headers.get("retry-after")).toBe(String(retryAfter));
  expect((await send(server.url, page(99), (await bearerOf(server)).headers)).status).toBe(200);
});

test("HTTP and websocket draw from one bucket", async () => {
  const server = await start({ on, env: { QORGAN_COST_BUCKET: "150", QORGAN_COST_RESTORE: "1" } });
  const { headers, token } = await bearerOf(server);
  await send(server.url, page(99), headers);
  const client = openSocket({ url: server.url, connectionParams: async () => ({ token }) });
  const refused = await once(client, page(99).query).catch((errors) => errors);
  const small = await once(client, "{ __typename }");
  await client.dispose();
  expect(refused).toMatchObject([{ extensions: { code: "RATE_LIMITED", limit: "cost" } }]);
  expect(small.extensions?.cost).toMatchObject({ requested: 1, limit: 150 });
});

test("what isn't GraphQL, or doesn't fit the schema, costs too", async () => {
  const { url } = await start({ on, env: { QORGAN_PUBLIC_COST_BUCKET: "3", QORGAN_PUBLIC_COST_RESTORE: "1" } });
  const statuses = [];
  for (const query of ["{", "{ nothing }", "{ __typename }", "{ __typename }"])
    statuses.push((await send(url, { query })).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test("anonymous callers share the bucket of their address, as a trusted proxy tells it", async () => {
  const env = { QORGAN_PUBLIC_COST_BUCKET: "15", QORGAN_PUBLIC_COST_RESTORE: "1", QORGAN_TRUST_PROXY: "1" };
  const { url } = await start({ on, env });
  const ask = async (address: string) => (await send(url, page(10), from(address))).status;
  expect(await ask("203.0.113.1")).toBe(200);
  expect(await ask("203.0.113.1")).toBe(429);
  expect(await ask("6.6.6.6, 203.0.113.1")).toBe(429);
  expect(await ask("203.0.113.2")).toBe(200);
});

test("an address that sends refused tokens is refused before its next token is checked; others aren't", async () => {
  const server = await start({ on, env: { QORGAN_FAILED_TOKENS: "3", QORGAN_TRUST_PROXY: "1" } });
  const { headers } = await bearerOf(server);
  const ask = (more: Record<string, string>) => send(server.url, page(1), { ...from("203.0.113.1"), ...more });
  for (let i = 0; i < 3; i++) expect((await ask({ authorization: "Bearer nonsense" })).status).toBe(401);
  const refused = await ask(headers);
  expect(refused.status).toBe(429);
  expect(refused.body.errors[0].extensions).toMatchObject({ code: "RATE_LIMITED", limit: "failedTokens" });
  expect((await ask({})).status).toBe(200);
  expect((await ask({ ...headers, ...from("203.0.113.2") })).status).toBe(200);
});

test("a batch of operations is refused", async () => {
  const { url } = await start({ on });
  const { status, body } = await send(url, [page(1), page(1)]);
  expect(status).toBe(400);
  expect(body.errors[0].extensions.code).toBe("BAD_REQUEST");
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
  "a body of the type %s, which a page may send to any origin, is refused",
  async (type) => {
    const { url } = await start({ on });
    const { status, body } = await send(url, page(1), { "content-type": type });
    expect(status).toBe(415);
    expect(body.errors[0].extensions.code).toBe("BAD_REQUEST");
  },
);

test("apiInfo tells the bounds of this server", async () => {
  const { anonymous } = await start({ on, env: { QORGAN_COST: "777" } });
  const { data } = await anonymous.run("{ apiInfo { limits { name value } } }");
  expect(data.apiInfo.limits).toContainEqual({ name: "cost", value: 777 });
});

test("a text that is SQL stays a text", async () => {
  const { as } = await start({ on });
  const officer = as(officerOf(almaly));
  const place = "Двор'); drop table incidents; --";
  const input = { territory: almaly, kind: "FIGHT", severity: "MINOR", place };
  const { data } = await officer.run(ReportIncidentDocument, { input } as never);
  const id = data.incidentReport.incident?.id as string;
  const { data: found } = await officer.run("query ($id: ID!) { incident(id: $id) { place } }", { id });
  expect(found.incident.place).toBe(place);
});
