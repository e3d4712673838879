import { type ExecutionResult, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { afterAll, expect, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import { type Context, createContext } from "../../src/graphql/context.js";
import type { FreshContext } from "../../src/graphql/execute.js";
import { BOUNDS, createMeter } from "../../src/graphql/meter.js";
import { followStream } from "../../src/graphql/stream.js";
import { subscribeFresh } from "../../src/graphql/subscribe.js";
import { type Journal, tailJournal } from "../../src/journal/tail.js";
import { alertItems } from "../../src/modules/alerts/type.js";
import { domain } from "../../src/modules/index.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

const database = await startDatabase();
const tail = await tailJournal({ database, log: createTestLog() });
afterAll(tail.close);

test("a stream that fails listens to the journal no longer", async () => {
  let listening = 0;
  const journal: Journal = {
    ...tail,
    listen(onBatch) {
      const stop = tail.listen(onBatch);
      listening++;
      return () => {
        listening--;
        stop();
      };
    },
    after: () => Promise.reject(new Error("The database is gone")),
  };
  const items = await subscribe(journal);
  expect((await items.next()).value).toEqual({ data: { name: "first" } });
  expect(listening).toBe(1);

  await expect(items.next()).rejects.toThrow("The database is gone");

  expect(listening).toBe(0);
});

async function subscribe(journal: Journal) {
  const { lookups } = createMeter(BOUNDS);
  const given = { database, domain, journal, ring: createKeyRing(drawKeyRing()), lookups, bounds: BOUNDS, secret: "a" };
  const nobody = { principal: null, appointment: null, language: "ru", purpose: null } as const;
  const stream = { types: alertItems, wants: () => true, snapshot: () => ({}), load: async () => null };
  const name = {
    type: GraphQLString,
    subscribe: (_: unknown, __: object, ctx: Context) => followStream(ctx, null, stream),
    resolve: () => "first",
  };
  const type = (called: string) => new GraphQLObjectType({ name: called, fields: { name } });
  const schema = new GraphQLSchema({ query: type("Query"), subscription: type("Subscription") });
  const fresh = {
    open: () => createContext({ ...given, ...nobody }),
    mask: (error: unknown) => error,
    ...{ end() {}, spend() {}, delivered() {} },
  };
  const contextValue = fresh as unknown as FreshContext;
  const items = await subscribeFresh({ schema, document: parse("subscription { name }"), contextValue });
  return items as AsyncGenerator<ExecutionResult>;
}
