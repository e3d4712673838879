import { pipeline } from "node:stream/promises";
import { getTableColumns, getTableName, is, SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import type { Batch } from "./demo.js";

type Row = Record<string, unknown>;
interface Field {
  name: string;
  column: PgColumn;
  /** What stands where a row says nothing. */
  otherwise: unknown;
}

/** Takes rows of any tables, and copies those of one table together. */
export interface Copier {
  /** Resolves when it takes more: PostgreSQL works on some rows while the next ones are made. */
  add(batch: Batch): Promise<void>;
  /** Resolves when all rows are in. */
  finish(): Promise<void>;
}

interface Pending {
  fields: readonly Field[];
  texts: string[];
  length: number;
}

// A copy costs a few round trips, whatever its length.
const ENOUGH = 1 << 23;

/**
 * Copies rows into tables that the transaction has truncated, frozen: no later reader or vacuum writes them again. All
 * rows of a table must name the same columns where these have a default that only the database knows.
 */
export function createCopier(tx: postgres.TransactionSql): Copier {
  const tables = new Map<PgTable, Pending>();
  let copying = Promise.resolve();

  async function copy(table: PgTable, { fields, texts }: Pending) {
    tables.delete(table);
    await copying;
    copying = copyTexts(tx, { table, fields, texts });
    // Whoever waits next hears of it.
    copying.catch(() => {});
  }
  return {
    async add({ table, rows }) {
      const [first] = rows as readonly Row[];
      if (!first) return;
      const pending = tables.get(table) ?? { fields: fieldsOf(table, first), texts: [], length: 0 };
      tables.set(table, pending);
      const text = (rows as readonly Row[]).map((row) => lineOf(row, pending.fields)).join("");
      pending.texts.push(text);
      if ((pending.length += text.length) > ENOUGH) await copy(table, pending);
    },
    async finish() {
      for (const [table, pending] of tables) await copy(table, pending);
      await copying;
    },
  };
}

async function copyTexts(tx: postgres.TransactionSql, { table, fields, texts }: Copied): Promise<void> {
  const names = fields.map(({ column }) => `"${column.name}"`);
  const query = tx.unsafe(`copy ${getTableName(table)} (${names.join()}) from stdin with (freeze)`);
  const stream = await query.writable();
  // postgres.js tells nobody of an error that comes after the last row: the query's promise is settled by then.
  const failed = Promise.withResolvers<never>();
  Object.assign(query, { reject: failed.reject });
  await Promise.race([pipeline(texts, stream), failed.promise]);
}
type Copied = Pick<Pending, "fields" | "texts"> & { table: PgTable };

/** Columns that a row fills; generated ones fill themselves. */
function fieldsOf(table: PgTable, first: Row): Field[] {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => {
    return !column.generated && !column.generatedIdentity;
  });
  const fields = columns.map(([name, column]) => {
    const isOfDatabase = is(column.default, SQL);
    return { name, column, isOfDatabase, otherwise: isOfDatabase ? null : column.default };
  });
  return fields.filter(({ name, isOfDatabase }) => !isOfDatabase || first[name] !== undefined);
}

const lineOf = (row: Row, fields: readonly Field[]) =>
  `${fields.map(({ name, column, otherwise }) => encode(row[name] ?? otherwise, column)).join("\t")}\n`;

function encode(value: unknown, column: PgColumn): string {
  if (value === undefined || value === null) return "\\N";
  if (typeof value === "string") return column.getSQLType() === "uuid" ? uuidWithin(value) : escapeText(value);
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? escapeText(String(column.mapToDriverValue(value))) : String(value);
}

const uuidWithin = (id: string) => id.slice(id.indexOf("_") + 1);

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escapeText = (text: string) =>
  SPECIAL.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (character) => ESCAPES[character] as string) : text;
