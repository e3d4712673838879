import { createUnionType, Field, InterfaceType, ObjectType } from "type-graphql";
import { markOf } from "../journal/cursor.js";
import type { Entry } from "../journal/entry.js";
import type { FeedOptions } from "../journal/feed.js";
import { checkMark } from "../journal/marks.js";
import type { Journal } from "../journal/tail.js";
import type { Context } from "./context.js";
import { enumeration } from "./enums.js";
import { get, type Lockable } from "./lock.js";
import { requireViewer } from "./resolve.js";
import { Cursor, DateTime } from "./scalars.js";

@InterfaceType({
  description: "Something that a stream gives. Each item names the one before it, so that a client knows of a gap.",
  resolveType: ({ __typename }: { __typename: string }) => __typename,
})
export abstract class StreamItem {
  @Field(() => Cursor, {
    simple: true,
    description: "Its place in the stream: `after` of a stream that goes on from it.",
  })
  cursor!: string;

  @Field(() => Cursor, {
    nullable: true,
    simple: true,
    description:
      "The cursor of the item that this stream gave before it; of the first item the `after` that was given.",
  })
  previous!: string | null;
}

@ObjectType({ implements: StreamItem, description: "Nothing happened for a while: the stream lives, and is so far." })
export class Heartbeat extends StreamItem {
  @Field(() => DateTime, { simple: true, description: "The server's time." })
  at!: Date;
}

export const ResyncReason = enumeration("ResyncReason", "Why a stream begins anew.", {
  CURSOR_UNKNOWN: "`after` isn't a cursor of a stream",
  CURSOR_EXPIRED: "the journal is kept for thirteen months",
  HISTORY_CHANGED: "the database was restored: what came last may never have been",
  ACCESS_CHANGED: "the viewer's appointment, relationships or exclusions changed",
});

@ObjectType({
  implements: StreamItem,
  description:
    "The stream can't go on from where it was. A snapshot follows: what isn't in it is over, or out of sight.",
})
export class Resync extends StreamItem {
  @Field(() => ResyncReason.type, { simple: true, description: "Why." })
  reason!: (typeof ResyncReason.values)[number];
}

type Item = abstract new (...args: never[]) => StreamItem;

/** The union of what a stream gives: its own two types, and those of every stream. */
export const streamItems = (name: string, description: string, [snapshot, event]: readonly [Item, Item]) =>
  createUnionType({
    name,
    description: `${description} More kinds of items will come: ask for \`__typename\`.`,
    types: () => [snapshot, event, Heartbeat, Resync] as never,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  }) as object;

/** A subscription, as data: its two types, which journal entries it wants, and what it gives. */
export interface Stream {
  types: readonly [snapshot: Item, event: Item];
  wants(entry: Entry): boolean;
  /** Whether it gives all that whoever follows it must hear of: the control room of who follows less may be silent. */
  isWhole?: boolean;
  /** Fields of the first item: how things stand. A function is called only when its field is asked for. */
  snapshot(ctx: Context): object | Promise<object>;
  /**
   * Fields of an event's item, read under the policies of the moment; null when the viewer may not see it. They hang on
   * the entry alone: whoever asks for other entries by other arguments shares what is read.
   */
  load(ctx: Context, entry: Entry): Promise<object | null>;
}

/** What a subscription's `subscribe` gives: not events, but how to get them. */
export interface Source extends Stream, AsyncIterable<never> {
  journal: Journal;
  heartbeatMs: number;
  /** The cursor that the client gave, and where the stream begins because of it. */
  after: string | null;
  from: FeedOptions["from"];
  errors?: undefined;
}

/** Begins a stream: after the cursor where it can go on from it, else with a snapshot. */
export async function followStream(ctx: Context, after: string | null | undefined, stream: Stream): Promise<Source> {
  const { journal, bounds } = ctx;
  const from = after ? await findStart(ctx, after) : null;
  const given = { journal, heartbeatMs: bounds.heartbeatMs ?? Number.POSITIVE_INFINITY, after: after ?? null, from };
  return { ...stream, ...given, [Symbol.asyncIterator]: neverIterated };
}

/** A subscription to one thing, as data: the field that holds it, and the kinds of its entries. */
export interface ThingStream {
  types: Stream["types"];
  table: Lockable;
  field: string;
  /** What an entry says of the thing, or null when it is about something else. */
  kindOf(entry: Entry): string | null;
}

/** Begins a stream of one thing: how it is now, and then what happens to it. `NOT_FOUND` when the viewer sees none. */
export async function followThing(ctx: Context, { id, after }: ThingArgs, thing: ThingStream): Promise<Source> {
  const { types, table, field, kindOf } = thing;
  requireViewer(ctx);
  const row = await get(await ctx.open(), table, id, ["id"]);
  return followStream(ctx, after, {
    types,
    wants: (entry) => entry.aggregateId === id && kindOf(entry) !== null,
    snapshot(fresh) {
      fresh.notice(table, [row]);
      return { [field]: row };
    },
    async load(fresh, entry) {
      const found = await fresh.loaders.oneBy(table.id, entry.aggregateId);
      return found && { kind: kindOf(entry), committedAt: entry.at, [field]: found };
    },
  });
}
export type ThingArgs = { id: string; after?: string | null };

async function findStart(ctx: Context, after: string): Promise<FeedOptions["from"]> {
  const mark = markOf(after);
  if (mark === "start") return null;
  return mark ? ((await checkMark(await ctx.open(), mark)) ?? mark) : "CURSOR_UNKNOWN";
}

// graphql wants an iterable; whoever runs the subscription reads the stream's own fields.
const neverIterated = (): never => {
  throw new Error("A stream is followed by its feed");
};
