import { sql } from "drizzle-orm";
import { type Database, transact } from "../db/database.js";
import type { Log } from "../db/log.js";
import type { State } from "./read.js";

/** From when on a transaction that stays open is told, and how often again. */
const ALARM_MS = 5_000;
const AGAIN_MS = 30_000;

/** Watches the horizon: one open transaction, even of another database of the server, holds back every alert. */
export interface HorizonWatch {
  note(state: Pick<State, "horizon" | "newest">): Promise<void>;
  /** For how long the oldest open transaction has been seen, in milliseconds; 0 when none is open. */
  age(): number;
}

interface Options {
  database: Database;
  log: Log;
  alarmMs?: number;
  /** Milliseconds, never going back. */
  clock?: () => number;
}

export function watchHorizon({ database, log, alarmMs = ALARM_MS, clock = () => performance.now() }: Options) {
  let held: { horizon: bigint; since: number; toldAt?: number } | undefined;
  const age = () => (held ? clock() - held.since : 0);

  async function note({ horizon, newest }: Pick<State, "horizon" | "newest">) {
    if (held && held.horizon !== horizon) {
      if (held.toldAt !== undefined) log.info({ heldMs: Math.round(age()) }, "The journal goes on");
      held = undefined;
    }
    if (horizon === newest) held = undefined;
    else held ??= { horizon, since: clock() };
    if (!held || age() < alarmMs || clock() - (held.toldAt ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
    held.toldAt = clock();
    const holder = await findHolder(database, horizon);
    log.warn({ holder, heldMs: Math.round(age()) }, "An open transaction holds back every alert: end it");
  }
  return { note, age } satisfies HorizonWatch;
}

// Who has the lock on a transaction's number runs it, also a prepared one, which has no process. Replication slots hold
// back what is cleaned up, not the horizon.
const findHolder = (database: Database, horizon: bigint) =>
  transact(database, { role: "qorgan_worker", mode: "read" }, async (tx) => {
    const xid = sql`${String(horizon)}::xid8::xid`;
    const [holder] = await tx.rows<object>(sql`
      select l.pid, a.datname as database, a.usename as user, a.application_name as application, a.state, a.query,
        host(a.client_addr) as address, p.gid as prepared
      from pg_locks l
        left join pg_stat_activity a on a.pid = l.pid
        left join pg_prepared_xacts p on p.transaction = ${xid}
      where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.transactionid = ${xid}`);
    return holder ?? null;
  });
