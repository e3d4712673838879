import { setImmediate } from "node:timers/promises";
import { Failure } from "../graphql/errors.js";
import type { Refusal, TableRow } from "./csv.js";
import { type Database, maintain, type Transaction, transact } from "./database.js";

/** How far a long task is; `total` is 0 while it isn't known. */
export type OnProgress = (done: number, total: number, what: string) => void;

export interface ImportOptions {
  file: string;
  /** Says what would happen and writes nothing. */
  dryRun: boolean;
}

export interface ImportSummary {
  inserted: number;
  updated: number;
  unchanged: number;
  refused: number;
  dryRun: boolean;
  /** Why rows were refused, by line; the first thousand. */
  refusals: Refusal[];
}

/** What an import does: worked out before anything is written, so that a dry run says the same. */
export interface Plan<Row> {
  inserted: Row[];
  updated: Row[];
  unchanged: number;
}

// Bounded by time as well: no transaction with an xid may last (DESIGN.md section 5).
const BATCH = 1_000;
const MAX_REFUSALS = 1_000;

/** Takes a row as `read` understands it; an error that it makes becomes a refusal of this row alone. */
export function takeRow<T>(refused: Refusal[], { line }: Pick<TableRow, "line">, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    refused.push({ line, column: error.field.at(-1) ?? null, reason: error.message });
    return null;
  }
}

/** Sorts rows by what is to be done; `compare` gives the row to write, or null when nothing changes. */
export function planImport<Row, Old>(
  rows: readonly Row[],
  findOld: (row: Row) => Old | undefined,
  compare: (old: Old, row: Row) => Row | null,
): Plan<Row> {
  const plan: Plan<Row> = { inserted: [], updated: [], unchanged: 0 };
  for (const row of rows) {
    const old = findOld(row);
    const changed = old && compare(old, row);
    if (!old) plan.inserted.push(row);
    else if (changed) plan.updated.push(changed);
    else plan.unchanged++;
  }
  return plan;
}

/** Writes rows in short transactions, one for each thousand. */
export async function writeBatches<Row>(
  database: Database,
  rows: readonly Row[],
  write: (tx: Transaction, rows: Row[], done: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    await maintain(database, (tx) => write(tx, batch, from + batch.length));
    // The embedded database answers without a turn of the event loop: requests and signals would wait for the last row.
    await setImmediate();
  }
}

/** Reads everybody's rows as the owner. */
export const readAll = <T>(database: Database, work: (tx: Transaction) => Promise<T>) =>
  transact(database, { role: "qorgan_owner", mode: "read", settings: { maintenance: "on" } }, work);

export function summarise<Row>(plan: Plan<Row>, refused: readonly Refusal[], dryRun: boolean): ImportSummary {
  return {
    inserted: plan.inserted.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
    refused: refused.length,
    dryRun,
    refusals: refused.toSorted((a, b) => a.line - b.line).slice(0, MAX_REFUSALS),
  };
}
