import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { LIMITS } from "../../src/graphql/limits.js";
import { almaly, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

const server = await start();
const { anonymous, as, url } = server;
const officer = as(officerOf(almaly));
const socketOf = () => openSocket({ url, connectionParams: async () => ({ token: await officer.token() }) });

const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: __typename`).join(" ")} }`;
const OVER: [limit: string, bound: number, got: number, document: string][] = [
  ["depth", 16, 18, `{ regions { nodes ${"{ districts { nodes { region ".repeat(5)}{ kato }${" } } }".repeat(5)} } }`],
  ["tokens", 4000, 4002, `{ ${"__typename ".repeat(4000)}}`],
  ["aliases", 60, 61, `{ regions { ${aliases(61).slice(1)} }`],
  ["rootFields", 40, 41, `{ ${"__typename ".repeat(41)}}`],
];

test.each(OVER)("a document over the limit %s is refused with the bound %i and what was given", async (...row) => {
  const [limit, bound, got, document] = row;
  const { data, errors } = await anonymous.run(document);
  expect(data).toBeUndefined();
  expect(errors?.[0]?.extensions).toMatchObject({ code: "LIMIT_EXCEEDED", limit, bound });
  expect(errors?.[0]?.message).toBe(`${limit} must be at most ${bound}, but the document has ${got}.`);
});

test.each(OVER)("a socket refuses a document over the limit %s likewise", async (limit, bound, got, document) => {
  const client = socketOf();
  const refused = await once(client, document).catch((errors) => errors);
  await client.dispose();
  expect(refused[0].extensions).toMatchObject({ code: "LIMIT_EXCEEDED", limit, bound });
  expect(refused[0].message).toContain(String(got));
});

test("fragments count where they are spread", async () => {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `fragment f${i} on Region { districts { nodes { region { ...f${i + 1} } } } }`,
  );
  const document = `{ regions { nodes { ...f0 } } } ${levels.join(" ")} fragment f9 on Region { kato }`;
  const { errors } = await anonymous.run(document);
  expect(errors?.[0]?.message).toBe("depth must be at most 16, but the document has 30.");
});

test("fragments that spread each other are refused at once", async () => {
  const document = "{ regions { nodes { ...a } } } fragment a on Region { ...b } fragment b on Region { ...a }";
  const { errors } = await anonymous.run(document);
  expect(errors?.[0]?.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
});

test("a document at the limits is answered", async () => {
  expect((await anonymous.run(`{ ${"__typename ".repeat(LIMITS.rootFields)}}`)).errors).toBeUndefined();
  expect((await anonymous.run(`{ regions { ${aliases(LIMITS.aliases).slice(1)} }`)).errors).toBeUndefined();
});

test.each([0, -1, 101, 100_000])("a page of %i rows is refused with the bounds", async (first) => {
  const { errors } = await anonymous.run("query ($first: Int!) { regions(first: $first) { nodes { kato } } }", {
    first,
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: "OUT_OF_RANGE", field: "first" });
  expect(errors?.[0]?.message).toBe(`first must be 1 to 100, but got ${first}`);
});

test("a page below another is bounded too", async () => {
  const { errors } = await anonymous.run(
    "{ regions(first: 1) { nodes { districts(first: 101) { nodes { kato } } } } }",
  );
  expect(errors?.[0]?.message).toBe("first must be 1 to 100, but got 101");
});

test("more than 100 nodes are refused with the bound and what was given", async () => {
  const ids = Array.from({ length: 101 }, () => "school_019aa000-0000-7000-8000-000000000000");
  const { errors } = await officer.run("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  expect(errors?.[0]?.message).toBe("ids must hold at most 100 ids, but got 101");
});

test("the 21st subscription of a socket is refused, and the socket stays open", async () => {
  const client = socketOf();
  const refusals: unknown[] = [];
  const subscribe = () =>
    client.subscribe(
      { query: "subscription { alerts { __typename } }" },
      { next() {}, complete() {}, error: (error) => refusals.push(error) },
    );
  for (let i = 0; i < LIMITS.subscriptions; i++) subscribe();
  const last = new Promise((resolve) => {
    client.subscribe({ query: "subscription { alerts { __typename } }" }, { next() {}, complete() {}, error: resolve });
  });
  const message = "subscriptions must be at most 20 on a socket, but it has 21.";
  expect(await last).toMatchObject([
    { message, extensions: { code: "LIMIT_EXCEEDED", limit: "subscriptions", bound: 20, got: 21 } },
  ]);
  expect(refusals).toEqual([]);
  await client.dispose();
});

test("a message over the limit closes its socket with the limit and the bound", async () => {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const closed = new Promise((resolve) => socket.on("close", (code, reason) => resolve([code, reason.toString()])));
  socket.on("open", () =>
    socket.send(JSON.stringify({ type: "ping", payload: { text: "x".repeat(LIMITS.messageBytes) } })),
  );
  expect(await closed).toEqual([1009, "messageBytes must be at most 65536, but a message has more."]);
});
