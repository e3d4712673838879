import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { maintain } from "../../src/db/database.js";
import { send } from "../support/client.js";
import { almaly, officerOf } from "../support/factories.js";
import { type Running, start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

// One database for all servers of this file; the bounds are counted by each server.
const on = await start();

const introspection = { query: "{ __schema { queryType { name } } }" };
const hidden = { query: "{ ... { node(id: 1) { ...x } } } fragment x on Node { id ... { __typename } }" };

async function askedBy(server: Running, given: { query: string }) {
  const token = await server.as(officerOf(almaly)).token();
  const signedIn = await send(server.url, given, { authorization: `Bearer ${token}` });
  return { public: codeOf(await send(server.url, given)), signedIn: codeOf(signedIn) };
}
const codeOf = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
  body.errors?.[0]?.extensions.code ?? "answered";

describe("the schema", () => {
  const OFF = "INTROSPECTION_DISABLED";
  test.each([
    ["a demo", { demo: true }, { public: "answered", signedIn: "answered" }],
    ["a server that is no demo", { demo: false }, { public: OFF, signedIn: OFF }],
    ["on", { demo: false, env: { QORGAN_INTROSPECTION: "on" } }, { public: "answered", signedIn: "answered" }],
    ["off", { env: { QORGAN_INTROSPECTION: "off" } }, { public: OFF, signedIn: OFF }],
    ["signed-in", { env: { QORGAN_INTROSPECTION: "signed-in" } }, { public: OFF, signedIn: "answered" }],
  ])("is shown by %s to whom it should be", async (_, options, expected) => {
    expect(await askedBy(await start({ on, ...options }), introspection)).toEqual(expected);
  });

  test("is no more shown through a fragment, or by websocket", async () => {
    const { url } = await start({ on, env: { QORGAN_INTROSPECTION: "off" } });
    const query = '{ ...x } fragment x on Query { a: __type(name: "Child") { name } }';
    expect(codeOf(await send(url, { query }))).toBe(OFF);
    const client = openSocket({ url, connectionParams: async () => ({}) });
    const refused = await once(client, query).catch((errors) => errors);
    await client.dispose();
    expect(refused).toMatchObject([{ extensions: { code: OFF } }]);
  });

  test("hides no field of its own: __typename answers", async () => {
    const { url } = await start({ on, env: { QORGAN_INTROSPECTION: "off" } });
    expect(codeOf(await send(url, { query: "{ __typename }" }))).toBe("answered");
    expect(codeOf(await send(url, hidden))).not.toBe(OFF);
  });
});

test("the playground is there in a demo, elsewhere only when it is switched on", async () => {
  const statusOf = async (options: object) => (await fetch(`${(await start({ on, ...options })).url}/`)).status;
  expect(await statusOf({ demo: true })).toBe(200);
  expect(await statusOf({ demo: false })).toBe(404);
  expect(await statusOf({ demo: false, env: { QORGAN_PLAYGROUND: "on" } })).toBe(200);
  expect(await statusOf({ demo: true, env: { QORGAN_PLAYGROUND: "off" } })).toBe(404);
});

describe("errors", () => {
  const WRONG = [
    ["a field", "{ regionz { nodes { kato } } }", {}],
    ["a type", "{ regions { nodes { ... on Regian { kato } } } }", {}],
    ["an argument", '{ region(kat: "750000000") { kato } }', {}],
    ["a subselection", "{ regions }", {}],
    ["a value", "{ alerts(filter: { states: [RAISD] }) { totalCount } }", {}],
    ["a variable", "query ($s: [AlertState!]) { alerts(filter: { states: $s }) { totalCount } }", { s: ["RAISD"] }],
  ] as const;

  test.each(WRONG)("guess at %s that isn't there in a demo only, by HTTP and websocket", async (...row) => {
    const [, query, variables] = row;
    const texts = async (server: Running) => {
      const client = openSocket({ url: server.url, connectionParams: async () => ({}) });
      const socket = await once(client, query, { ...variables }).catch((errors) => ({ errors }));
      await client.dispose();
      return [(await send(server.url, { query, variables })).body, socket].map((given) => JSON.stringify(given));
    };
    for (const text of await texts(await start({ on, demo: false }))) {
      expect(text).toContain('"errors"');
      expect(text).not.toContain("Did you mean");
    }
    for (const text of await texts(await start({ on, demo: true }))) expect(text).toContain("Did you mean");
  });

  test("of the database leave as a reference: no SQL, no stack, no names, by HTTP and websocket", async () => {
    const server = await start();
    await maintain(server.database, async (tx) => {
      await tx.rows(sql`alter table schools rename column phone to telephone`);
    });
    const token = await server.as(officerOf(almaly)).token();
    const query = "{ schools { nodes { phone } } }";
    const http = await send(server.url, { query }, { authorization: `Bearer ${token}` });
    const client = openSocket({ url: server.url, connectionParams: async () => ({ token }) });
    const socket = await once(client, query);
    await client.dispose();
    for (const { errors } of [http.body, socket]) {
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions).toEqual({ code: "INTERNAL", reference: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect(errors[0].message).toBe(`Internal error, reference ${errors[0].extensions.reference}`);
      expect(JSON.stringify(errors)).not.toMatch(/select|telephone|relation|exist|stack|\.[jt]s\b|node_modules/i);
    }
  });
});

describe("answers", () => {
  const SECURE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  };

  test("carry security headers, whatever they are, and don't say what made them", async () => {
    const { url } = await start({ on });
    const get = async (path: string, init: RequestInit = {}) =>
      Object.fromEntries((await fetch(`${url}${path}`, init)).headers);
    const answers = [
      await get("/"),
      await get("/livez"),
      await get("/nowhere"),
      await get("/graphql?query={__typename}"),
      await get("/graphql", { method: "POST", body: "{", headers: { "content-type": "application/json" } }),
    ];
    for (const headers of answers) {
      expect(headers).toMatchObject(SECURE);
      expect(headers).not.toHaveProperty("server");
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("strict-transport-security");
    }
    for (const headers of answers.slice(3)) expect(headers["cache-control"]).toBe("no-store");
  });

  test("promise TLS only where the server is told that it is behind it", async () => {
    const { url } = await start({ on, env: { QORGAN_TLS: "on" } });
    expect((await fetch(`${url}/livez`)).headers.get("strict-transport-security")).toContain("max-age=63072000");
  });

  test("may be read by pages of the server's own origin and of the listed ones", async () => {
    const { url } = await start({ on, env: { QORGAN_ORIGINS: "https://board.example.kz" } });
    const allowed = async (origin: string, method = "POST") => {
      const { status, headers } = await fetch(`${url}/graphql`, { method, headers: { origin } });
      expect(headers.get("vary")).toContain("Origin");
      if (method === "OPTIONS") expect(status).toBe(204);
      return headers.get("access-control-allow-origin");
    };
    for (const method of ["POST", "OPTIONS"]) {
      expect(await allowed("https://board.example.kz", method)).toBe("https://board.example.kz");
      expect(await allowed(url, method)).toBe(url);
      expect(await allowed("https://evil.example", method)).toBeNull();
      expect(await allowed("https://board.example.kz.evil.example", method)).toBeNull();
      expect(await allowed("null", method)).toBeNull();
    }
  });
});

test.each([
  [{ QORGAN_INTROSPECTION: "maybe" }, "QORGAN_INTROSPECTION must be one of on, off, signed-in, but is maybe"],
  [{ QORGAN_DOCUMENTS: "all" }, "QORGAN_DOCUMENTS must be one of any, trusted, but is all"],
  [{ QORGAN_TRUST_PROXY: "true" }, "QORGAN_TRUST_PROXY must be a whole number from 0 to 9, but is true"],
  [{ QORGAN_ORIGINS: "*" }, "QORGAN_ORIGINS must list origins such as https://board.example.kz, but has *"],
  [{ QORGAN_COST_BUCKET: "0" }, "QORGAN_COST_BUCKET must be a whole number from 1 to 2000000000, but is 0"],
])("a server with %o doesn't start and says why", (env, message) => {
  expect(() => readConfig(env)).toThrow(message);
});
