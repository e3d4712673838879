import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import type { Mark, Named, Seen } from "./cursor.js";
import { isAfterPlace, isThere } from "./read.js";
import { parseSnapshot } from "./snapshot.js";

/** Why a stream doesn't go on where the client asks it to. */
export type Refusal = "CURSOR_EXPIRED" | "HISTORY_CHANGED";

type RawNamed = { xid: string | null; id: string; tag: string; at: string };

/** The mark of what a transaction shows: what comes after it is what the transaction doesn't show. */
export async function markNow(tx: Transaction): Promise<Mark> {
  const newest = sql`
    select xid, id, tag, at from journal where epoch = e.epoch order by epoch desc, xid desc, id desc limit 1`;
  const [row] = await tx.rows<RawNamed & { snapshot: string; epoch: number; epochTag: string }>(sql`
    select pg_current_snapshot()::text as snapshot, e.epoch, e.tag::text as "epochTag",
      j.xid::text as xid, j.id::text as id, j.tag::text as tag, j.at::text as at
    from (select epoch, tag from journal_epochs order by epoch desc limit 1) e left join lateral (${newest}) j on true`);
  const snapshot = row && parseSnapshot(row.snapshot);
  if (!snapshot) throw new Error("The journal must have an epoch: the server enters one at its start.");
  return { epoch: row.epoch, entry: null, seen: { snapshot, anchor: namedOf(row) ?? row.epochTag }, access: null };
}

function namedOf({ xid, id, tag, at }: RawNamed): Named | null {
  return xid === null ? null : { xid: BigInt(xid), id: BigInt(id), tag, at: new Date(at) };
}

/** Whether a stream may go on from a mark: null, or why it may not. */
export async function checkMark(tx: Transaction, mark: Mark): Promise<Refusal | null> {
  const { epoch, entry, seen } = mark;
  const [found] = await tx.rows<{ isEpoch: boolean; hasEntry: boolean; isSeen: boolean; isExpired: boolean }>(sql`
    select (select max(epoch) from journal_epochs) = ${epoch}::int as "isEpoch",
      ${entry ? isThere({ ...entry, epoch }) : sql.raw("true")} as "hasEntry",
      ${seen ? isConsistent(epoch, seen) : sql.raw("true")} as "isSeen",
      ${oldestOf(mark)} < now() - interval '13 months' as "isExpired"`);
  if (found?.isEpoch && found.hasEntry && found.isSeen) return null;
  return found?.isEpoch && found.isExpired ? "CURSOR_EXPIRED" : "HISTORY_CHANGED";
}

const oldestOf = ({ entry, seen }: Mark): SQL => {
  const named = entry ?? (typeof seen?.anchor === "object" ? seen.anchor : null);
  return named ? sql`${named.at.toISOString()}::timestamptz` : sql.raw("now()");
};

// After a restore numbers of transactions come again: a snapshot of the lost history would hide the new ones. It is of
// another history when it shows a transaction that hasn't begun or hasn't ended, or an entry after its newest one.
function isConsistent(epoch: number, { snapshot, anchor }: Seen): SQL {
  const seen = sql`${snapshot.text}::pg_snapshot`;
  const { xid, id } = typeof anchor === "string" ? { xid: 0n, id: 0n } : anchor;
  const hasAnchor =
    typeof anchor === "string"
      ? sql`exists (select from journal_epochs where epoch = ${epoch}::int and tag = ${anchor}::uuid)`
      : isThere({ ...anchor, epoch });
  return sql`(${hasAnchor}
    and pg_snapshot_xmax(${seen}) <= pg_snapshot_xmax(pg_current_snapshot())
    and not exists (select from pg_snapshot_xip(pg_current_snapshot()) x where pg_visible_in_snapshot(x, ${seen}))
    and not exists (
      select from journal
      where ${isAfterPlace({ epoch, xid, id })}
        and xid < pg_snapshot_xmax(${seen}) and pg_visible_in_snapshot(xid, ${seen})))`;
}
