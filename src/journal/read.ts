import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import type { Entry, Place } from "./entry.js";

/** How things stand, as one snapshot of the database sees it. */
export interface State {
  epoch: number;
  /** When the PostgreSQL that answers was started: another one may hold another history. */
  server: string;
  /** Every transaction with a lower number has ended. */
  horizon: bigint;
  /** No transaction has this number or a higher one yet. */
  newest: bigint;
  /** Which transactions are visible, as PostgreSQL writes it. */
  snapshot: string;
  /** Whether the entry that was read last is still there. */
  hasLast: boolean;
  /** The database's clock, in milliseconds since 1970. */
  now: number;
}

/** The most entries that are read at once. */
export const BATCH = 500;

/** Entries after a place, below the horizon, in the order (epoch, xid, id). */
export async function readAfter(tx: Transaction, place: Place): Promise<Entry[]> {
  const rows = await tx.rows<Raw>(entriesAfter(place));
  return rows.map((row) => ({ ...row, id: BigInt(row.id), xid: BigInt(row.xid), at: new Date(row.at) }));
}

/** The statement of `readAfter`. */
export function entriesAfter(place: Place): SQL {
  // The order names the table: a bare name would be the column of the answer, whose text sorts 10 before 9.
  // Below the horizon no older transaction can still commit. A cursor on a plain serial lost 12 % of the entries.
  return sql`
    select id::text, epoch, xid::text, tag::text, kind, aggregate_id as "aggregateId", version, kato,
      school_id::text as "schoolId", severity_rank as "severityRank", exercise, at::text as at
    from journal
    where ${isAfterPlace(place)} and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by journal.epoch, journal.xid, journal.id limit ${sql.raw(String(BATCH))}`;
}

/** Whether an entry of the journal comes after a place of the same epoch. */
export function isAfterPlace({ epoch, xid, id }: Place): SQL {
  // Not `(epoch, xid, id) > …` beside the epoch's equality: that walks the index from the epoch's very beginning.
  return sql`epoch = ${epoch}::int and (xid, id) > (${String(xid)}::xid8, ${String(id)}::bigint)`;
}

type Raw = Omit<Entry, "id" | "xid" | "at"> & { id: string; xid: string; at: string };

/** How things stand, and whether an entry that was read is still there. */
export async function readState(tx: Transaction, last: Entry | undefined): Promise<State> {
  const [row] = await tx.rows<Omit<State, "horizon" | "newest"> & { horizon: string; newest: string }>(sql`
    select coalesce((select max(epoch) from journal_epochs), 0) as epoch, pg_postmaster_start_time()::text as server,
      pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      pg_snapshot_xmax(pg_current_snapshot())::text as newest, pg_current_snapshot()::text as snapshot,
      ${isThere(last)} as "hasLast",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now`);
  if (!row) throw new Error("The database must say how things stand.");
  return { ...row, horizon: BigInt(row.horizon), newest: BigInt(row.newest) };
}

/** Whether an entry is there with its tag; nothing is there always. */
export function isThere(entry: Pick<Entry, keyof Place | "tag" | "at"> | null | undefined): SQL {
  if (!entry) return sql.raw("true");
  const { epoch, xid, id, tag, at } = entry;
  return sql`exists (select from journal where id = ${String(id)}::bigint and at = ${at.toISOString()}::timestamptz
    and epoch = ${epoch}::int and xid = ${String(xid)}::xid8 and tag = ${tag}::uuid)`;
}
