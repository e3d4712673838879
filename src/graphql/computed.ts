import { and, type GetColumnData, is, SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Language } from "./catalogue.js";
import type { TypeThunk } from "./relations.js";

/** A thunk of a leaf type, or of a list of one: `() => Int`, `() => [AlertAction.type]`. */
type LeafThunk = () => object;

/** What a derived value may look at besides its columns. */
export interface About {
  language: Language;
}

/** A value that a function works out of columns of the row. The function reads nothing else. */
export interface Derived {
  kind: "derived";
  type: LeafThunk;
  columns: Readonly<Record<string, AnyPgColumn>>;
  value(row: Readonly<Record<string, unknown>>, about: About): unknown;
  nullable: boolean;
  /** Whether it is a text for people, which a client may ask for in a language. */
  inLanguage: boolean;
  description: string;
}

/** A value that the database works out of a row, never null. */
export interface Measured {
  kind: "measured";
  type: LeafThunk;
  /** The expression. The row's columns have another name before them than the table's, which it may read besides. */
  value(row: PgTable): SQL;
  description: string;
}

/** How many rows name the owner, for each value of an enumeration that occurs: `[{ riskLevel, count }]`. */
export interface Tally {
  kind: "tally";
  type: TypeThunk;
  key: AnyPgColumn;
  from: AnyPgColumn;
  by: AnyPgColumn;
  /** The column that orders the values. */
  rank: AnyPgColumn;
  where: SQL | undefined;
  description: string;
}

/** An object whose fields are declared for the same row. */
export interface Part {
  kind: "part";
  type: TypeThunk;
  description: string;
}

export type Computed = Derived | Measured | Tally | Part;

type Columns = Derived["columns"];
type RowOf<C extends Columns> = { readonly [K in keyof C]: GetColumnData<C[K]> };
type DerivedOptions<C extends Columns> = {
  value(row: RowOf<C>, about: About): unknown;
  description: string;
  nullable?: boolean;
  inLanguage?: boolean;
};

export const derived = <C extends Columns>(
  type: LeafThunk,
  columns: C,
  { nullable = false, inLanguage = false, ...rest }: DerivedOptions<C>,
) => ({ kind: "derived", type, columns, nullable, inLanguage, ...rest }) as Derived;

// Values that a declaration names stand in the text, not behind parameters: PostgreSQL plans by them.
export const measured = <T extends PgTable>(type: LeafThunk, value: (row: T) => SQL, description: string) =>
  ({ kind: "measured", type, value: (row: T) => value(row).inlineParams(), description }) as unknown as Measured;

type TallyOptions = Omit<Tally, "kind" | "type" | "key" | "where"> & { where?: SQL };
export const tally = (type: TypeThunk, key: AnyPgColumn, { where, ...rest }: TallyOptions): Tally => ({
  kind: "tally",
  type,
  key,
  where: where?.inlineParams(),
  ...rest,
});

export const part = (type: TypeThunk, description: string): Part => ({ kind: "part", type, description });

/** The tables and columns that stand in an expression, as in `from ${alerts}`. */
export function sourcesOf(part: unknown): (PgTable | AnyPgColumn)[] {
  if (is(part, PgTable) || is(part, PgColumn)) return [part];
  return is(part, SQL) ? part.queryChunks.flatMap(sourcesOf) : [];
}

/** An expression: how many rows of a table satisfy all conditions. */
export const countOf = (table: PgTable, ...conditions: (SQL | undefined)[]): SQL<number> =>
  sql`(select count(*)::int from ${table} where ${and(...conditions)})`;
