import { sql } from "drizzle-orm";
import { type Database, maintain, type Transaction, transact } from "../db/database.js";
import { journal, journalEpochs } from "./table.js";

/** What a process saw of an epoch that this history doesn't hold. */
export interface Doubt {
  epoch: number;
  why: string;
}

interface Found {
  epoch: number | null;
  /** The cluster on which the epoch began, and the present one. */
  cluster: string | null;
  present: string;
  /** Whether the epoch has an entry whose transaction's number hasn't been given yet. */
  isAhead: boolean;
}

/** The epoch in force, and why it was raised now, if it was. */
export interface Epoch {
  epoch: number;
  raised: string | null;
}

/**
 * The epoch in force, raised when the database holds another history than the one in which it began: a restored one,
 * in which numbers of transactions come again.
 */
export async function enterEpoch(database: Database, doubt?: Doubt): Promise<Epoch> {
  const found = await transact(database, { role: "qorgan_worker", mode: "read" }, find);
  const reason = reasonToRaise(found, doubt);
  if (!reason && found.epoch !== null) return { epoch: found.epoch, raised: null };
  return maintain(database, (tx) => raise(tx, doubt));
}

async function raise(tx: Transaction, doubt?: Doubt): Promise<Epoch> {
  // Whoever writes an entry holds the table until the commit: no entry of the old epoch comes after this one.
  await tx.rows(sql`lock table ${journal} in share row exclusive mode`);
  const found = await find(tx);
  const raised = reasonToRaise(found, doubt);
  // Another process was faster.
  if (!raised && found.epoch !== null) return { epoch: found.epoch, raised: null };
  const epoch = found.epoch === null && !found.isAhead ? 1 : (found.epoch ?? 1) + 1;
  await tx.db.insert(journalEpochs).values({ epoch, cluster: found.present });
  return { epoch, raised };
}

function reasonToRaise({ epoch, cluster, present, isAhead }: Found, doubt?: Doubt): string | null {
  if (epoch === null) return isAhead ? "entries are ahead of the transactions" : null;
  if (cluster !== present) return `the cluster is ${present} and was ${cluster}`;
  if (isAhead) return "entries are ahead of the transactions";
  return doubt?.epoch === epoch ? doubt.why : null;
}

async function find(tx: Transaction): Promise<Found> {
  const newest = sql`select xid from journal where epoch = coalesce(e.epoch, 1) order by xid desc, id desc limit 1`;
  // The timeline by the file of the log: the control file learns of a promotion only at the next checkpoint.
  const [found] = await tx.rows<Found>(sql`
    select e.epoch, e.cluster,
      (pg_control_system()).system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) as present,
      coalesce((${newest}) >= pg_snapshot_xmax(pg_current_snapshot()), false) as "isAhead"
    from (values (1)) one left join (select epoch, cluster from journal_epochs order by epoch desc limit 1) e on true`);
  if (!found) throw new Error("The database must say which epoch it is.");
  return found;
}
