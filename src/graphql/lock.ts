import { getTableName, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Drizzle, Statement, Transaction } from "../db/database.js";
import { Failure, fail, failAt } from "./errors.js";
import { say } from "./say.js";

/** A table of things that have an id of their own. */
export type Lockable = PgTable & { id: AnyPgColumn; $inferSelect: object };

/** What a change names: the id of a thing, and the version that was read. */
export interface Target {
  id: string;
  version?: number | null;
}

/**
 * Makes whoever changes the same things wait in line, whichever rows they touch: an incident and its alerts are one.
 * An advisory lock takes no xid while it waits, so the order of xids stays the order of versions. Taken in the order
 * of the names, so that two never wait for each other. What is sent after it runs when the line has come to it.
 */
export function queueFor(tx: Transaction, names: readonly string[]): void {
  for (const name of [...new Set(names)].sort()) {
    tx.send({ toSQL: () => ({ sql: WAIT, params: [name] }) });
  }
}

const WAIT = "select pg_advisory_xact_lock(hashtextextended($1, 0))::text";

/**
 * Locks a row for its change, before anything takes an xid: the order of xids is then the order of versions.
 * `NOT_FOUND` when the viewer sees no such row, `NOT_ALLOWED` when it may only read it, `STALE_VERSION` when it was changed since it was read.
 */
export async function lock<T extends Lockable>(tx: Transaction, table: T, target: Target): Promise<T["$inferSelect"]> {
  const row = await lockRow(tx, table, target.id, ["id"]);
  const { version } = row as { version?: number };
  if (target.version == null || target.version === version) return row;
  const message = say`version must be the current one, ${version}, but got ${target.version}`;
  throw fail("STALE_VERSION", ["version"], message, { current: version });
}

async function lockRow<T extends Lockable>(tx: Transaction, table: T, id: string, path: readonly string[]) {
  const [row] = await tx.run(locked(table), { id: uuidOf(table.id, id, path) });
  if (row) return row as T["$inferSelect"];
  await get(tx, table, id, path);
  throw fail("NOT_ALLOWED", path, say`${path.at(-1)} must name a thing that this viewer may change, not only read`);
}

/** A row that an input names; `NOT_FOUND` when the viewer sees none, `INVALID_ID` when it is of another type. */
export async function get<T extends Lockable>(tx: Transaction, table: T, id: string, path: readonly string[]) {
  const [row] = await tx.run(named(table), { id: uuidOf(table.id, id, path) });
  if (row) return row as T["$inferSelect"];
  throw missing(id, path);
}

const named = (table: Lockable): Statement<object> => ({
  name: `${getTableName(table)}_named`,
  build(db) {
    return byId(db, table).prepare(this.name);
  },
});

const locked = (table: Lockable): Statement<object> => ({
  name: `${getTableName(table)}_locked`,
  build(db) {
    return byId(db, table).for("update").prepare(this.name);
  },
});

const byId = (db: Drizzle, table: Lockable) =>
  db
    .select()
    .from(table as PgTable)
    .where(sql`${table.id} = ${sql.placeholder("id")}::uuid`);

const missing = (id: string, path: readonly string[]) =>
  fail("NOT_FOUND", path, say`${path.at(-1)} must name a thing that is there for this viewer, but got "${id}"`);

/** The uuid of an input's id; the error names the input's field. */
export function uuidOf(column: AnyPgColumn, id: string, path: readonly string[]): string {
  try {
    return column.mapToDriverValue(id) as string;
  } catch (error) {
    throw error instanceof Failure ? failAt(error, path) : error;
  }
}
