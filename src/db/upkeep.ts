import { sql } from "drizzle-orm";
import { type Database, maintain } from "./database.js";
import { LOCKS } from "./locks.js";
import type { Log } from "./log.js";

const EVERY_MS = 3_600_000;
const BATCH = 1_000;

/** Keeps house now and each hour. Stopped, it waits for what is under way. */
export function startUpkeep(database: Database, log: Log): () => Promise<void> {
  let running = Promise.resolve();
  const run = () => {
    running = keepHouse(database).catch((error) => log.error(error, "The upkeep of the database failed"));
  };
  run();
  const timer = setInterval(run, EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}

/**
 * Makes the journal's months to come, drops those thirteen months old, and forgets keys whose time has run out,
 * changes of access that everybody has read, deliveries of webhooks that are a month old, and what processes heard that
 * have ended.
 */
export async function keepHouse(database: Database, now = new Date()): Promise<void> {
  await keepMonths(database, now);
  for (const old of OLD) while ((await forget(database, now, old)) === BATCH);
}

const keepMonths = (database: Database, now: Date) =>
  maintain(database, async (tx) => {
    const [lock] = await tx.rows<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCKS.upkeep}) as taken`);
    if (!lock?.taken) return;
    // A new partition waits for every writer of the journal, and every later one would wait behind it.
    await tx.rows(sql`select set_config('lock_timeout', '2s', true)`);
    await tx.rows(sql`select keep_journal_months(${now.toISOString()}::timestamptz)`);
  });

interface Old {
  table: string;
  /** When a row was needed last, and for how long after that it is kept. */
  at: string;
  kept: string;
}
const OLD: readonly Old[] = [
  { table: "mutation_keys", at: "used_at", kept: "30 days" },
  { table: "access_changes", at: "at", kept: "1 day" },
  { table: "control_room_presence", at: "seen_at", kept: "1 day" },
  { table: "webhook_deliveries", at: "last_attempt_at", kept: "30 days" },
];

// A thousand in one transaction: its number holds back the journal until it ends.
const forget = (database: Database, now: Date, { table, at, kept }: Old) =>
  maintain(database, async (tx) => {
    const name = sql.identifier(table);
    const old = sql`select ctid from ${name}
      where ${sql.identifier(at)} < ${now.toISOString()}::timestamptz - ${kept}::interval limit ${BATCH}`;
    const gone = await tx.rows(sql`delete from ${name} where ctid = any(array(${old})) returning 1 as gone`);
    return gone.length;
  });
