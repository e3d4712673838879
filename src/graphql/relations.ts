import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Role } from "../access/roles.js";
import type { Computed } from "./computed.js";
import type { Filters } from "./filters.js";
import { ascending, type Order } from "./keyset.js";

/** A type thunk: types refer to each other, so none is looked at before every module is loaded. */
export type TypeThunk = () => abstract new (...args: never[]) => unknown;

/** A list of the API, declared once for the root field and for every relation that pages through it. */
export interface List {
  /** Its name in cursors and in `qorgan export`. */
  name: string;
  type: TypeThunk;
  table: PgTable;
  order: readonly Order[];
  filters: Filters;
}

/** One row that a column names. Nullable unless `always`: whoever sees the owner sees the target. */
export interface One {
  kind: "one";
  type: TypeThunk;
  key: AnyPgColumn;
  to?: AnyPgColumn;
  always: boolean;
  description: string;
}

/** All rows that name the owner: for lists that stay small. */
export interface Many {
  kind: "many";
  type: TypeThunk;
  key: AnyPgColumn;
  from?: AnyPgColumn;
  order: readonly Order[];
  description: string;
}

/** A page of the rows that name the owner by `key`, or whom rows of a table between name together with the owner. */
export interface Page {
  kind: "page";
  list: () => List;
  key: AnyPgColumn;
  /** The table between: `key` is its column that names the owner, `from` the one that names the list's row by `to`. */
  through?: { from: AnyPgColumn; to: AnyPgColumn };
  from?: AnyPgColumn;
  /** Whether it holds also what the list leaves out unless it is asked for. */
  isWhole?: boolean;
  description: string;
}

/** An object made of columns of the same row. */
export interface Embedded {
  kind: "embedded";
  type: TypeThunk;
  columns: Readonly<Record<string, AnyPgColumn>>;
  description: string;
}

/** A name in the language that the client asks for, else in Russian, else in any. */
export interface Localized {
  kind: "localized";
  columns: Readonly<Record<"kk" | "ru" | "en", AnyPgColumn>>;
  description: string;
}

export type Relation = One | Many | Page | Embedded | Localized | Computed;

/** A relation as a field: `name` is `Type.field`, `owner` the table of the row that it belongs to. */
export interface Declared<R extends Relation = Relation> {
  name: string;
  owner: PgTable;
  relation: R;
}

/** How one entity hangs together with the others; `createSchema` turns it into fields and loaders. */
export interface Relations {
  type: TypeThunk;
  table: PgTable;
  fields: Readonly<Record<string, Relation>>;
}

/** A root field that finds one row by a unique column, or pages through a list. */
export type Root =
  | { kind: "find"; type: TypeThunk; key: AnyPgColumn; argument: string; isPublic: boolean; description: string }
  | {
      kind: "list";
      list: () => List;
      by: Filters;
      isPublic: boolean;
      /** For whom it is there; others get an empty list, for which no row is looked at. */
      readers: readonly Role[] | undefined;
      description: string;
    };
export type Queries = Readonly<Record<string, Root>>;

type ListOptions = { order: readonly (Order | AnyPgColumn)[]; filters?: Filters };
const toOrder = (key: Order | AnyPgColumn): Order => ("descending" in key ? key : ascending(key));

export const list = (name: string, type: TypeThunk, table: PgTable, { order, filters = {} }: ListOptions): List => ({
  name,
  type,
  table,
  order: order.map(toOrder),
  filters,
});

type OneOptions = { description: string; always?: boolean; to?: AnyPgColumn };
export const one = (type: TypeThunk, key: AnyPgColumn, { always = false, ...rest }: OneOptions): One => ({
  kind: "one",
  type,
  key,
  always,
  ...rest,
});

type ManyOptions = { description: string; order: readonly (Order | AnyPgColumn)[]; from?: AnyPgColumn };
export const many = (type: TypeThunk, key: AnyPgColumn, { order, ...rest }: ManyOptions): Many => ({
  kind: "many",
  type,
  key,
  order: order.map(toOrder),
  ...rest,
});

type PageOptions = { description: string; from?: AnyPgColumn; through?: Page["through"]; isWhole?: boolean };
export const page = (of: () => List, key: AnyPgColumn, options: PageOptions): Page => ({
  kind: "page",
  list: of,
  key,
  ...options,
});

export const embedded = (type: TypeThunk, columns: Embedded["columns"], description: string): Embedded => ({
  kind: "embedded",
  type,
  columns,
  description,
});

export const localized = (columns: Localized["columns"], description: string): Localized => ({
  kind: "localized",
  columns,
  description,
});

export const relations = (type: TypeThunk, table: PgTable, fields: Relations["fields"]): Relations => ({
  type,
  table,
  fields,
});

type RootOptions = { description: string; isPublic?: boolean };
/** A root field that finds one row: `school(id)`, `region(kato)`. */
export const find = (type: TypeThunk, key: AnyPgColumn, { description, isPublic = false }: RootOptions): Root => ({
  kind: "find",
  type,
  key,
  argument: key.name,
  isPublic,
  description,
});

/**
 * A root field that pages through a list; without a territory it keeps to the viewer's own jurisdiction.
 * `by` are filters that are arguments of their own.
 */
export const listing = (
  of: () => List,
  { description, isPublic = false, by = {}, readers }: RootOptions & { by?: Filters; readers?: readonly Role[] },
): Root => ({
  kind: "list",
  list: of,
  by,
  isPublic,
  readers,
  description,
});

export const queries = (fields: Queries): Queries => fields;
