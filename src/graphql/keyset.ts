import { getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { fail } from "./errors.js";
import { say } from "./say.js";

/** One key of a list's order. The last key is unique, so that every row has its own place. */
export interface Order {
  column: AnyPgColumn;
  descending: boolean;
}

export const ascending = (column: AnyPgColumn): Order => ({ column, descending: false });
export const descending = (column: AnyPgColumn): Order => ({ column, descending: true });

const direction = ({ descending }: Order) => sql.raw(descending ? "desc" : "asc");
const comma = sql.raw(", ");

export const orderBy = (order: readonly Order[]): SQL =>
  sql.join(
    order.map((key) => sql`${key.column} ${direction(key)}`),
    comma,
  );

/** The place of a row in a list, opaque to clients: the list's name and the row's order keys. */
export function cursorOf(list: string, order: readonly Order[], row: Record<string, unknown>): string {
  const keys = order.map(({ column }) => row[fieldOf(column)]);
  return Buffer.from(JSON.stringify([list, ...keys])).toString("base64url");
}

/** The order keys in a cursor; `INVALID_CURSOR` when it belongs to another list. */
export function keysOf(list: string, order: readonly Order[], cursor: string): unknown[] {
  const keys = parse(cursor);
  if (keys?.[0] === list && keys.length === order.length + 1 && order.every((key, i) => isKey(key, keys[i + 1]))) {
    return keys.slice(1);
  }
  throw fail(
    "INVALID_CURSOR",
    ["after"],
    say`after must be a cursor of the list ${list}, but got ${JSON.stringify(cursor)}`,
  );
}

/** Rows after the keys: one row comparison where all run the same way, so that an index is walked. */
export function afterKeys(order: readonly Order[], keys: readonly unknown[]): SQL {
  const columns = order.map(({ column }) => column);
  const [first, ...rest] = order.map(({ column }, i) => typedKey(column, keys[i]));
  // Of a comparison of rows PostgreSQL estimates the first key alone: behind the last of four ranks it would expect no
  // row, and walk the index of the whole country for a school's. Of a subquery's value it knows nothing.
  const values = [sql`(select ${first})`, ...rest];
  if (order.every((key) => key.descending === order[0]?.descending)) {
    const operator = sql.raw(order[0]?.descending ? "<" : ">");
    return sql`(${sql.join(columns, comma)}) ${operator} (${sql.join(values, comma)})`;
  }
  const steps = order.map((key, i) => {
    const same = columns.slice(0, i).map((column, j) => sql`${column} = ${values[j]}`);
    return sql`(${sql.join([...same, sql`${key.column} ${sql.raw(key.descending ? "<" : ">")} ${values[i]}`], sql` and `)})`;
  });
  return sql`(${sql.join(steps, sql` or `)})`;
}

// A typed parameter: PostgreSQL can't infer the types inside a row comparison from the driver's text.
function typedKey(column: AnyPgColumn, key: unknown): SQL {
  const value = column.dataType === "date" ? new Date(String(key)) : key;
  return sql`${sql.param(value, column)}::${sql.raw(column.getSQLType())}`;
}

function parse(cursor: string): unknown[] | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}

const MAX_INT4 = 2_147_483_647;

function isKey({ column }: Order, key: unknown): boolean {
  if (column.dataType === "number") return Number.isInteger(key) && Math.abs(key as number) <= MAX_INT4;
  if (column.dataType === "boolean") return typeof key === "boolean";
  if (typeof key !== "string" || key.includes("\u0000")) return false;
  if (column.dataType === "date") return isInstant(key);
  if (column.columnType === "PgDateString") return isInstant(`${key}T00:00:00.000Z`);
  if (column.getSQLType() === "integer") return /^\d{9}$/.test(key);
  return column.dataType !== "custom" || canMap(column, key);
}

// The form that cursors are made in: PostgreSQL doesn't take every year that JavaScript does.
const isInstant = (key: string) => /^(?!0000)\d{4}-/.test(key) && !Number.isNaN(Date.parse(key)) && key.length === 24;

function canMap(column: AnyPgColumn, key: string): boolean {
  try {
    const value = column.mapToDriverValue(key);
    return typeof value === "string" || Number.isSafeInteger(value);
  } catch {
    return false;
  }
}

const fields = new WeakMap<PgTable, Map<string, string>>();

/** The name of a column in TypeScript rows. */
export function fieldOf(column: AnyPgColumn): string {
  const table = column.table as PgTable;
  let names = fields.get(table);
  if (!names) {
    names = new Map(Object.entries(getTableColumns(table)).map(([field, c]) => [c.name, field]));
    fields.set(table, names);
  }
  const field = names.get(column.name);
  if (!field) throw new Error(`No column ${column.name}`);
  return field;
}
