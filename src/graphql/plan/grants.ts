import { Column, getTableName, is } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../../db/database.js";
import { Unplannable } from "./unplannable.js";

/** What `qorgan_reader` may read. */
export interface Grants {
  /** Throws `NOT_GRANTED` for a column that it may not read, or a table of which it may read none. */
  require(part: AnyPgColumn | PgTable): void;
}

const READABLE = `select coalesce(json_object_agg(name, columns), '{}')::text from (
  select c.relname as name, json_agg(a.attname) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and has_column_privilege(c.oid, a.attnum, 'select') group by 1) t`;

/** Reads them from the database's catalogue, so that they stand in one place: `drizzle/access.sql`. */
export async function readGrants(database: Database): Promise<Grants> {
  const [text] = await database.ask(READABLE, []);
  const tables = new Map(
    Object.entries(JSON.parse(String(text ?? "{}")) as Record<string, string[]>).map(([name, columns]) => [
      name,
      new Set(columns),
    ]),
  );
  return {
    require(part) {
      const column = is(part, Column) ? part : undefined;
      const columns = tables.get(getTableName(column?.table ?? (part as PgTable)));
      if (!columns || (column && !columns.has(column.name))) throw new Unplannable("NOT_GRANTED");
    },
  };
}
