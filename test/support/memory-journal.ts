import type { Entry, Place } from "../../src/journal/entry.js";
import { isAfter } from "../../src/journal/entry.js";
import type { Batch, Journal, Tail } from "../../src/journal/tail.js";

/** A journal in memory, which is read when a test says so. */
export interface MemoryJournal extends Journal {
  /** Commits an entry of each kind, each in a transaction of its own; nobody is told yet. */
  write(...kinds: string[]): void;
  /** Tells everybody who listens of what was committed since. */
  tell(): void;
  /** What was committed. */
  entries(): readonly Entry[];
  /** What a transaction of now reads to mark its place, or to look whether a mark is good: all of them are. */
  readMark(): object;
  /** How many listen. */
  listening(): number;
}

const EPOCH = 1;
const FIRST = 10n;
const TAG = "01890000-0000-7000-8000-000000000000";
const BATCH = 500;

export function createMemoryJournal(): MemoryJournal {
  const listeners = new Set<(batch: Batch) => void>();
  const entries: Entry[] = [];
  const told: Entry[] = [];
  const nextXid = () => FIRST + BigInt(entries.length);
  const tail: Tail = { place: { epoch: EPOCH, xid: FIRST, id: 0n }, ...readAt(FIRST), server: "one", last: undefined };

  function tell() {
    const fresh = entries.slice(told.length);
    told.push(...fresh);
    const last = told.at(-1);
    Object.assign(tail, readAt(nextXid()), last && { last, place: last });
    for (const listener of listeners) listener({ ...tail, entries: fresh, changed: new Set(), now: Date.now() });
  }
  return {
    tell,
    refresh: async () => tell(),
    wake: tell,
    write: (...kinds) => kinds.forEach((kind) => void entries.push(entryOf(kind, nextXid()))),
    entries: () => entries,
    readMark: () => ({ ...markRow(nextXid(), entries.at(-1)), isEpoch: true, hasEntry: true, isSeen: true }),
    listening: () => listeners.size,
    listen(onBatch) {
      listeners.add(onBatch);
      return () => void listeners.delete(onBatch);
    },
    tail: () => tail,
    after: async (place: Place) => told.filter((entry) => isAfter(entry, place)).slice(0, BATCH),
    stats: () => ({ epoch: EPOCH, entries: told.length, lag: 0, horizonAge: 0 }),
    close: async () => {},
  };
}

const readAt = (xid: bigint) => ({ horizon: xid, newest: xid, snapshot: snapshotAt(xid) });
const snapshotAt = (xid: bigint) => `${xid}:${xid}:`;

const entryOf = (kind: string, xid: bigint): Entry => ({
  ...{ epoch: EPOCH, xid, id: xid, tag: TAG, kind, aggregateId: `alert_${xid}`, version: 1 },
  ...{ kato: 751_000_000, schoolId: null, severityRank: 1, exercise: false, at: new Date() },
});

/** The row of a mark, as `markNow` reads it. */
const markRow = (xid: bigint, newest: Entry | undefined) => ({
  ...{ snapshot: snapshotAt(xid), epoch: EPOCH, epochTag: TAG },
  ...{ xid: newest ? String(newest.xid) : null, id: String(newest?.id), tag: TAG, at: newest?.at.toISOString() },
});
