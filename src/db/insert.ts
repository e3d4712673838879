import { getTableColumns, getTableName, is, Param, Placeholder, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgInsertValue, PgTable } from "drizzle-orm/pg-core";
import type { Shape } from "./batch.js";
import type { Drizzle, Transaction } from "./database.js";

type Values = Record<string, unknown>;
interface Query {
  shape: Shape;
  /** What fills its placeholders. */
  params: unknown[];
}

/** What every insert of a kind has in common. */
export interface Inserting<F extends string> {
  /** Columns that an expression fills. */
  fixed?: Record<F, SQL>;
  /** What becomes of a row that is there already. */
  conflict?: { target: AnyPgColumn[]; set: Record<string, SQL> };
}

/**
 * Makes the insert of one row, which isn't waited for and leaves with those beside it in one statement. Its text is
 * built once for each set of columns: Drizzle takes as long for it as PostgreSQL for a small insert. What is left out
 * takes its default.
 */
export function inserting<T extends PgTable, F extends string = never>(table: T, options: Inserting<F> = {}) {
  const queries = new Map<string, Query>();
  const generated = Object.entries(getTableColumns(table)).filter(([, { defaultFn }]) => defaultFn);
  return (tx: Transaction, row: Omit<T["$inferInsert"], F>): void => {
    const values: Values = { ...row };
    for (const [name, { defaultFn }] of generated) values[name] ??= defaultFn?.();
    const names = Object.keys(values).filter((name) => values[name] !== undefined);
    const shape = names.join();
    const query = queries.get(shape) ?? build(tx.db, table, { names, ...options });
    queries.set(shape, query);
    tx.add({ shape: query.shape, params: query.params.map((param) => fill(param, values)) });
  };
}

function build(
  db: Drizzle,
  table: PgTable,
  { names, fixed, conflict }: Inserting<string> & { names: string[] },
): Query {
  const values = { ...Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])), ...fixed };
  const insert = db.insert(table).values(values as PgInsertValue<PgTable>);
  const query = (conflict ? insert.onConflictDoUpdate(conflict) : insert).toSQL();
  const parts = /^(?<head>insert into .+? values )(?<row>\(.+?\))(?<tail>| on conflict .+)$/s.exec(query.sql);
  if (!parts) throw new Error(`An insert of one row must be cut into its parts, but got ${query.sql}`);
  const { head, row, tail } = parts.groups as unknown as Omit<Shape, "table">;
  return { shape: { table: getTableName(table), head, row, tail }, params: query.params };
}

// Drizzle's own filling hands null to encoders, which take none.
function fill(param: unknown, values: Values): unknown {
  if (!is(param, Param) || !is(param.value, Placeholder)) return param;
  const value = values[param.value.name];
  return value === null ? null : param.encoder.mapToDriverValue(value);
}
