import { sql } from "drizzle-orm";
import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { afterAll, describe, expect, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { type Context, createContext } from "../../src/graphql/context.js";
import { BOUNDS, createMeter } from "../../src/graphql/meter.js";
import { followStream } from "../../src/graphql/stream.js";
import { tailJournal } from "../../src/journal/tail.js";
import { alertItems } from "../../src/modules/alerts/type.js";
import { domain } from "../../src/modules/index.js";
import type { Ending } from "../../src/streams/subscribe.js";
import type { StreamContext } from "../../src/streams/subscriber.js";
import { entriesOf } from "../support/audit.js";
import { almaty, anOfficer } from "../support/factories.js";
import { createLine, streamsOf } from "../support/lines.js";
import { createTestLog } from "../support/log.js";
import { noDoor } from "../support/receiver.js";
import { startDatabase } from "../support/start.js";

const database = await startDatabase();
const journal = await tailJournal({ database, log: createTestLog() });
afterAll(journal.close);
const act = { action: "noteRead", subjectType: "Note", subjectId: null, fields: ["text"] };

async function open() {
  const officer = await anOfficer(database, { role: "PSYCHOLOGIST", kato: almaty });
  const asking = { principal: { officerId: officer.id }, appointment: null, language: "ru", purpose: null } as const;
  const { lookups } = createMeter(BOUNDS);
  const given = {
    database,
    domain,
    journal,
    ring: createKeyRing(drawKeyRing()),
    lookups,
    bounds: BOUNDS,
    secret: "a",
    webhooks: noDoor,
  };
  const context = await createContext({ ...given, ...asking });
  return { context, entries: () => entriesOf(database, { actorId: officer.id }) };
}

const stream = { types: alertItems, wants: () => false, snapshot: () => ({}), load: async () => null };

describe("a read that leaves a trace", () => {
  test("is recorded when the request ends", async () => {
    const { context, entries } = await open();
    await (await context.open()).rows(sql`select 1`);
    context.trace(act);
    await context.close();

    expect(await entries()).toMatchObject([{ ...act, role: "PSYCHOLOGIST", kato: almaty, outcome: "DONE" }]);
  });

  test("shares its transaction with the others of the request", async () => {
    const { context, entries } = await open();
    for (const _ of [1, 2, 3]) context.trace(act);
    await context.close();
    await context.close();

    const written = await entries();
    expect(written).toHaveLength(3);
    expect(new Set(written.map(({ xid, requestId }) => `${xid} ${requestId}`)).size).toBe(1);
  });

  test("is recorded too when it follows a change", async () => {
    const { context, entries } = await open();
    await context.write(async (tx) => void (await tx.rows(sql`select 1`)));
    context.trace(act);
    await context.close();

    expect(await entries()).toHaveLength(1);
  });

  test("is recorded behind the change that is under way when the request ends", async () => {
    const { context, entries } = await open();
    context.trace(act);
    const { promise: going, resolve: go } = Promise.withResolvers<void>();
    const change = context.write(async (tx) => {
      await going;
      const [row] = await tx.rows<{ xid: string }>(sql`select pg_current_xact_id()::text as xid`);
      return row?.xid;
    });
    const closed = context.close();
    go();
    await closed;

    const [entry] = await entries();
    expect(BigInt(entry?.xid ?? 0)).toBeGreaterThan(BigInt((await change) ?? 0));
  });

  test("gives no answer when its entry can't be written", async () => {
    const { context, entries } = await open();
    context.trace({ ...act, kato: "999999999999" });

    await expect(context.close()).rejects.toThrow();
    expect(await entries()).toEqual([]);
  });

  test("fails when the request has ended: nobody would write its entry any more", async () => {
    const { context, entries } = await open();
    await context.close();

    expect(() => context.trace(act)).toThrow("The request has ended.");
    expect(await entries()).toEqual([]);
  });

  test("is refused in an event of a subscription", async () => {
    const name = {
      type: GraphQLString,
      subscribe: (_: unknown, __: object, ctx: Context) => followStream(ctx, null, stream),
      resolve(_: unknown, __: object, ctx: Context) {
        ctx.trace(act);
        return "Айжан";
      },
    };
    const query = new GraphQLObjectType({ name: "Query", fields: { name } });
    const subscription = new GraphQLObjectType({ name: "Subscription", fields: { name } });
    const schema = new GraphQLSchema({ query, subscription });
    const line = createLine();
    const fresh = {
      open: async () => (await open()).context,
      mask: (error: unknown) => error,
      ...{ line, caller: null, manner: "", end() {}, spend() {}, delivered() {} },
    };
    const contextValue = fresh as unknown as StreamContext;
    const { streams } = streamsOf(schema);
    const ending = await streams.subscribe({ schema, document: parse("subscription { name }"), contextValue });
    void (ending as Ending).next();
    const { data, errors } = await line.next();
    await (ending as Ending).return();

    expect(data).toEqual({ name: null });
    expect(errors?.[0]?.extensions?.code).toBe("NOT_IN_SUBSCRIPTION");
  });
});
