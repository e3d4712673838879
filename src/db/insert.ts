import { getTableColumns, is, Param, Placeholder, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgInsertValue, PgTable } from "drizzle-orm/pg-core";
import type { Drizzle, Transaction } from "./database.js";

type Values = Record<string, unknown>;
type Query = ReturnType<Extract<Parameters<Transaction["send"]>[0], { toSQL(): unknown }>["toSQL"]>;

/** What every insert of a kind has in common. */
export interface Inserting<F extends string> {
  /** Columns that an expression fills. */
  fixed?: Record<F, SQL>;
  /** What becomes of a row that is there already. */
  conflict?: { target: AnyPgColumn[]; set: Record<string, SQL> };
}

/**
 * Makes the insert of one row, which is sent and not waited for. Its text is built once for each set of columns:
 * Drizzle takes as long for it as PostgreSQL for a small insert. What is left out takes its default.
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
    tx.send({ toSQL: () => ({ sql: query.sql, params: query.params.map((param) => fill(param, values)) }) });
  };
}

function build(
  db: Drizzle,
  table: PgTable,
  { names, fixed, conflict }: Inserting<string> & { names: string[] },
): Query {
  const values = { ...Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])), ...fixed };
  const insert = db.insert(table).values(values as PgInsertValue<PgTable>);
  return (conflict ? insert.onConflictDoUpdate(conflict) : insert).toSQL();
}

// Drizzle's own filling hands null to encoders, which take none.
function fill(param: unknown, values: Values): unknown {
  if (!is(param, Param) || !is(param.value, Placeholder)) return param;
  const value = values[param.value.name];
  return value === null ? null : param.encoder.mapToDriverValue(value);
}
