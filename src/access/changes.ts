import { sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import { accessChanges } from "./table.js";

/** Plain uuids of those whose access may have changed; of everybody, where nobody knows. */
export type Changed = ReadonlySet<string> | "all";

/**
 * Whose access may have changed by what this transaction's snapshot shows and an earlier one, given as PostgreSQL
 * writes it, did not. It doesn't stop at the horizon: a revocation acts as soon as it is visible.
 */
export async function readChanges(tx: Transaction, since: string): Promise<ReadonlySet<string>> {
  const { xid, principal } = accessChanges;
  // By transactions and not by ids, which are given before the commit: a change that commits late would be passed over.
  const rows = await tx.rows<{ principal: string }>(sql`
    select distinct ${principal} as principal from ${accessChanges}
    where ${xid} >= pg_snapshot_xmin(${since}::pg_snapshot) and ${xid} < pg_snapshot_xmax(pg_current_snapshot())
      and not pg_visible_in_snapshot(${xid}, ${since}::pg_snapshot)`);
  return new Set(rows.map(({ principal }) => principal));
}
