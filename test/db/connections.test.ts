import { sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { transact } from "../../src/db/database.js";
import { isConnectionLoss } from "../../src/db/lost.js";
import { almaly, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const APP = { role: "qorgan_app", mode: "write" } as const;
const pid = sql`select pg_backend_pid() as pid`;

describe("a connection that PostgreSQL ends (a server of its own is needed)", () => {
  const onPostgres = test.skipIf(!process.env.TEST_DATABASE_URL);

  onPostgres("fails what was sent on it, and the next transaction runs", async () => {
    const { database, databaseUrl } = await start();
    const killer = postgres(databaseUrl as string, { max: 1 });
    const tx = await database.open(APP);
    const [own] = await tx.rows<{ pid: number }>(pid);
    await killer`select pg_terminate_backend(${own?.pid ?? 0})`;

    await expect(tx.rows(sql`select 1`)).rejects.toThrow();
    await expect(tx.rows(sql`select 2`)).rejects.toThrow();
    await expect(tx.commit()).rejects.toThrow();
    const next = await Promise.all(Array.from({ length: 20 }, () => transact(database, APP, (t) => t.rows(pid))));
    expect(next).toHaveLength(20);
    await killer.end();
  });

  onPostgres("fails the statement that waits on it", async () => {
    const { database, databaseUrl } = await start();
    const killer = postgres(databaseUrl as string, { max: 1 });
    const tx = await database.open(APP);
    const [own] = await tx.rows<{ pid: number }>(pid);
    const waiting = tx.rows(sql`select pg_sleep(20)::text`);
    const behind = tx.rows(sql`select 1`);
    const failing = Promise.all([expect(waiting).rejects.toThrow(), expect(behind).rejects.toThrow()]);
    await killer`select pg_terminate_backend(${own?.pid ?? 0})`;

    await failing;
    await tx.rollback();
    await killer.end();
  });

  onPostgres("doesn't strand whoever waits for a connection while all are taken", async () => {
    const { database, databaseUrl } = await start();
    const killer = postgres(databaseUrl as string, { max: 1 });
    const taken = await Promise.all(Array.from({ length: 10 }, () => database.open(APP)));
    const pids = await Promise.all(taken.map(async (tx) => (await tx.rows<{ pid: number }>(pid))[0]?.pid ?? 0));
    const waiting = Array.from({ length: 15 }, () => transact(database, APP, (tx) => tx.rows(pid)));
    await killer`select pg_terminate_backend(pid) from unnest(${pids}::int[]) pid`;

    const ended = await Promise.allSettled(waiting);
    expect(ended.map(({ status }) => status)).toContain("fulfilled");
    await Promise.all(taken.map((tx) => tx.rollback()));
    expect(await transact(database, APP, (tx) => tx.rows(pid))).toHaveLength(1);
    await killer.end();
  });
});

describe("the loss of a connection", () => {
  const coded = (code?: string) => Object.assign(new Error("no"), { code });

  test.each([
    "CONNECTION_CLOSED",
    "CONNECTION_ENDED",
    "ECONNRESET",
    "ECONNREFUSED",
    "EPIPE",
    "57P01",
    "57P02",
    "57P03",
    "08006",
  ])("is told by %s", (code) => expect(isConnectionLoss(coded(code))).toBe(true));

  test.each(["23505", "42501", "ENOENT", undefined])("isn't told by %s, nor by what isn't an error", (code) => {
    expect(isConnectionLoss(coded(code))).toBe(false);
    expect(isConnectionLoss(null)).toBe(false);
  });
});

describe("a request leaves no transaction open", () => {
  test.each([
    ["without a query", "{}"],
    ["whose query is a number", '{"query":1}'],
    ["that is a list", '[{"query":"{ __typename }"}]'],
    ["whose document is wrong", '{"query":"{"}'],
    ["of which one field fails while another runs", JSON.stringify({ query: runningQuery() })],
    ["that is a subscription", '{"query":"subscription { alerts { __typename } }"}'],
  ])("%s", async (_, body) => {
    const server = await start();
    const officer = server.as(officerOf(almaly));
    const headers = { "content-type": "application/json", authorization: `Bearer ${await officer.token()}` };
    const send = () => fetch(`${server.url}/graphql`, { method: "POST", headers, body }).then((r) => r.text());
    // More than the pool has connections; on the embedded database one would be enough.
    for (let i = 0; i < 12; i++) expect(await send()).toContain("errors");

    expect(await officer.run("{ viewer { role } }")).toMatchObject({ data: { viewer: { role: "DISTRICT_OFFICER" } } });
  });
});

/** `a` fails at once and can't be null, so graphql answers while `b` is still being resolved. */
function runningQuery() {
  const inner = "region { districts(first: 3) { nodes { region { kato } } } }";
  return `{ a: districts(first: 0) { nodes { kato } } b: districts(first: 50) { nodes { ${inner} } } }`;
}
