import { sql } from "drizzle-orm";
import { type Database, transact } from "../db/database.js";

/** An entry as followers get it. */
export interface Entry {
  id: string;
  epoch: number;
  xid: string;
  tag: string;
  kind: string;
  aggregateId: string;
  version: number;
  kato: number;
  schoolId: string | null;
  severityRank: number | null;
  at: Date;
}

/** The journal as one process follows it. */
export interface Journal {
  /** Gives each entry once, in the order (xid, id), to everybody who listens. */
  listen(onEntry: (entry: Entry) => void): () => void;
  /** Says that something was committed here: other processes are told too, several commits in one message. */
  wake(): void;
  close(): Promise<void>;
}

interface TailOptions {
  database: Database;
  onError: (error: unknown) => void;
  /** How often the journal is read when nothing wakes it, in milliseconds. */
  pollMs?: number;
}

/** On which processes tell each other that something was committed. */
export const CHANNEL = "qorgan_journal";
const BATCH = 500;
const RETRY_MS = 1_000;
const WORKER = { role: "qorgan_worker", mode: "read" } as const;

/** Starts the one tailer of a process at the end of the journal. */
export async function tailJournal({ database, onError, pollMs = 250 }: TailOptions): Promise<Journal> {
  const listeners = new Set<(entry: Entry) => void>();
  const drain = createReader(database, await findEnd(database), listeners);
  let closed = false;
  let woken = Promise.withResolvers<void>();
  const wakeUp = () => woken.resolve();

  async function run() {
    while (!closed) {
      const pause = await drain().then(() => pollMs, retryAfter);
      await firstOf(woken.promise, pause);
      woken = Promise.withResolvers();
    }
  }

  const retryAfter = (error: unknown) => {
    onError(error);
    return RETRY_MS;
  };
  const unlisten = await database.listen(CHANNEL, wakeUp);
  const running = run();
  return {
    listen(onEntry) {
      listeners.add(onEntry);
      return () => void listeners.delete(onEntry);
    },
    wake: coalesce(() => database.notify(CHANNEL).catch(onError)),
    async close() {
      closed = true;
      wakeUp();
      await running;
      await unlisten();
    },
  };
}

type Position = Pick<Entry, "xid" | "id">;

/** Reads what has come since the last call, and gives each entry to everybody who listens. */
function createReader(database: Database, start: Position, listeners: Iterable<(entry: Entry) => void>) {
  let position = start;
  return async () => {
    for (;;) {
      const entries = await readAfter(database, position);
      for (const entry of entries) {
        // First, or a listener that fails would let everybody have the entry again.
        position = entry;
        for (const listener of listeners) listener(entry);
      }
      if (entries.length < BATCH) return;
    }
  };
}

// What is still running when the tailer starts has this xid or a later one, so nothing is passed over.
const findEnd = (database: Database) =>
  transact(database, WORKER, async (tx): Promise<Position> => {
    const [row] = await tx.rows<{ xid: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
    return { xid: row?.xid ?? "0", id: "0" };
  });

// Below the horizon no older transaction can still commit. A cursor on a plain serial lost 12 % of the entries.
const readAfter = (database: Database, { xid, id }: Position) =>
  transact(database, WORKER, async (tx) => {
    // By the table's columns: a bare `xid` is the text of the select list, by which 1000 comes before 999.
    const rows = await tx.rows<Omit<Entry, "at"> & { at: string }>(sql`
      select id::text, epoch, xid::text, tag::text, kind, aggregate_id as "aggregateId", version, kato,
        school_id::text as "schoolId", severity_rank as "severityRank", at::text as at
      from journal
      where (xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by journal.xid, journal.id limit ${sql.raw(String(BATCH))}`);
    return rows.map((row) => ({ ...row, at: new Date(row.at) }));
  });

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
