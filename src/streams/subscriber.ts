import type { GraphQLError } from "graphql";
import type { Reach } from "../access/reach.js";
import type { Standing } from "../access/standing.js";
import type { FreshContext } from "../graphql/execute.js";
import type { Mark } from "../journal/cursor.js";
import type { ResyncReason } from "../journal/feed.js";
import type { Alone } from "./alone.js";
import type { Cohort } from "./cohort.js";
import type { Item, Reader } from "./items.js";
import type { Line } from "./line.js";
import type { Notes } from "./notes.js";

/** What a subscription is given beside a context: the way to its client, and who shares what is read. */
export interface StreamContext extends FreshContext {
  line: Line;
  /** Names the principal and the appointment that it acts under; null for the public. */
  caller: string | null;
  /** What its client says of itself and what may change an answer: the language, the purpose. */
  manner: string;
}

/** One subscription. */
export interface Subscriber extends Reader {
  readonly fresh: StreamContext;
  /** The root field. */
  readonly name: string;
  /** What it asks of each item, the same for all who may share it. */
  readonly selection: string;
  /** Which items it asks for: who asks for the same ones has the same text. */
  readonly filter: string;
  /** What the selection looks at. */
  readonly reach: Reach;
  /** Null for the public. */
  standing: Standing | null;
  /** Who it is, as the ledger names recipients: the same array for all of one standing. */
  to: readonly string[];
  /** With whom it shares what is read; null with nobody. */
  key: string | null;
  /** How far it has got; null before its first snapshot. */
  mark: Mark | null;
  /** The cursor of the item that it got last. */
  previous: string | null;
  /** When that was, as `performance.now()` tells it. */
  lastAt: number;
  /** Its access may have changed: until that is known it is given no event. */
  isSuspect: boolean;
  /** Its access has changed since its last snapshot: it must begin anew before it shares what is read. */
  isStale: boolean;
  way: Way | undefined;
  /** Ends it: nothing more comes. */
  close(): void;
}

/** How a subscriber goes on: alone, or with its like. */
type Way = { alone: Alone; cohort?: undefined } | { cohort: Cohort; alone?: undefined };

/** From where a subscriber is given items: after a mark, anew for a reason, or with a snapshot. */
export type Start = Mark | ResyncReason | null;

/** What may become of a subscriber on its way. */
export interface Course {
  notes: Notes;
  /** It has no access any more. */
  refuse(subscriber: Subscriber, error: GraphQLError): void;
  /** The server couldn't read what it must be given. The log is told of the error, where there is one. */
  fail(subscriber: Subscriber, error?: unknown): void;
}

/** Gives an item to one subscriber; whether there was something to give. */
export function give(to: Subscriber, item: Item, onTaken?: (isTaken: boolean) => void): boolean {
  const text = item.textAfter(to.previous);
  // After a resync it is nowhere until it has a snapshot.
  if (item.mark || item.kind === "resync") to.mark = item.mark;
  if (text === null) {
    to.fresh.line.pass?.(item);
    return false;
  }
  if (item.cursor !== null) to.previous = item.cursor;
  to.fresh.delivered();
  to.fresh.line.send(text, item, onTaken);
  return true;
}
