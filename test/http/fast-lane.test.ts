import { readdirSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { Kind, parse } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { seedDemo } from "../../src/db/seed/index.js";
import { anOfficer } from "../support/factories.js";
import { type Asking, GUARDED, type Running, start } from "../support/start.js";

const folder = new URL("../../schema/operations/", import.meta.url);
const ALMATY = "750000000";
const ALATAU = "751210000";

let on: Running;
let off: Running;
let ids: Record<string, string>;
let askers: Record<string, Asking | null>;

beforeAll(async () => {
  on = await start();
  await seedDemo(on.database, undefined, { ring: on.ring });
  off = await start({ on, ...GUARDED });
  const [found] = await maintain(on.database, (tx) =>
    tx.rows<Record<string, string>>(sql`select
      (select 'incident_' || id from incidents where district = 7512 order by id limit 1) as incident,
      (select 'alert_' || id from alerts where district = 7512 order by id limit 1) as alert,
      (select 'school_' || id from schools where district = 7512 order by id limit 1) as school,
      (select 'child_' || id from children where kato / 100000 = 7512 order by id limit 1) as child,
      (select 'webhook_' || id from webhooks order by id limit 1) as webhook,
      (select 'guardian_' || guardian_id from guardianships order by id limit 1) as guardian`),
  );
  ids = found as Record<string, string>;
  const officer = (role: Parameters<typeof anOfficer>[1] & object) => anOfficer(on.database, role);
  askers = {
    ministry: await officer({ role: "MINISTRY_CONTROLLER", kato: null }),
    region: await officer({ role: "REGION_OFFICER", kato: ALMATY }),
    district: await officer({ role: "DISTRICT_OFFICER", kato: ALATAU }),
    dispatcher: await officer({ role: "DISPATCHER", kato: ALMATY }),
    data: await officer({ role: "DATA_OFFICER", kato: ALMATY }),
    prosecutor: await officer({ role: "PROSECUTOR", kato: ALMATY }),
    parent: ids.guardian as string,
    public: null,
  };
}, 120_000);

interface Asked {
  query: string;
  variables?: object;
  operationName?: string | null;
}

const clientOf = (server: Running, who: string) => {
  const asker = askers[who];
  return asker ? server.as(asker) : server.anonymous;
};

/** The answer as it is sent, without what a bucket holds at the moment. */
async function bytesOf(server: Running, who: string, asked: Asked, accept = "application/json") {
  const token = await clientOf(server, who).token();
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const headers = { "content-type": "application/json", "accept-language": "kk", accept, ...authorization };
  const answer = await fetch(`${server.url}/graphql`, { method: "POST", headers, body: JSON.stringify(asked) });
  const type = answer.headers.get("content-type");
  return `${answer.status} ${type} ${(await answer.text()).replace(/"available":[\d.]+/, "")}`;
}

async function expectAlike(who: string, asked: Asked) {
  const guarded = await bytesOf(off, who, asked);
  expect(await bytesOf(on, who, asked), `${who}\n${asked.query}`).toBe(guarded);
  return guarded;
}

/** How many operations took which lane so far. */
async function lanesOf(server: Running) {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const lines = text.matchAll(/qorgan_planned_operations_total\{lane="(\w+)",reason="(\w*)"\} (\d+)/g);
  return Object.fromEntries([...lines].map(([, lane, reason, count]) => [`${lane} ${reason}`.trim(), Number(count)]));
}

async function mixedOf(server: Running) {
  const lanes = Object.entries(await lanesOf(server)).filter(([lane]) => lane.startsWith("mixed "));
  return lanes.reduce((sum, [, count]) => sum + count, 0);
}

// What the audit holds grows with each reading of an identity, and gaps of a roster end so many days from now.
const CHANGING = ["access-log", "audit-trail", "own-children", "duty-rosters"];

const operations = readdirSync(folder)
  .filter((name) => name.endsWith(".graphql") && !CHANGING.includes(name.replace(".graphql", "")))
  .flatMap((name) => {
    const query = readFileSync(new URL(name, folder), "utf8");
    const definitions = parse(query).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const names = definitions.filter(({ operation }) => operation === "query").map((one) => one.name?.value ?? null);
    return names.map((operationName) => ({ name, query, operationName }));
  });

/** The variables that stand beside a document, with ids of the demo in the place of the dots. */
function variablesOf(name: string): object {
  try {
    const text = readFileSync(new URL(name.replace(".graphql", ".json"), folder), "utf8");
    return JSON.parse(text.replaceAll(/"(\w+)_…"/g, (_, type) => `"${ids[type]}"`)) as object;
  } catch {
    return {};
  }
}

test("every document gives the same bytes with the fast lane and without it, whoever asks", async () => {
  expect(operations.length).toBeGreaterThan(12);
  for (const who of Object.keys(askers)) {
    // Who asks for the first time isn't known yet.
    await bytesOf(on, who, { query: "{ viewer { role } }" });
    for (const { name, ...asked } of operations) await expectAlike(who, { ...asked, variables: variablesOf(name) });
  }
  const lanes = await lanesOf(on);
  expect(lanes.fast).toBeGreaterThan(4);
  expect(lanes["guarded NOT_RECALLED"]).toBeGreaterThan(0);
  expect(lanes["guarded OVERSIGHT"]).toBeGreaterThan(0);
  expect(lanes["guarded FAULT"]).toBeUndefined();
  expect(await lanesOf(off)).toEqual({});
});

const BOARD = "{ districts(first: 2) { nodes { kato name } } }";
const ONE = '{ schools(first: 2, filter: { territory: "751210000" }) { totalCount nodes { id district { kato } } } }';

const MIXED: [what: string, query: string][] = [
  ["before and behind", "{ a: viewer { role } schools(first: 2) { nodes { id } } b: viewer { kato } }"],
  [
    "in fragments",
    "query { ...A } fragment A on Query { schools(first: 1) { ...B } viewer { role } ... on Query { apiInfo { __typename } } } fragment B on SchoolConnection { nodes { name } }",
  ],
  [
    "with a field asked for twice",
    "{ viewer { role } schools(first: 1) { nodes { id } } viewer { kato } schools(first: 1) { totalCount } }",
  ],
  [
    "with an error that takes its field",
    '{ alert(id: "x") { id } schools(first: 1) { nodes { id } } viewer { role } }',
  ],
  [
    "with an error that takes everything",
    "{ schools(first: 1) { nodes { id } } incidents(first: 500) { totalCount } }",
  ],
  ["with the schema", "{ __typename schools(first: 1) { nodes { __typename } } __schema { queryType { name } } }"],
];
test.each(MIXED)("an operation of both lanes is one answer: %s", async (_, query) => {
  await bytesOf(on, "district", { query: "{ viewer { role } }" });
  const before = await mixedOf(on);
  await expectAlike("district", { query });
  expect(await mixedOf(on)).toBe(before + 1);
});

test("what a statement can't tell is told by the guarded lane", async () => {
  const answer = await expectAlike("district", { query: '{ region(kato: "123456789") { name } viewer { role } }' });
  expect(answer).toContain("UNKNOWN_KATO");
  expect((await lanesOf(on))["guarded GIVEN_BACK"]).toBe(1);
});

const WRONG: [what: string, asked: Asked][] = [
  [
    "a variable of another type",
    { query: "query($f: Int!) { schools(first: $f) { totalCount } }", variables: { f: "x" } },
  ],
  ["a variable that is missing", { query: "query($f: Int!) { schools(first: $f) { totalCount } }" }],
  ["a page that is too large", { query: "{ schools(first: 5000) { totalCount } }" }],
  ["no operation of that name", { query: `query A ${ONE} query B ${BOARD}`, operationName: "C" }],
  ["a bad cursor", { query: '{ schools(first: 1, after: "x") { totalCount } }' }],
  ["a field that isn't there", { query: "{ schools { nothing } }" }],
];
test.each(WRONG)("what is wrong is told in the same words: %s", async (_, asked) => {
  for (const who of ["district", "public"]) await expectAlike(who, asked);
});

test("GET, other media types and a chosen operation are answered alike", async () => {
  const token = await clientOf(on, "district").token();
  const headers = { authorization: `Bearer ${token}`, accept: "application/graphql-response+json" };
  const get = async ({ url }: Running) => {
    const search = new URLSearchParams({ query: `query A ${ONE} query B ${BOARD}`, operationName: "A" });
    const answer = await fetch(`${url}/graphql?${search}`, { headers });
    return `${answer.headers.get("content-type")} ${(await answer.text()).replace(/"available":[\d.]+/, "")}`;
  };
  expect(await get(on)).toBe(await get(off));
  expect(await get(on)).toMatch(/^application\/graphql-response\+json; charset=utf-8 \{"data":\{"schools"/);
});

/** What a server sends to the database while it answers. */
async function watch(server: Running, work: () => Promise<unknown>) {
  const { open, ask } = server.database;
  const sent: string[] = [];
  server.database.open = (scope) => {
    if (["qorgan_app", "qorgan_reader"].includes(scope.role)) sent.push(`transaction ${scope.mode}`);
    return open(scope);
  };
  server.database.ask = (text, params) => {
    sent.push("statement");
    return ask(text, params);
  };
  await work().finally(() => Object.assign(server.database, { open, ask }));
  return sent;
}

test("an operation that is planned whole is one statement and no transaction", async () => {
  const asked = { query: ONE };
  await bytesOf(on, "region", asked);
  await bytesOf(on, "region", asked);
  expect(await watch(on, () => bytesOf(on, "region", asked))).toEqual(["statement"]);
  expect(await watch(on, () => bytesOf(on, "public", { query: BOARD }))).toEqual(["statement"]);
});

test("what costs more than the limit is refused before anything is planned or asked", async () => {
  const poor = await start({ on, env: { QORGAN_COST: "10" } });
  const client = poor.as(askers.region as Asking);
  await client.run("{ viewer { role } }");
  const sent = await watch(on, async () => {
    const { errors } = await client.run("{ schools(first: 50) { nodes { id } } }");
    expect(errors?.[0]?.extensions.code).toBe("LIMIT_EXCEEDED");
  });
  expect(sent).toEqual(["transaction read"]);
  expect(Object.keys(await lanesOf(poor))).toEqual(["guarded NOT_RECALLED"]);
});
