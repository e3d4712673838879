import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { isNonNullType } from "graphql";
import type { Field } from "./compilation.js";
import { Unplannable } from "./unplannable.js";

/** JSON text under way: literal text, or SQL that gives text. */
export type Part = string | SQL;

// A control character never stands in JSON text: its presence says that a field which is never null was null.
const HOLE = sql.raw("chr(1)");
export const isWhole = (text: Buffer): boolean => !text.includes(1);

const literal = (text: string) => sql.raw(`'${text.replaceAll("'", "''")}'`);

/** All parts as one SQL text. */
export function concat(parts: readonly Part[]): SQL {
  const joined: SQL[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      if (text) joined.push(literal(text));
      text = "";
      joined.push(part);
    }
  }
  if (text || !joined.length) joined.push(literal(text));
  return sql`(${sql.join(joined, sql.raw(" || "))})`;
}

/** The text, or a hole where there is none. */
export const orHole = (text: SQL): SQL => sql`coalesce(${text}, ${HOLE})`;

/** The text, or `null` where there is none; for a field that is never null a hole. */
export const orNull = (text: SQL, { type }: Pick<Field, "type">): SQL =>
  isNonNullType(type) ? orHole(text) : sql`coalesce(${text}, 'null')`;

/** The texts of rows as a list. */
export const listed = (texts: SQL): Part[] => ["[", sql`coalesce(${texts}, '')`, "]"];

const quoted = (text: SQL, before = ""): Part[] => [`"${before}`, text, '"'];

/** JSON text of a column's value, as JSON.stringify writes what GraphQL makes of it; SQL's null for null. */
export function scalar(column: AnyPgColumn, value: SQL): readonly Part[] {
  switch (column.columnType) {
    case "PgCustomColumn":
      // A prefixed id, or a KATO code.
      if (column.getSQLType() === "uuid") return quoted(sql`${value}::text`, String(column.mapFromDriverValue("")));
      return quoted(sql`lpad(${value}::text, 9, '0')`);
    case "PgText":
      return column.enumValues?.length ? quoted(value) : [sql`to_json(${value})::text`];
    case "PgUUID":
    case "PgDateString":
      return quoted(sql`${value}::text`);
    case "PgInteger":
    case "PgSmallInt":
    case "PgBoolean":
      return [sql`${value}::text`];
    case "PgDoublePrecision":
      return [float(value)];
    case "PgTimestamp":
      return quoted(sql`to_char(${value}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
    case "PgArray":
      // An item that is null is an error of the field.
      return [sql`case when array_position(${value}, null) is null then to_json(${value})::text else ${HOLE} end`];
  }
  throw new Unplannable("COMPUTED");
}

// PostgreSQL turns to exponents where JavaScript doesn't.
const float = (value: SQL) => sql`case when ${value} = 0 then '0'
  when abs(${value}) >= 1e-4 and abs(${value}) < 1e15 then ${value}::text when ${value} is not null then ${HOLE} end`;
