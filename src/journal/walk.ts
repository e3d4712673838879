import type { Mark } from "./cursor.js";
import { type Entry, isAfter, type Place } from "./entry.js";
import { isVisible } from "./snapshot.js";
import type { Batch, Journal, Tail } from "./tail.js";

/** How far a subscription has got, and what it has read of the rest. */
export interface Walk {
  mark: Mark;
  place: Place;
  read: readonly Entry[];
  /** The PostgreSQL on which it began. */
  server: string;
}

export const startWalk = (mark: Mark, { server }: Tail): Walk => ({
  mark: { ...mark },
  place: placeOf(mark),
  read: [],
  server,
});

// What a snapshot doesn't show is running when it is taken, or comes later.
const placeOf = ({ epoch, entry, seen }: Mark): Place =>
  entry ? { epoch, xid: entry.xid, id: entry.id } : { epoch, xid: seen?.snapshot.xmin ?? 0n, id: 0n };

/** Goes on to the next entry that is wanted, as far as the tailer has read; null when there is none yet. */
export async function goOn(walk: Walk, journal: Journal, wants: (entry: Entry) => boolean): Promise<Entry | null> {
  for (;;) {
    const entry = pass(walk, wants);
    if (entry) return entry;
    // Before the reading: what the tailer reads meanwhile may not be in it.
    const tail = { ...journal.tail() };
    walk.read = await journal.after(walk.place);
    if (walk.read.length > 0) continue;
    rest(walk, tail);
    return null;
  }
}

/** Passes what was read, up to the next entry that is wanted. */
function pass(walk: Walk, wants: (entry: Entry) => boolean): Entry | null {
  const { mark, read } = walk;
  for (const [i, entry] of read.entries()) {
    walk.place = mark.entry = entry;
    const isKnown = mark.seen !== null && isVisible(entry.xid, mark.seen.snapshot);
    if (isKnown || !wants(entry)) continue;
    walk.read = read.slice(i + 1);
    return entry;
  }
  return null;
}

// The end of what has been read: nothing that the snapshot showed can come any more.
function rest(walk: Walk, { horizon, last }: Tail) {
  const { mark } = walk;
  if (last && last.epoch === mark.epoch && isAfter(last, walk.place)) walk.place = mark.entry = last;
  if (mark.entry && mark.seen && horizon >= mark.seen.snapshot.xmax) mark.seen = null;
}

/** Whether what the client has belongs to another history than the one that a batch tells of. */
export function isLost(walk: Walk, batch: Batch): boolean {
  const { mark } = walk;
  if (batch.place.epoch !== mark.epoch) return batch.place.epoch > mark.epoch;
  const isRestarted = batch.server !== walk.server;
  walk.server = batch.server;
  // A server that crashed gives numbers again of transactions that didn't commit; the snapshot holds them for ended.
  return isRestarted && mark.seen !== null && batch.newest < mark.seen.snapshot.xmax;
}
