import { type ExecutionResult, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../../src/graphql/context.js";
import { refuse } from "../../src/graphql/errors.js";
import type { FreshContext } from "../../src/graphql/execute.js";
import { BOUNDS } from "../../src/graphql/meter.js";
import { followStream } from "../../src/graphql/stream.js";
import { subscribeFresh } from "../../src/graphql/subscribe.js";
import { type Journal, tailJournal } from "../../src/journal/tail.js";
import { alertItems } from "../../src/modules/alerts/type.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

const database = await startDatabase();
const tail = await tailJournal({ database, log: createTestLog() });
afterAll(tail.close);

/** A stream whose contexts, from the second on, open as the steps say: an error is thrown. */
async function subscribe(steps: (Error | null)[], journal: Journal = tail) {
  const stream = { types: alertItems, wants: () => false, snapshot: () => ({}), load: async () => null };
  const name = { type: GraphQLString, resolve: () => "given" };
  const started = { ...name, subscribe: (_: unknown, __: object, ctx: Context) => followStream(ctx, null, stream) };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: { name } }),
    subscription: new GraphQLObjectType({ name: "Subscription", fields: { name: started } }),
  });
  const ended: number[] = [];
  const given = [null, ...steps];
  const fresh = {
    async open() {
      const error = given.shift();
      if (error) throw error;
      const tx = await database.open({ role: "qorgan_app", mode: "read" });
      return { journal, bounds: BOUNDS, open: async () => tx, close: () => tx.rollback(), refuseTraces() {} };
    },
    mask: (error: unknown) => error,
    end: (code: number) => void ended.push(code),
    ...{ spend() {}, delivered() {} },
  };
  const contextValue = fresh as unknown as FreshContext;
  const items = await subscribeFresh({ schema, document: parse("subscription { name }"), contextValue });
  return { items: items as AsyncGenerator<ExecutionResult>, ended };
}

test("an item that the database doesn't give is read again: it isn't passed over", async () => {
  const { items, ended } = await subscribe([new Error("connection lost"), new Error("the database starts"), null]);
  expect((await items.next()).value).toEqual({ data: { name: "given" } });
  await items.return(null);
  expect(ended).toEqual([]);
});

test.each(["TOKEN_INVALID", "TOKEN_EXPIRED", "APPOINTMENT_INVALID"] as const)(
  "a stream whose viewer is refused with %s ends with 4403",
  async (code) => {
    const { items, ended } = await subscribe([refuse(code, 401, "No appointment is in force.")]);
    expect((await items.next()).value.errors).toMatchObject([{ extensions: { code } }]);
    await items.return(null);
    expect(ended).toEqual([4403]);
  },
);

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
  const { items } = await subscribe([null], journal);
  expect((await items.next()).value).toEqual({ data: { name: "given" } });
  expect(listening).toBe(1);

  await expect(items.next()).rejects.toThrow("The database is gone");

  expect(listening).toBe(0);
});
