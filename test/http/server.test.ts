import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { LIMITS } from "../../src/graphql/limits.js";
import { start } from "../support/start.js";

const server = await start();
const graphql = `${server.url}/graphql`;
const json = { "content-type": "application/json" };

async function send(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  const body = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return { status: response.status, error: body.errors?.[0], body };
}

test("a server that is up says so", async () => {
  expect(await send(`${server.url}/livez`)).toMatchObject({ status: 200, body: { status: "ok" } });
});

test("a server whose database answers is ready", async () => {
  expect(await send(`${server.url}/readyz`)).toMatchObject({ status: 200, body: { status: "ok" } });
});

test("malformed JSON is a bad request in GraphQL's form", async () => {
  const { status, error } = await send(graphql, { method: "POST", headers: json, body: '{"query":' });
  expect(status).toBe(400);
  expect(error?.extensions.code).toBe("BAD_REQUEST");
});

test("another content type is refused in GraphQL's form", async () => {
  const headers = { "content-type": "text/csv" };
  const { status, error } = await send(graphql, { method: "POST", headers, body: "{ __typename }" });
  expect(status).toBe(415);
  expect(error?.extensions.code).toBe("BAD_REQUEST");
});

test("a body over the limit is refused with the limit, the bound and what was given", async () => {
  const body = JSON.stringify({ query: "{ __typename }", variables: { text: "x".repeat(LIMITS.bodyBytes) } });
  const { status, error } = await send(graphql, { method: "POST", headers: json, body });
  expect(status).toBe(413);
  expect(error?.extensions.code).toBe("LIMIT_EXCEEDED");
  expect(error?.message).toBe(`bodyBytes must be at most 262144, but the request has ${body.length}.`);
});

test("a query may come by GET", async () => {
  const { status, body } = await send(`${graphql}?query=${encodeURIComponent("{ __typename }")}`);
  expect({ status, body }).toMatchObject({ status: 200, body: { data: { __typename: "Query" } } });
});

test("a mutation by GET is refused", async () => {
  const query = encodeURIComponent("mutation { __typename }");
  const { status, error } = await send(`${graphql}?query=${query}`);
  expect(status).toBe(405);
  expect(error?.extensions.code).toBe("BAD_REQUEST");
});

test("a path that isn't there is refused", async () => {
  expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
});

test("an operation name that the document hasn't is refused", async () => {
  const body = JSON.stringify({ query: "query A { __typename } query B { __typename }", operationName: "C" });
  const { error } = await send(graphql, { method: "POST", headers: json, body });
  expect(error?.extensions.code).toBe("OPERATION_RESOLUTION_FAILURE");
});

test("a variable that doesn't fit its type is refused with its name", async () => {
  const query = "query ($first: Int!) { regions(first: $first) { totalCount } }";
  const { body, error } = await send(graphql, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ query, variables: { first: "ten" } }),
  });
  expect(body).not.toHaveProperty("data.regions");
  expect(error?.extensions.code).toBe("BAD_USER_INPUT");
  expect(error?.message).toContain("$first");
});

test("a connection on which nothing was asked doesn't hold up the stop", async () => {
  const own = await start({ on: server });
  const socket = connect(Number(new URL(own.url).port), "127.0.0.1");
  await once(socket, "connect");
  await send(`${own.url}/livez`);
  const closed = once(socket, "close");
  await own.stop();
  await closed;
});
