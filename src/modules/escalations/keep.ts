import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Database, transact } from "../../db/database.js";
import type { Log } from "../../db/log.js";
import { sweepAll } from "./sweep.js";

export interface KeepOptions {
  database: Database;
  log: Log;
  /** Called when steps fired: their entries wait in the journal. */
  onFired(lateness: readonly number[]): void;
}

/** The escalation of one process. */
export interface Escalation {
  /** How many alerts climb, how many of them should have moved on by now, and how many a second ago. */
  read(): Promise<Climbing>;
  close(): Promise<void>;
}

type Climbing = Record<"climbing" | "due" | "late", number>;
const READER = { role: "qorgan_worker", mode: "read" } as const;
// An alert that is raised meanwhile may be due before the next look.
const LOOK_MS = 500;
// What is due and wasn't to be had is being moved on by somebody else.
const BUSY_MS = 50;
const RETRY_MS = 500;

/** Sweeps as long as the process runs: at the time of the next step, and at least twice a second. */
export function keepEscalating({ database, log, onFired }: KeepOptions): Escalation {
  const closing = new AbortController();
  async function work(): Promise<number> {
    const wait = await findWait(database);
    if (wait > 0) return Math.min(wait, LOOK_MS);
    const { moved, lateness, faults } = await sweepAll(database);
    for (const fault of faults) log.error(fault, "An alert can't be escalated; it stands aside for a minute");
    if (lateness.length) onFired(lateness);
    return moved ? 0 : BUSY_MS;
  }
  function retry(error: unknown): number {
    log.error(error as object, "Alerts can't be escalated; it is tried again");
    return RETRY_MS;
  }
  async function run() {
    while (!closing.signal.aborted) {
      const pause = await work().catch(retry);
      await setTimeout(pause, undefined, { signal: closing.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    read: () => countClimbing(database),
    close() {
      closing.abort();
      return running;
    },
  };
}

/** Milliseconds until something is due, by the database's clock. */
const findWait = (database: Database): Promise<number> =>
  transact(database, READER, async (tx) => {
    const [row] = await tx.rows<{ ms: number | null }>(sql`
      select (extract(epoch from min(next_escalation_at) - clock_timestamp()) * 1000)::float8 as ms from alerts
      where next_escalation_at is not null`);
    return row?.ms ?? LOOK_MS;
  });

const countClimbing = (database: Database): Promise<Climbing> =>
  transact(database, READER, async (tx) => {
    const [row] = await tx.rows<Climbing>(sql`
      select count(*)::int as climbing, (count(*) filter (where next_escalation_at <= clock_timestamp()))::int as due,
        (count(*) filter (where next_escalation_at <= clock_timestamp() - interval '1 second'))::int as late
      from alerts where next_escalation_at is not null`);
    return row as Climbing;
  });
