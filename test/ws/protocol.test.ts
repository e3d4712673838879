import { describe, expect, test } from "vitest";
import { almaly, officerOf } from "../support/factories.js";
import { connect, dial, type Message } from "../support/protocol.js";
import { start } from "../support/start.js";

// PROTOCOL.md of graphql-ws, chapter by chapter, spoken by hand.
const server = await start();
const { url } = server;
const officer = server.as(officerOf(almaly));
const QUERY = "{ apiInfo { __typename } }";
const ANSWER = { data: { apiInfo: { __typename: "ApiInfo" } } };
const STREAM = "subscription { alerts { ... on AlertEvent { __typename } } }";
// Its first item says that the server listens for it.
const OPENED = "subscription { alerts { ... on AlertSnapshot { cursor } ... on AlertEvent { __typename } } }";
const REPORT = "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }";
const input = { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Двор" };

const subscribe = (id: string, query: string, rest: object = {}) => ({
  id,
  type: "subscribe",
  payload: { query, ...rest },
});
const connectAsOfficer = async () => connect(url, { token: await officer.token() });

/** Answers of a socket up to the pong of a ping: what the server said until it had handled all that was sent. */
async function answersOf(wire: Awaited<ReturnType<typeof dial>>, ...messages: object[]) {
  for (const message of messages) wire.send(message);
  wire.send({ type: "ping", payload: { mark: true } });
  const answers: Message[] = [];
  for (;;) {
    const answer = await wire.next();
    if (typeof answer === "string") return [...answers, answer];
    if (answer.type === "pong" && answer.payload?.mark) return answers;
    answers.push(answer);
  }
}

describe("the subprotocol", () => {
  test("is graphql-transport-ws, also among others", async () => {
    expect((await dial(url)).socket.protocol).toBe("graphql-transport-ws");
    const several = await dial(url, ["graphql-ws", "graphql-transport-ws"]);
    expect(several.socket.protocol).toBe("graphql-transport-ws");
  });

  test("is asked for, or the socket is closed with 4406", async () => {
    expect(await (await dial(url, [])).ended).toBe("4406 Subprotocol not acceptable");
  });
});

describe("connection_init", () => {
  test.each([
    ["no payload", {}],
    ["null", { payload: null }],
    ["an object", { payload: { language: "ru" } }],
  ])("with %s is acknowledged", async (_, rest) => {
    const wire = await dial(url);
    wire.send({ type: "connection_init", ...rest });
    expect(await wire.next()).toEqual({ type: "connection_ack" });
  });

  test("that doesn't come in time closes the socket with 4408, although pings come", async () => {
    const wire = await dial(url);
    expect(await answersOf(wire)).toEqual([]);
    expect(await wire.ended).toBe("4408 Connection initialisation timeout");
  });

  test("twice closes the socket with 4429, before the acknowledgement and after", async () => {
    const wire = await dial(url);
    wire.send({ type: "connection_init" });
    wire.send({ type: "connection_init" });
    expect(await wire.ended).toBe("4429 Too many initialisation requests");
    const acknowledged = await connect(url);
    acknowledged.send({ type: "connection_init" });
    expect(await acknowledged.ended).toBe("4429 Too many initialisation requests");
  });

  test("with a bad token closes the socket with 4403 and says why", async () => {
    const wire = await dial(url);
    wire.send({ type: "connection_init", payload: { token: "nonsense" } });
    expect(await wire.next()).toMatch(/^4403 ./);
  });
});

describe("a ping", () => {
  test("is answered before and after the connection, with its payload", async () => {
    const wire = await dial(url);
    wire.send({ type: "ping" });
    expect(await wire.next()).toEqual({ type: "pong" });
    wire.send({ type: "ping", payload: null });
    expect(await wire.next()).toEqual({ type: "pong" });
    wire.send({ type: "connection_init" });
    expect(await wire.next()).toEqual({ type: "connection_ack" });
    wire.send({ type: "ping", payload: { at: 1 } });
    expect(await wire.next()).toEqual({ type: "pong", payload: { at: 1 } });
  });

  test("isn't awaited: a pong may come unasked, at any time", async () => {
    const wire = await dial(url);
    expect(await answersOf(wire, { type: "pong" }, { type: "pong", payload: { at: 1 } })).toEqual([]);
  });
});

describe("subscribe", () => {
  test("before the acknowledgement closes the socket with 4401", async () => {
    const silent = await dial(url);
    silent.send(subscribe("1", QUERY));
    expect(await silent.ended).toBe("4401 Unauthorized");
    const hasty = await dial(url);
    hasty.send({ type: "connection_init", payload: { token: await officer.token() } });
    hasty.send(subscribe("1", QUERY));
    expect(await hasty.ended).toBe("4401 Unauthorized");
  });

  test("of a query gives one result and completes", async () => {
    const wire = await connect(url);
    wire.send(subscribe("q", QUERY, { operationName: null, variables: null, extensions: null }));
    expect(await wire.next()).toMatchObject({ id: "q", type: "next", payload: ANSWER });
    expect(await wire.next()).toEqual({ id: "q", type: "complete" });
  });

  test("of a mutation gives one result and completes", async () => {
    const wire = await connectAsOfficer();
    wire.send(subscribe("m", REPORT, { variables: { input } }));
    const made = { data: { incidentReport: { incident: { id: expect.stringMatching(/^incident_/) } } } };
    expect(await wire.next()).toMatchObject({ id: "m", type: "next", payload: made });
    expect(await wire.next()).toEqual({ id: "m", type: "complete" });
  });

  test("of several operations at once answers each under its own id", async () => {
    const wire = await connect(url);
    for (let i = 0; i < 5; i++) wire.send(subscribe(`q${i}`, `{ a${i}: apiInfo { __typename } }`));
    const answers = [];
    for (let i = 0; i < 10; i++) answers.push((await wire.next()) as Message);
    for (let i = 0; i < 5; i++) {
      const own = answers.filter(({ id }) => id === `q${i}`);
      expect(own.map(({ type }) => type)).toEqual(["next", "complete"]);
      expect(Object.keys(own[0]?.payload.data)).toEqual([`a${i}`]);
    }
  });

  test.each([
    ["can't be parsed", "{", "GRAPHQL_PARSE_FAILED"],
    ["doesn't fit the schema", "{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ["doesn't say which operation", "query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"],
  ])("of a document that %s gives an error and nothing after it", async (_, query, code) => {
    const wire = await connect(url);
    wire.send(subscribe("e", query));
    expect(await wire.next()).toMatchObject({ id: "e", type: "error", payload: [{ extensions: { code } }] });
    wire.send(subscribe("e", QUERY));
    expect(await wire.next()).toMatchObject({ id: "e", type: "next", payload: ANSWER });
  });

  test("with the id of one that runs closes the socket with 4409, of whatever kind they are", async () => {
    for (const [first, second] of [
      [QUERY, QUERY],
      [STREAM, STREAM],
      [STREAM, QUERY],
    ] as const) {
      const wire = await connectAsOfficer();
      wire.send(subscribe("same", first));
      wire.send(subscribe("same", second));
      expect(await wire.ended).toBe("4409 Subscriber for same already exists");
    }
  });

  test.each(["__proto__", "constructor", "1 ж", " "])("takes any id that isn't empty: %j", async (id) => {
    const wire = await connect(url);
    wire.send(subscribe(id, QUERY));
    expect(await wire.next()).toMatchObject({ id, type: "next", payload: ANSWER });
    expect(await wire.next()).toEqual({ id, type: "complete" });
  });
});

describe("complete", () => {
  const report = () => officer.run(REPORT, { input });
  const SNAPSHOT = { type: "next", payload: { data: { alerts: { cursor: expect.any(String) } } } };
  const EVENT = { type: "next", payload: { data: { alerts: { __typename: "AlertEvent" } } } };

  test("of a subscription ends it without an answer: what happens afterwards doesn't come", async () => {
    const wire = await connectAsOfficer();
    for (const id of ["kept", "ended"]) {
      wire.send(subscribe(id, OPENED));
      expect(await wire.next()).toMatchObject({ id, ...SNAPSHOT });
    }
    expect(await answersOf(wire, { id: "ended", type: "complete" })).toEqual([]);
    await report();
    expect(await wire.next()).toMatchObject({ id: "kept", ...EVENT });
    await server.settle();
    expect(await answersOf(wire)).toEqual([]);
  });

  test("of a query that is under way keeps its result back", async () => {
    const wire = await connect(url);
    wire.send(subscribe("early", QUERY));
    wire.send({ id: "early", type: "complete" });
    wire.send(subscribe("later", QUERY));
    expect(await wire.next()).toMatchObject({ id: "later", type: "next" });
    expect(await wire.next()).toEqual({ id: "later", type: "complete" });
    expect(await answersOf(wire)).toEqual([]);
  });

  test("of an unknown or finished operation is ignored", async () => {
    const wire = await connect(url);
    expect(await answersOf(wire, { id: "never", type: "complete" })).toEqual([]);
    wire.send(subscribe("q", QUERY));
    expect([(await wire.next()) as Message, (await wire.next()) as Message].map(({ type }) => type)).toEqual([
      "next",
      "complete",
    ]);
    expect(await answersOf(wire, { id: "q", type: "complete" })).toEqual([]);
  });

  test("frees the id at once: a query of the same id gives its own result", async () => {
    const wire = await connect(url);
    wire.send(subscribe("1", "{ first: apiInfo { __typename } }"));
    wire.send({ id: "1", type: "complete" });
    wire.send(subscribe("1", "{ second: apiInfo { __typename } }"));
    const next = (await wire.next()) as Message;
    expect(next).toMatchObject({ id: "1", type: "next" });
    expect(Object.keys(next.payload.data)).toEqual(["second"]);
    expect(await wire.next()).toEqual({ id: "1", type: "complete" });
    expect(await answersOf(wire)).toEqual([]);
  });

  test("frees the id at once: a subscription of the same id lives on, however soon it comes", async () => {
    const wire = await connectAsOfficer();
    wire.send(subscribe("1", OPENED));
    for (let i = 0; i < 2; i++) {
      wire.send({ id: "1", type: "complete" });
      wire.send(subscribe("1", OPENED));
      expect(await wire.next()).toMatchObject({ id: "1", ...SNAPSHOT });
    }
    await report();
    expect(await wire.next()).toMatchObject({ id: "1", ...EVENT });
    await server.settle();
    expect(await answersOf(wire)).toEqual([]);
  });
});

describe("a message that the protocol doesn't know closes the socket with 4400:", () => {
  const payload = { query: QUERY };
  test.each([
    "nonsense",
    "",
    "null",
    "[]",
    "7",
    '"connection_init"',
    "{}",
    { type: 7 },
    { type: "start", id: "1", payload },
    { type: "connection_init", payload: [] },
    { type: "connection_init", payload: "token" },
    { type: "ping", payload: "now" },
    { type: "pong", payload: 1 },
    { type: "complete" },
    { type: "complete", id: "" },
    { type: "complete", id: 1 },
    { type: "subscribe", payload },
    { type: "subscribe", id: "", payload },
    { type: "subscribe", id: 1, payload },
    { type: "subscribe", id: "1" },
    { type: "subscribe", id: "1", payload: QUERY },
    { type: "subscribe", id: "1", payload: {} },
    { type: "subscribe", id: "1", payload: { query: 1 } },
    { type: "subscribe", id: "1", payload: { query: QUERY, variables: [] } },
    { type: "subscribe", id: "1", payload: { query: QUERY, operationName: 1 } },
    { type: "subscribe", id: "1", payload: { query: QUERY, extensions: "none" } },
    // What only a server may say.
    { type: "connection_ack" },
    { type: "next", id: "1", payload: ANSWER },
    { type: "error", id: "1", payload: [{ message: "no" }] },
  ])("%j", async (message) => {
    const wire = await connect(url);
    wire.send(message);
    expect(await wire.ended).toBe("4400 Invalid message received");
  });
});

describe("the end of a socket", () => {
  test("by the client with 1000 is answered with 1000, and ends what runs on it", async () => {
    const wire = await connectAsOfficer();
    await answersOf(wire, subscribe("s", STREAM));
    wire.socket.close(1000, "Normal Closure");
    expect(await wire.ended).toMatch(/^1000/);
  });

  test("by a message that is too large names the bound", async () => {
    const wire = await connect(url);
    wire.send(subscribe("1", `# ${"a".repeat(2_000_000)}`));
    expect(await wire.ended).toMatch(/^1009 messageBytes must be at most \d+/);
  });
});
