import { randomBytes } from "node:crypto";
import { validate } from "uuid";
import type { Entry } from "./entry.js";
import { parseSnapshot, type Snapshot } from "./snapshot.js";

/** An entry as cursors name it: by its place and its random tag. */
export type Named = Pick<Entry, "xid" | "id" | "tag" | "at">;

/** What a client saw at once, before the events. */
export interface Seen {
  snapshot: Snapshot;
  /** The newest entry that it shows, or the tag of the epoch when there was none yet. */
  anchor: Named | string;
}

/** How far a client has got in an epoch: to an entry, beyond what a snapshot showed it, or both. */
export interface Mark {
  epoch: number;
  entry: Named | null;
  seen: Seen | null;
  /** Under which access it was given, as a tag that is compared; null when nobody said. */
  access: string | null;
}

/** A cursor of a mark, opaque to clients. */
export const cursorOf = ({ epoch, entry, seen, access }: Mark): string =>
  encode([epoch, entry && nameOf(entry), seen && [seen.snapshot.text, anchorOf(seen)], access]);

/** A cursor from which a stream begins with a snapshot. */
export const startCursor = (): string => encode([START, randomBytes(9).toString("base64url")]);

/** The mark of a cursor: `start` for one of `startCursor`, null for what isn't a cursor. */
export function markOf(cursor: string): Mark | "start" | null {
  const [epoch, entry, seen, access] = decode(cursor);
  if (epoch === START) return START;
  if (typeof epoch !== "number" || !isWhole(epoch)) return null;
  const given = typeof access === "string" ? access : null;
  const mark = { epoch, entry: entry ? namedOf(entry) : null, seen: seen ? seenOf(seen) : null, access: given };
  const isWanting = (entry && !mark.entry) || (seen && !mark.seen) || (!entry && !seen);
  return isWanting ? null : mark;
}

const START = "start";
const encode = (parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
const nameOf = ({ xid, id, tag, at }: Named) => [String(xid), String(id), tag, at.getTime()];
const anchorOf = ({ anchor }: Seen) => (typeof anchor === "string" ? anchor : nameOf(anchor));
const isWhole = (value: unknown) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
const isDigits = (value: unknown): value is string => typeof value === "string" && /^\d{1,18}$/.test(value);
const isTag = (value: unknown): value is string => typeof value === "string" && validate(value);

function decode(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function namedOf(parts: unknown): Named | null {
  if (!Array.isArray(parts)) return null;
  const [xid, id, tag, time] = parts;
  const at = new Date(typeof time === "number" ? time : Number.NaN);
  // PostgreSQL doesn't take every year that JavaScript does.
  const isTime = at.getUTCFullYear() >= 2000 && at.getUTCFullYear() <= 9999;
  if (!isDigits(xid) || !isDigits(id) || !isTag(tag) || !isTime) return null;
  return { xid: BigInt(xid), id: BigInt(id), tag, at };
}

function seenOf(parts: unknown): Seen | null {
  if (!Array.isArray(parts)) return null;
  const snapshot = typeof parts[0] === "string" ? parseSnapshot(parts[0]) : null;
  const anchor = isTag(parts[1]) ? parts[1] : namedOf(parts[1]);
  return snapshot && anchor ? { snapshot, anchor } : null;
}
