import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, integer, text, timestamp } from "drizzle-orm/pg-core";
import { v7 } from "uuid";
import { fromUuid, toUuid } from "./ids.js";

/** A prefixed id: `school_0192…` in TypeScript and GraphQL, a plain uuid in SQL. */
export const prefixedId = <P extends string>(prefix: P, name = "id") =>
  customType<{ data: string; driverData: string }>({
    dataType: () => "uuid",
    toDriver: (value) => toUuid(prefix, value),
    fromDriver: (uuid) => fromUuid(prefix, uuid),
  })(name);

/** The primary key of an entity: a uuid v7, made here so that the id is known before the insert. */
export const primaryId = <P extends string>(prefix: P) =>
  prefixedId(prefix)
    .primaryKey()
    .$defaultFn(() => fromUuid(prefix, v7()));

/** A KATO code: nine digits as text in TypeScript, integer in SQL, where a jurisdiction is a range. */
export const kato = customType<{ data: string; driverData: number }>({
  dataType: () => "integer",
  toDriver: (code) => Number(code),
  fromDriver: (code) => String(code).padStart(9, "0"),
});

/** The id of a transaction, which doesn't wrap around. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });

/** Bytes: the two drivers give different kinds of arrays. */
export const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (bytes) => Buffer.from(bytes),
});

/** UTC with milliseconds, the only kind of time in the database. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** The territory of a row: its code and the region and district that lists filter and index by equality. */
export const territorial = () => ({
  kato: kato("kato").notNull(),
  region: integer("region").notNull().generatedAlwaysAs(sql`kato / 10000000`),
  // A code of the first level has no district: 750000000 is Almaty, not a district 7500.
  district: integer("district").generatedAlwaysAs(sql`case when kato % 10000000 = 0 then null else kato / 100000 end`),
});

/** Version for optimistic locking, and when the row was made. */
export const stamped = () => ({
  version: integer("version").notNull().default(1),
  createdAt: instant("created_at").notNull().default(sql`now()`),
});

/** A text column that holds one of an enumeration's values; `oneOf` makes its CHECK. */
export const oneOfText = <const V extends readonly [string, ...string[]]>(name: string, kind: { values: V }) =>
  text(name, { enum: kind.values as unknown as [V[number], ...V[number][]] });

/** CHECK of an enumeration's column: `enum_eq` is not leakproof, so enumerations are text. */
export function oneOf(column: AnyPgColumn, values: readonly string[], table: string) {
  const list = sql.raw(values.map((v) => `'${v}'`).join(", "));
  return check(`${table}_${column.name}`, sql`${column} in (${list})`);
}

/** The position of each value as a stored integer, so that a list ordered by it walks an index upward. */
export function rankOf(column: string, values: readonly string[]): SQL {
  const whens = values.map((value, rank) => `when '${value}' then ${rank}`).join(" ");
  return sql.raw(`case ${column} ${whens} end`);
}

/** The data key of a row whose columns of bytes are encrypted: without it nothing of the row can be read. */
export const sealed = () => ({
  dataKey: bytea("data_key"),
  keyVersion: integer("key_version"),
  version: integer("version").notNull().default(1),
  erasedAt: instant("erased_at"),
});

/** CHECK of such a table: a row has its key until it is erased. */
export const erasedWhole = (table: string) =>
  check(`${table}_erased`, sql.raw("(erased_at is null) = (data_key is not null and key_version is not null)"));
