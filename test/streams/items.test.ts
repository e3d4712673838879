import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from "graphql";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../../src/graphql/context.js";
import { refuse } from "../../src/graphql/errors.js";
import { BOUNDS } from "../../src/graphql/meter.js";
import { followStream } from "../../src/graphql/stream.js";
import { type Journal, tailJournal } from "../../src/journal/tail.js";
import { alertItems } from "../../src/modules/alerts/type.js";
import type { Ending } from "../../src/streams/subscribe.js";
import type { StreamContext } from "../../src/streams/subscriber.js";
import { createLine, streamsOf } from "../support/lines.js";
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
  const line = createLine();
  const fresh = {
    async open() {
      const error = given.shift();
      if (error) throw error;
      const tx = await database.open({ role: "qorgan_app", mode: "read" });
      return {
        journal,
        bounds: BOUNDS,
        open: async () => tx,
        close: () => tx.rollback(),
        refuseTraces() {},
        told: () => [],
      };
    },
    mask: (error: unknown) => error,
    end: (code: number) => void ended.push(code),
    ...{ line, caller: null, manner: "", spend() {}, delivered() {} },
  };
  const contextValue = fresh as unknown as StreamContext;
  const { streams, faults } = streamsOf(schema);
  const ending = (await streams.subscribe({
    schema,
    document: parse("subscription { name }"),
    contextValue,
  })) as Ending;
  const over = ending.next();
  return { line, ending, over, ended, faults };
}

test("an item that the database doesn't give is read again: it isn't passed over", async () => {
  const { line, ending, ended } = await subscribe([new Error("connection lost"), new Error("it starts"), null]);
  expect(await line.next()).toEqual({ data: { name: "given" } });
  await ending.return();
  expect(ended).toEqual([]);
});

test("what can't be read for seconds closes the connection, and is told", { timeout: 20_000 }, async () => {
  const { line, ending, ended, faults } = await subscribe(
    Array.from({ length: 5 }, () => new Error("connection lost")),
  );
  await expect.poll(() => ended, { timeout: 15_000 }).toEqual([1011]);
  expect(faults).toHaveLength(1);
  expect(line.waiting()).toBe(0);
  await ending.return();
});

test.each(["TOKEN_INVALID", "TOKEN_EXPIRED", "APPOINTMENT_INVALID"] as const)(
  "a stream whose viewer is refused with %s ends with 4403",
  async (code) => {
    const { line, ending, ended } = await subscribe([refuse(code, 401, "No appointment is in force.")]);
    await expect.poll(() => ended).toEqual([4403]);
    expect(line.waiting()).toBe(0);
    await ending.return();
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
  const { line, ending, ended } = await subscribe([null], journal);
  expect(await line.next()).toEqual({ data: { name: "given" } });
  await expect.poll(() => ended).toEqual([1011]);
  expect(listening).toBe(0);
  await ending.return();
});

test("a stream that is ended says that it is over, and sends nothing more", async () => {
  const { line, ending, over } = await subscribe([null]);
  await line.next();
  await ending.return();
  expect(await over).toEqual({ value: undefined, done: true });
});
