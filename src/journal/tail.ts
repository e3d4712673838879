import type { Database } from "../db/database.js";
import type { Log } from "../db/log.js";
import type { Entry, Place } from "./entry.js";
import { createReader } from "./reader.js";

/** How far one process has read. */
export interface Tail {
  place: Place;
  /** Entries of transactions below it have all been read. */
  horizon: bigint;
  /** No transaction had this number or a higher one when they were read. */
  newest: bigint;
  /** When the PostgreSQL that answered was started. */
  server: string;
  /** The entry that was read last, or undefined when none was since the epoch was entered. */
  last: Entry | undefined;
}

/** What is told after each reading: the new entries, in order. The place's epoch changes with the history. */
export interface Batch extends Tail {
  entries: readonly Entry[];
}

/** Figures of the journal, for the metrics. */
export interface JournalStats {
  epoch: number;
  entries: number;
  /** Seconds from the start of its transaction to its reading, of the entry that was read last. */
  lag: number;
  horizonAge: number;
}

/** The journal as one process follows it. */
export interface Journal {
  /** Tells of each reading, once, in the order (epoch, xid, id), everybody who listens. */
  listen(onBatch: (batch: Batch) => void): () => void;
  tail(): Readonly<Tail>;
  /** Entries after a place that the tailer has read already; fewer than there are when they are many. */
  after(place: Place): Promise<readonly Entry[]>;
  /** Says that something was committed here: other processes are told too, several commits in one message. */
  wake(): void;
  stats(): JournalStats;
  close(): Promise<void>;
}

export interface TailOptions {
  database: Database;
  log: Log;
  /** How often the journal is read when nothing wakes it, in milliseconds. */
  pollMs?: number;
}

/** On which processes tell each other that something was committed. */
export const CHANNEL = "qorgan_journal";
const RETRY_MS = 1_000;

/** Starts the one tailer of a process at the end of the journal. */
export async function tailJournal({ database, log, pollMs = 250 }: TailOptions): Promise<Journal> {
  const listeners = new Set<(batch: Batch) => void>();
  const reader = await createReader({ database, log, tell: (batch) => tellAll(listeners, batch) });
  let closed = false;
  let woken = Promise.withResolvers<void>();
  const wakeUp = () => woken.resolve();

  async function run() {
    while (!closed) {
      const pause = await reader.drain().then(() => pollMs, retryAfter);
      await firstOf(woken.promise, pause);
      woken = Promise.withResolvers();
    }
  }

  const retryAfter = (error: unknown) => {
    log.error(error as object, "The journal can't be read");
    return RETRY_MS;
  };
  const unlisten = await database.listen(CHANNEL, wakeUp);
  const running = run();
  const notify = () => database.notify(CHANNEL).catch((error) => log.error(error, "Other processes can't be told"));
  return {
    listen(onBatch) {
      listeners.add(onBatch);
      return () => void listeners.delete(onBatch);
    },
    tail: reader.tail,
    after: reader.after,
    stats: reader.stats,
    wake: coalesce(notify),
    async close() {
      closed = true;
      wakeUp();
      await running;
      await unlisten();
    },
  };
}

function tellAll(listeners: Iterable<(batch: Batch) => void>, batch: Batch) {
  for (const listener of listeners) listener(batch);
}

/** One call for several in the same turn of the event loop. */
function coalesce(work: () => unknown) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      work();
    });
  };
}

function firstOf(woken: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    woken.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
