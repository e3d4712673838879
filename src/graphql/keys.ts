import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/** What names a row: a prefixed id, a code. */
export type Key = string | number;

// One statement text for every batch size, which each connection plans once. Of a bare `= any($1)` PostgreSQL knows
// how many keys each execution has, takes that plan for cheaper, and plans, policies and all, every time anew.
/** That a column holds one of the keys of a prepared statement's placeholder `keys`. */
export const hasKey = (column: AnyPgColumn): SQL =>
  sql`${column} = any(array(select unnest(${sql.placeholder("keys")}::${sql.raw(column.getSQLType())}[])))`;

/** Keys as the placeholder takes them. */
export const toDriver = (column: AnyPgColumn, keys: readonly Key[]) => keys.map((key) => column.mapToDriverValue(key));
