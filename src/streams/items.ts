import { randomUUID } from "node:crypto";
import { createSourceEventStream, type ExecutionResult, execute, type GraphQLError } from "graphql";
import type { Context } from "../graphql/context.js";
import { type FreshContext, inStream, type Operation } from "../graphql/execute.js";
import type { Row } from "../graphql/loaders.js";
import { isFault } from "../graphql/mask.js";
import type { Source } from "../graphql/stream.js";
import { cursorOf, type Mark } from "../journal/cursor.js";
import type { Entry } from "../journal/entry.js";
import type { Step } from "../journal/feed.js";
import { markNow } from "../journal/marks.js";
import type { Passed } from "../journal/walk.js";

type Of<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** Steps that give items. */
export type Due = Exclude<Step, { kind: "rest" }>;

/** As whom, and what, is read. */
export interface Reader {
  args: Operation;
  fresh: FreshContext;
  source: Source;
  /** Under which access, as cursors name it. */
  access: string | null;
}

/** An item, executed and written once for everybody who is given it. */
export interface Item {
  kind: "resync" | "snapshot" | "event" | "heartbeat";
  /** What it tells of, of an event. */
  entry?: Entry;
  /** Null when there is no item, only errors. */
  cursor: string | null;
  /** How far whoever is given it has got; null when that isn't known any more. */
  mark: Mark | null;
  /** What it takes of the caller's bucket. */
  cost: number;
  /** The rows of which it tells. */
  told: readonly Row[];
  errors: readonly GraphQLError[];
  /** The source as it is now, of a snapshot; null when what was asked for can be had no longer. */
  source?: Source | null;
  /** The result's text for whoever got this cursor last, in UTF-8; null when nothing was asked of such an item. */
  textAfter(previous: string | null): Buffer | null;
}

/** Reads and executes the items of a step, in a context of its own: the policies are those of the moment. */
export async function readItems(reader: Reader, step: Due): Promise<Item[]> {
  const { fresh, args } = reader;
  switch (step.kind) {
    case "snapshot":
      return [await readSnapshot({ ...reader })];
    case "events":
      return inStream(fresh, args, (ctx) => readEvents(reader, step, ctx));
    case "heartbeat":
      return [await executeItem(reader, heartbeatOf(step))];
    case "resync":
      return [await executeItem(reader, resyncOf(step))];
  }
}

/** Whether the server, and not the client, is at fault for an item: it is to be read again. */
export const hasFault = ({ errors }: Item) => errors.some(isFault);

/** What a subscription's `subscribe` gives: where to get items, or why there are none. */
export async function openSource(args: Operation, ctx: Context): Promise<Source | ExecutionResult> {
  const found: unknown = await createSourceEventStream({ ...args, contextValue: ctx });
  return found as Source | ExecutionResult;
}

interface Draft {
  kind: Item["kind"];
  entry?: Entry;
  mark: Mark | null;
  fields: { __typename: string; cursor: string };
  ctx?: Context;
}

/** What an item takes: a little, and it is never refused, or an alert would be lost. */
const ITEM_COST = 1;

const heartbeatOf = ({ cursor, mark }: Of<"heartbeat">): Draft => {
  return {
    kind: "heartbeat",
    mark,
    fields: { __typename: "Heartbeat", cursor, at: new Date() } as never,
  };
};
const resyncOf = ({ cursor, reason }: Of<"resync">): Draft => {
  return { kind: "resync", mark: null, fields: { __typename: "Resync", cursor, reason } as never };
};

// The reader is a copy: what is read under one access must not say that it was read under a later one.
const readSnapshot = (reader: Reader) => inStream(reader.fresh, reader.args, (ctx) => readSnapshotIn(reader, ctx));

async function readSnapshotIn(reader: Reader, ctx: Context): Promise<Item> {
  // Opened anew: its arguments may mean something else by now.
  const source = await openSource(reader.args, ctx);
  if (!("wants" in source)) return refusalOf(source, reader.fresh);
  // Of the same transaction: what it shows doesn't come again, and nothing is left out between them.
  const mark = { ...(await markNow(await ctx.open())), access: reader.access };
  const found = await source.snapshot(ctx);
  const fields = { ...found, __typename: source.types[0].name, cursor: cursorOf(mark) };
  const item = await executeItem(reader, { kind: "snapshot", mark, fields, ctx });
  const told = ctx.told();
  return { ...item, source, told, cost: ITEM_COST + told.length };
}

async function readEvents(reader: Reader, { events }: Of<"events">, ctx: Context): Promise<Item[]> {
  // All at once, so that the loaders read the rows of all in one statement.
  const items = await Promise.all(events.map((event) => readEvent(reader, event, ctx)));
  return items.filter((item) => item !== null);
}

async function readEvent(reader: Reader, { entry, mark, cursor }: Passed, ctx: Context): Promise<Item | null> {
  const { types, load } = reader.source;
  const told: Row[] = [];
  const found = await load(listening(ctx, told), entry);
  // What the viewer may not see isn't an event for this viewer.
  if (!found) return null;
  const fields = { ...found, __typename: types[1].name, cursor };
  const item = await executeItem(reader, { kind: "event", entry, mark, fields, ctx });
  return { ...item, told };
}

// Several events share a context: what each of them tells is kept apart.
const listening = (ctx: Context, told: Row[]): Context =>
  Object.create(ctx, { tell: { value: (rows: readonly Row[]) => void told.push(...rows) } });

// Stands for the cursor that came last, which isn't the same for everybody.
const PREVIOUS = randomUUID();

async function executeItem({ args, fresh }: Reader, { fields, ctx, ...draft }: Draft): Promise<Item> {
  const rootValue = { ...fields, previous: PREVIOUS };
  const result = await execute({ ...args, rootValue, contextValue: ctx });
  const [item] = Object.values((result.data ?? {}) as Record<string, object | null>);
  const isEmpty = item != null && Object.keys(item).length === 0;
  const textAfter = isEmpty ? () => null : createText(result, fresh);
  const plain = { cost: ITEM_COST, told: [], errors: result.errors ?? [] };
  return { ...draft, ...plain, cursor: item ? fields.cursor : null, textAfter };
}

/** An item that holds nothing but errors. */
export const refusalOf = (result: ExecutionResult, fresh: FreshContext): Item => ({
  ...({ kind: "snapshot", cursor: null, mark: null, cost: ITEM_COST, told: [], source: null } as const),
  errors: result.errors ?? [],
  textAfter: createText(result, fresh),
});

function createText({ data, errors }: ExecutionResult, { mask }: FreshContext): Item["textAfter"] {
  let parts: string[] | undefined;
  let last: { previous: string | null; text: Buffer } | undefined;
  // Not before it is sent: an item that is read again must not be in the log each time.
  const write = () => JSON.stringify(errors ? { data, errors: errors.map(mask) } : { data });
  return (previous) => {
    if (last?.previous === previous) return last.text;
    parts ??= write().split(JSON.stringify(PREVIOUS));
    last = { previous, text: Buffer.from(parts.join(JSON.stringify(previous))) };
    return last.text;
  };
}
