import { setTimeout } from "node:timers/promises";
import type { Log } from "../db/log.js";
import { createBacklog, type Due, forget } from "./backlog.js";
import type { Counts } from "./counts.js";
import type { Row } from "./loaders.js";
import { arrayOf, createRecipients, type Part, type Recipients, type Told } from "./told.js";

/** Things that were told, and to whom. */
export interface Telling {
  /** As they were read. */
  rows: readonly Row[];
  /** Prefixed ids; whoever isn't an officer is passed over. The same array again, which must not change, costs less. */
  to: readonly string[];
  at: Date;
  /** Whose connection has not yet taken it from the server; the same array as `to` when nobody's has. */
  waiting?: readonly string[];
}

/** Writes down who was told what, beside the delivery: nothing here throws, and nobody waits for it. */
export interface Ledger {
  /** Notes who was sent what. Written within a second; while the database is away, as long as there is room. */
  note(telling: Telling): void;
  /** The connection of one of the waiting has taken it. */
  reached(rows: readonly Row[], to: string, at: Date): void;
  /** Writes what is due; what the database doesn't take now is dropped. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** What is kept of a row until it is written. */
  toldOf(row: Row): Told;
  /** Writes parts, together at most a batch, in a short transaction of their own. */
  write(parts: readonly Part[]): Promise<void>;
  log: Log;
  counts: Counts;
  /** How long what is told is gathered, and how long after a failure it is tried again, in milliseconds. */
  waitMs?: number;
  retryMs?: number;
}

// What one array of recipients was told: more is rather looked up in the database.
const MOST_KNOWN = 10_000;
const NOBODY: readonly string[] = [];

export function createLedger({ toldOf, ...options }: LedgerOptions): Ledger {
  const recipientsOf = createRecipients();
  const { add, close } = createWriting(options);

  return {
    note({ rows, to, at, waiting = NOBODY }) {
      const recipients = recipientsOf(to);
      const fresh = rows.map(toldOf).filter(({ id }) => !recipients.known.has(id));
      if (fresh.length === 0 || recipients.parts.length === 0) return;
      if (recipients.known.size > MOST_KNOWN) recipients.known.clear();
      for (const { id } of fresh) recipients.known.add(id);
      const isTaken = waiting !== to;
      const left = isTaken ? arrayOf(waiting) : "{}";
      add({ rows: fresh, waiting: left, sentAt: at, reachedAt: isTaken ? at : null }, recipients);
    },
    reached(rows, to, at) {
      const { parts, known } = recipientsOf([to]);
      if (parts.length === 0 || rows.length === 0) return;
      add({ rows: rows.map(toldOf), waiting: "{}", sentAt: null, reachedAt: at }, { parts, known });
    },
    close,
  };
}

/** Writes what is added, a batch after the other, until all is written. */
function createWriting({ write, log, counts, waitMs = 250, retryMs = 1_000 }: Omit<LedgerOptions, "toldOf">) {
  const backlog = createBacklog();
  const trouble = createTrouble(log, counts);
  const closing = new AbortController();
  const { signal } = closing;
  const pause = (ms: number) => setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
  let writing: Promise<void> | undefined;

  async function writeAll() {
    await pause(waitMs);
    for (let dues = backlog.take(); dues.length > 0; dues = backlog.take()) await writeOut(dues);
    writing = undefined;
  }
  async function writeOut(dues: readonly Due[]) {
    const parts = dues.map(({ part }) => part);
    for (;;) {
      const error = await write(parts).then(trouble.end, (thrown: unknown) => thrown ?? new Error("Not written"));
      if (error === undefined) return;
      trouble.begin(error);
      if (isRefusal(error)) return trouble.drop("refused", forget(dues));
      if (signal.aborted) return trouble.drop("away", forget(dues));
      await pause(retryMs);
    }
  }
  return {
    add(telling: Omit<Part, "officers">, recipients: Recipients) {
      trouble.drop("away", backlog.add(telling, recipients));
      writing ??= writeAll();
    },
    async close() {
      closing.abort();
      await writing;
    },
  };
}

type Cause = "away" | "refused";

/** Tells of an outage once, of what is dropped once, and counts all of it. */
function createTrouble(log: Log, counts: Counts) {
  let [isTold, isDropTold] = [false, false];
  return {
    begin(error: unknown) {
      if (!isTold) log.error({ error }, "Deliveries of alerts can't be written down; the alerts themselves go on");
      isTold = true;
    },
    drop(cause: Cause, dropped: number) {
      if (dropped === 0) return;
      counts.add("ledgerDropped", cause, dropped);
      if (!isDropTold) log.error({ cause }, "Deliveries of alerts are dropped: nobody will know of them");
      isDropTold = true;
    },
    end(): undefined {
      [isTold, isDropTold] = [false, false];
    },
  };
}

// Of PostgreSQL: the data is wrong, breaks a rule, or may not be written. It would be refused for ever.
const REFUSALS = /^(22|23|42)/;

function isRefusal(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return REFUSALS.test(String(cause?.code ?? code));
}
