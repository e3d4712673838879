import { setTimeout } from "node:timers/promises";
import { createSourceEventStream, type ExecutionResult, execute, type GraphQLError } from "graphql";
import { createFeed, type Feed, type Step } from "../journal/feed.js";
import { markNow } from "../journal/marks.js";
import type { Context } from "./context.js";
import { isTokenRefusal } from "./errors.js";
import { type FreshArgs, type FreshContext, inStream, masked, type Operation } from "./execute.js";
import { isFault } from "./mask.js";
import type { Source } from "./stream.js";

type Items = AsyncGenerator<ExecutionResult, void, void>;
type Of<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** One running subscription. */
interface Running {
  args: Operation;
  fresh: FreshContext;
  feed: Feed;
  source: Source;
  /** The cursor of the item that was given last. */
  previous: string | null;
}

/** What an item takes: a little, and it is never refused, or an alert would be lost. */
const ITEM_COST = 1;

/**
 * Runs a subscription. Each item is executed in a context of its own: loaders must not keep an earlier item's rows,
 * and the viewer's policies are those of the moment.
 */
export async function subscribeFresh({ contextValue: fresh, ...args }: FreshArgs): Promise<Items | ExecutionResult> {
  const source = await masked(fresh, () => inStream(fresh, args, (ctx) => open(args, ctx)));
  if (!("wants" in source)) return source;
  const { journal, from, heartbeatMs, after } = source;
  // The source is made anew with each snapshot: its arguments may mean something else by then.
  const feed = createFeed({ journal, from, heartbeatMs, wants: (entry) => running.source.wants(entry) });
  const running: Running = { args, fresh, feed, source, previous: after };
  return iterate(running);
}

async function open(args: Operation, ctx: Context): Promise<Source | ExecutionResult> {
  const found: unknown = await createSourceEventStream({ ...args, contextValue: ctx });
  return found as Source | ExecutionResult;
}

function iterate(running: Running): Items {
  async function end() {
    running.feed.end();
    return { value: undefined, done: true as const };
  }
  return {
    async next() {
      try {
        for (let step = await running.feed.next(); step; step = await running.feed.next()) {
          const result = await answer(running, step);
          if (result) return { value: result, done: false };
        }
      } catch (error) {
        // Whoever iterates doesn't return after a failure: the feed would listen to the journal for ever.
        running.feed.end();
        throw error;
      }
      return end();
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

// How long to wait before an item is read again that the database didn't give, in milliseconds.
const PAUSES = [50, 200, 1_000, 3_000];

/** Reads and executes one item, again when the server was at fault: an event that is passed over is a lost alert. */
async function answer(running: Running, step: Step): Promise<ExecutionResult | null> {
  const { fresh } = running;
  for (const pause of [...PAUSES, null]) {
    const item = await attempt(running, step);
    if (!item?.result.errors?.some(isFault)) return item && masked(fresh, async () => give(running, step, item));
    if (pause === null) fresh.end(1011, "Events may be missing: connect again with the last cursor.");
    else await setTimeout(pause);
  }
  return null;
}

interface Item {
  result: ExecutionResult;
  /** Null when there is no item, only errors. */
  cursor: string | null;
}

async function attempt(running: Running, step: Step): Promise<Item | null> {
  try {
    return await run(running, step);
  } catch (thrown) {
    const error = thrown as GraphQLError;
    // Whoever lost the appointment must not even learn when something happens.
    if (isTokenRefusal(error)) running.fresh.end(4403, error.message);
    return { result: { errors: [error] }, cursor: null };
  }
}

async function run(running: Running, step: Step): Promise<Item | null> {
  const { fresh, args } = running;
  if (step.kind === "snapshot") return inStream(fresh, args, (ctx) => readSnapshot(running, ctx));
  if (step.kind === "event") return inStream(fresh, args, (ctx) => readEvent(running, step, ctx));
  if (step.kind === "heartbeat") return executeItem(running, heartbeatOf(step));
  return executeItem(running, resyncOf(step));
}

const heartbeatOf = ({ cursor }: Of<"heartbeat">) => ({ __typename: "Heartbeat", cursor, at: new Date() });
const resyncOf = ({ cursor, reason }: Of<"resync">) => ({ __typename: "Resync", cursor, reason });

async function readSnapshot(running: Running, ctx: Context): Promise<Item> {
  const source = await open(running.args, ctx);
  if (!("wants" in source)) {
    // What was asked for is no longer the viewer's to ask.
    if (!source.errors?.some(isFault)) running.feed.end();
    return { result: source, cursor: null };
  }
  running.source = source;
  // Of the same transaction: what it shows doesn't come again, and nothing is left out between them.
  const mark = await markNow(await ctx.open());
  const fields = await source.snapshot(ctx);
  return executeItem(running, { ...fields, __typename: source.types[0].name, cursor: running.feed.see(mark) }, ctx);
}

async function readEvent(running: Running, { entry, cursor }: Of<"event">, ctx: Context): Promise<Item | null> {
  const { types, load } = running.source;
  const fields = await load(ctx, entry);
  // What the viewer may not see isn't an event for this viewer.
  return fields && executeItem(running, { ...fields, __typename: types[1].name, cursor }, ctx);
}

async function executeItem({ args, previous }: Running, item: Fields, contextValue?: Context): Promise<Item> {
  const rootValue = { ...item, previous };
  return { cursor: item.cursor, result: await execute({ ...args, rootValue, contextValue }) };
}

type Fields = { __typename: string; cursor: string };

/** Counts an item that is given; one of which nothing was asked isn't given. */
function give(running: Running, { kind }: Step, { result, cursor }: Item): ExecutionResult | null {
  const [item] = Object.values((result.data ?? {}) as Record<string, object | null>);
  if (item && Object.keys(item).length === 0) return null;
  if (item) running.previous = cursor;
  running.fresh.spend(ITEM_COST);
  running.fresh.delivered(kind, item ? cursor : null);
  return result;
}
