import { cursorOf, type Mark } from "./cursor.js";
import { type Entry, isAfter, type Place } from "./entry.js";
import { isVisible } from "./snapshot.js";
import type { Batch, Journal, Tail } from "./tail.js";

/** How far a feed has got, and what it has read of the rest. */
export interface Walk {
  mark: Mark;
  place: Place;
  read: readonly Entry[];
  /** The PostgreSQL on which it began. */
  server: string;
}

/** An entry that is wanted, and the mark of who was given it. */
export interface Passed {
  entry: Entry;
  mark: Mark;
  cursor: string;
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

type Going = { journal: Journal; wants(entry: Entry): boolean; most: number };

/** Goes on to the next entries that are wanted, as far as the tailer has read; none when there are none yet. */
export async function goOn(walk: Walk, { journal, wants, most }: Going): Promise<Passed[]> {
  for (;;) {
    const passed = pass(walk, wants, most);
    if (passed.length) return passed;
    // Before the reading: what the tailer reads meanwhile may not be in it.
    const tail = { ...journal.tail() };
    walk.read = await journal.after(walk.place);
    if (walk.read.length > 0) continue;
    rest(walk, tail);
    return [];
  }
}

/** Passes what was read, up to so many entries that are wanted. */
function pass(walk: Walk, wants: (entry: Entry) => boolean, most: number): Passed[] {
  const { mark, read } = walk;
  const passed: Passed[] = [];
  let done = 0;
  for (; done < read.length && passed.length < most; done++) {
    const entry = read[done] as Entry;
    walk.place = mark.entry = entry;
    // Behind it no transaction can come that the snapshot might have shown: entries are in the order of transactions.
    if (mark.seen && entry.xid >= mark.seen.snapshot.xmax) mark.seen = null;
    const isKnown = mark.seen !== null && isVisible(entry.xid, mark.seen.snapshot);
    if (!isKnown && wants(entry)) passed.push({ entry, mark: { ...mark }, cursor: cursorOf(mark) });
  }
  walk.read = read.slice(done);
  return passed;
}

// The end of what has been read: nothing that the snapshot showed can come any more.
function rest(walk: Walk, { horizon, last, place }: Tail) {
  const { mark } = walk;
  if (last && last.epoch === mark.epoch && isAfter(last, walk.place)) walk.place = mark.entry = last;
  // Without an entry since the start too, or each would ask the database for what lies between, again and again.
  if (place.epoch === mark.epoch && isAfter(place, walk.place)) walk.place = place;
  if (!mark.seen || horizon < mark.seen.snapshot.xmax) return;
  // Where nothing was recorded since, the newest entry that the snapshot shows is as far as there is.
  const { anchor } = mark.seen;
  if (!mark.entry && typeof anchor === "object") mark.entry = anchor;
  if (mark.entry) mark.seen = null;
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
