import type { Changed } from "../access/changes.js";
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
  /** Which transactions were visible then, as PostgreSQL writes it. */
  snapshot: string;
  /** When the PostgreSQL that answered was started. */
  server: string;
  /** The entry that was read last, or undefined when none was since the epoch was entered. */
  last: Entry | undefined;
}

/**
 * What is told after each reading, also when nothing happened: the new entries, in order. The place's epoch changes
 * with the history.
 */
export interface Batch extends Tail {
  entries: readonly Entry[];
  /** Whose access may have changed since the reading before, in the same snapshot as the entries. */
  changed: Changed;
  /** The database's clock, in milliseconds since 1970. */
  now: number;
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
  /** Resolves after a reading that began after the call, when everybody has been told what it found. */
  refresh(): Promise<void>;
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
const NOT_TOLD = "Other processes can't be told";
// Each commit would else cost a message and a reading of its own, which is as much as the commit.
const APART_MS = 10;

/** Starts the one tailer of a process at the end of the journal. */
export async function tailJournal({ database, log, pollMs = 250 }: TailOptions): Promise<Journal> {
  const { listen, tell } = createListeners();
  const reader = await createReader({ database, log, tell });
  let closed = false;
  let woken = Promise.withResolvers<void>();
  const wakeUp = () => woken.resolve();

  const asked = createAsked();

  async function run() {
    while (!closed) {
      const answer = asked.take();
      const pause = await reader.drain().then(answer, (error) => tellAndRetry(error, log));
      await firstOf(woken.promise, pause ?? pollMs);
      woken = Promise.withResolvers();
    }
  }

  const unlisten = await database.listen(CHANNEL, wakeUp);
  const running = run();
  const notify = () => closed || database.notify(CHANNEL).catch((error) => log.error(error, NOT_TOLD));
  return {
    listen,
    tail: reader.tail,
    after: reader.after,
    stats: reader.stats,
    wake: coalesce(notify),
    refresh() {
      wakeUp();
      return closed ? Promise.resolve() : asked.add();
    },
    async close() {
      closed = true;
      wakeUp();
      await running;
      asked.take()();
      await unlisten();
    },
  };
}

function tellAndRetry(error: unknown, log: Log): number {
  log.error(error as object, "The journal can't be read");
  return RETRY_MS;
}

/** Those who wait for a reading that begins after they asked; one that fails leaves them waiting for the next. */
function createAsked() {
  const waiting = new Set<() => void>();
  return {
    add: () => new Promise<void>((resolve) => void waiting.add(resolve)),
    take() {
      const taken = [...waiting];
      return () => {
        for (const resolve of taken) {
          waiting.delete(resolve);
          resolve();
        }
      };
    },
  };
}

function createListeners() {
  const listeners = new Set<(batch: Batch) => void>();
  return {
    listen(onBatch: (batch: Batch) => void) {
      listeners.add(onBatch);
      return () => void listeners.delete(onBatch);
    },
    tell(batch: Batch) {
      for (const listener of listeners) listener(batch);
    },
  };
}

/** One call for several at once: the first in this turn of the event loop, those after it some milliseconds apart. */
function coalesce(work: () => unknown) {
  let due = false;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (due) return;
    due = true;
    const run = () => {
      due = false;
      last = performance.now();
      work();
    };
    const wait = last + APART_MS - performance.now();
    if (wait > 0) setTimeout(run, wait).unref();
    else setImmediate(run);
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
