import { and, desc, sql } from "drizzle-orm";
import { type Database, type Transaction, transact } from "../db/database.js";
import { LOCKS } from "../db/locks.js";
import { type HeadKey, hashOf, NO_BLOCK, type Unsigned } from "./head.js";
import { auditBlocks, auditEntries } from "./table.js";
import { type AuditEntryRow, leafOf, rootOf } from "./tree.js";

export type AuditBlockRow = typeof auditBlocks.$inferSelect;

export interface Sealing {
  database: Database;
  key: HeadKey;
  /** Names the process. */
  sealer: string;
  /** The most entries of a block. */
  most?: number;
}

/** The most entries of a block, unless told otherwise. */
export const BLOCK = 1_000;
/** How sealing runs: reads too, since what follows from one is written. */
export const WORKER = { role: "qorgan_worker", mode: "write" } as const;

/** Seals the entries that have come since the last block; gives their number, or 0 while another process seals. */
export const sealNext = ({ database, key, sealer, most = BLOCK }: Sealing): Promise<number> =>
  transact(database, WORKER, async (tx) => {
    // Not waited for, and without an xid of its own: writers never wait for the sealer.
    const [state] = await tx.rows<{ held: boolean; next: string }>(sql`
      select pg_try_advisory_xact_lock(${LOCKS.seal}) as held, pg_snapshot_xmax(pg_current_snapshot())::text as next`);
    if (!state?.held) return 0;
    const last = await findLastBlock(tx);
    if (last) requireAhead(last, state.next);
    const rows = await readUnsealed(tx, last, most);
    if (!rows.length) return 0;
    await tx.db.insert(auditBlocks).values({ ...blockOf(rows, last, key), sealer });
    return rows.length;
  });

// In another cluster xids start again: new entries would stand before the sealed ones, and silently never be sealed.
function requireAhead({ lastXid }: AuditBlockRow, next: string) {
  if (BigInt(lastXid) < BigInt(next)) return;
  throw new Error(
    `The audit's last transaction must lie before the database's next one, ${next}, but is ${lastXid}: ` +
      "the data comes from another cluster, whose transactions went further (pg_resetwal --next-transaction-id).",
  );
}

export async function findLastBlock({ db }: Transaction): Promise<AuditBlockRow | undefined> {
  const [last] = await db.select().from(auditBlocks).orderBy(desc(auditBlocks.number)).limit(1);
  return last;
}

// Below the horizon no older transaction can still commit, so nothing comes to stand before a sealed entry.
const readUnsealed = ({ db }: Transaction, last: AuditBlockRow | undefined, most: number): Promise<AuditEntryRow[]> =>
  db
    .select()
    .from(auditEntries)
    .where(and(isAfter(last), sql`${auditEntries.xid} < pg_snapshot_xmin(pg_current_snapshot())`))
    .orderBy(auditEntries.xid, auditEntries.seq)
    .limit(most);

/** Entries behind the last one of a block. */
export const isAfter = (block: Pick<AuditBlockRow, "lastXid" | "lastSeq"> | undefined) =>
  sql`(${auditEntries.xid}, ${auditEntries.seq}) > (${block?.lastXid ?? "0"}::text::xid8, ${String(block?.lastSeq ?? 0)}::text::bigint)`;

function blockOf(rows: readonly AuditEntryRow[], last: AuditBlockRow | undefined, key: HeadKey) {
  const end = rows.at(-1) as AuditEntryRow;
  const leaves = rows.map(leafOf);
  const sealedAt = new Date();
  const head = key.sign({
    number: (last?.number ?? 0) + 1,
    count: rows.length,
    root: rootOf(leaves),
    previous: last ? hashOf(unsignedOf(last)) : NO_BLOCK,
    sealedAt: sealedAt.toISOString(),
  });
  return { ...head, lastXid: end.xid, lastSeq: end.seq, sealedAt, leaves, entries: rows.map(({ id }) => id) };
}

/** What of a block is signed. */
export const unsignedOf = ({ number, count, root, previous, sealedAt }: AuditBlockRow): Unsigned => ({
  number,
  count,
  root,
  previous,
  sealedAt: sealedAt.toISOString(),
});

/** What of a block is published. */
export const headOf = (block: AuditBlockRow) => ({ ...unsignedOf(block), signature: block.signature });
