import { createHash } from "node:crypto";
import { print } from "graphql";
import { describe, expect, test } from "vitest";
import { readManifest } from "../../src/graphql/trusted.js";
import { send } from "../support/client.js";
import { TerritoriesDocument } from "../support/operations.js";
import { start } from "../support/start.js";
import { openSocket } from "../support/stream.js";

// One database for all servers of this file; the bounds are counted by each server.
const on = await start();

const documentId = `sha256:${createHash("sha256").update(print(TerritoriesDocument)).digest("hex")}`;
const unknown = `sha256:${"0".repeat(64)}`;

/** Sends a subscribe message as it is given. */
async function bySocket(url: string, payload: Record<string, unknown>) {
  const client = openSocket({ url, connectionParams: async () => ({}) });
  const result = await new Promise((resolve) => {
    client.subscribe(payload as never, { next: resolve, error: resolve, complete() {} });
  });
  await client.dispose();
  return result;
}

describe.each(["any", "trusted"])("with QORGAN_DOCUMENTS=%s", async (documents) => {
  const { url } = await start({ on, env: { QORGAN_DOCUMENTS: documents } });
  const answered = { data: { regions: { totalCount: 20 } } };

  test("a document of the manifest answers to its id, by POST, GET and websocket", async () => {
    expect((await send(url, { documentId })).body).toMatchObject(answered);
    const get = await fetch(`${url}/graphql?documentId=${encodeURIComponent(documentId)}`);
    expect(await get.json()).toMatchObject(answered);
    expect(await bySocket(url, { query: "", documentId })).toMatchObject(answered);
    expect(await bySocket(url, { query: "", extensions: { documentId } })).toMatchObject(answered);
  });

  test("an id that names nothing is refused", async () => {
    const { status, body } = await send(url, { documentId: unknown });
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe("PERSISTED_QUERY_NOT_FOUND");
    const code = "PERSISTED_QUERY_NOT_FOUND";
    expect(await bySocket(url, { query: "", documentId: unknown })).toMatchObject([{ extensions: { code } }]);
  });

  test("an id and a text at once are refused", async () => {
    const { status, body } = await send(url, { documentId, query: "{ __typename }" });
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe("BAD_REQUEST");
  });
});

describe("a server that takes trusted documents only", async () => {
  const { url } = await start({ on, env: { QORGAN_DOCUMENTS: "trusted" } });
  const refused = [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }];
  const hash = documentId.slice("sha256:".length);

  test.each([
    ["a document of the client's own", { query: "{ __typename }" }],
    ["introspection", { query: "{ __schema { types { name } } }" }],
    ["the text of a trusted document", { query: print(TerritoriesDocument) }],
    ["nothing", {}],
    ["a hash in Apollo's form", { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }],
  ])("refuses %s", async (_, body) => {
    const answer = await send(url, body);
    expect(answer.status).toBe(403);
    expect(answer.body.errors).toMatchObject(refused);
    expect(await bySocket(url, { query: "", ...body })).toMatchObject(refused);
  });

  test("refuses a document by GET too", async () => {
    const answer = await fetch(`${url}/graphql?query=${encodeURIComponent("{ __typename }")}`);
    expect(answer.status).toBe(403);
  });
});

test("every id of the manifest is the hash of its text", () => {
  const entries = Object.entries(readManifest());
  expect(entries.length).toBeGreaterThan(10);
  for (const [id, text] of entries) expect(id).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
});
