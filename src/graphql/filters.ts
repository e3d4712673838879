import { arrayContains, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { type ClassType, Field, ID, InputType } from "type-graphql";
import type { Viewer } from "../access/viewer.js";
import type { Enumeration } from "./enums.js";
import { type Failure, fail, failAt } from "./errors.js";
import { type Compared, requireReadable } from "./rights.js";
import { say } from "./say.js";
import { DateTime, Kato, LocalDate } from "./scalars.js";

/** A territory as lists filter it: by equality on region or district, and below that by a range of codes. */
export interface TerritoryScope {
  kato: string;
  region: number;
  district: number | null;
  /** First and last code of a territory below the second level. */
  locality?: { from: number; to: number };
}

/** What a filter needs besides its value. */
export interface FilterContext {
  readonly viewer: Viewer | null;
  territory(kato: string, path: readonly string[]): Promise<TerritoryScope>;
}

/** A filter of a list, as data: its GraphQL type and the rows that it keeps. */
export interface Filter {
  type: () => object;
  list: boolean;
  description: string;
  /** The columns that it compares: whoever may not read them may not filter by them. */
  reads: readonly AnyPgColumn[];
  where(value: never, context: FilterContext): SQL | Promise<SQL>;
  /** What holds when the filter isn't given: nobody needs a right for it. */
  otherwise?: unknown;
}
export type Filters = Readonly<Record<string, Filter>>;

/** A filter of one value, or of a list of them. */
export const filter = <V>(
  reads: readonly AnyPgColumn[],
  type: () => object,
  description: string,
  where: (value: V, c: FilterContext) => SQL | Promise<SQL>,
  list = false,
): Filter => ({ type, list, description, reads, where });

/** Rows whose enumeration is one of the given; an empty list keeps none. */
export const isOneOf = (column: AnyPgColumn, kind: Enumeration, description: string) =>
  filter<string[]>(
    [column],
    () => kind.type,
    description,
    (values) => sql`${column} = any(${sql.param(values)}::text[])`,
    true,
  );

/** Rows of another table, by the column that names the list's row. */
export interface Parts {
  owner: AnyPgColumn;
  key: AnyPgColumn;
  /** Which of them count: those in force, say. */
  only: SQL;
}

/** Rows one of whose parts in another table, which is read under its own policies, has one of the values. */
export const hasPart = (column: AnyPgColumn, kind: Enumeration, { owner, key, only }: Parts, description: string) =>
  filter<string[]>(
    [column],
    () => kind.type,
    description,
    (values) => sql`${owner} in (select ${key} from ${column.table}
      where ${column} = any(${sql.param(values)}::text[]) and ${only})`,
    true,
  );

export const since = (column: AnyPgColumn, description: string) =>
  filter<Date>(
    [column],
    () => DateTime,
    description,
    (time) => gte(column, time),
  );

export const before = (column: AnyPgColumn, description: string) =>
  filter<Date>(
    [column],
    () => DateTime,
    description,
    (time) => lt(column, time),
  );

export const beforeDay = (column: AnyPgColumn, description: string) =>
  filter<string>(
    [column],
    () => LocalDate,
    description,
    (day) => lt(column, day),
  );

export const is = (column: AnyPgColumn, description: string) =>
  filter<boolean>(
    [column],
    () => Boolean,
    description,
    (value) => eq(column, value),
  );

/** Rows as one of several views of the list keeps them; of `otherwise` when none is asked for. */
export const inView = <V extends string>(
  column: AnyPgColumn,
  kind: Enumeration<V>,
  { views, description, otherwise }: { views: Record<V, SQL>; description: string; otherwise: V },
): Filter => ({
  ...filter<V>(
    [column],
    () => kind.type,
    description,
    (view) => views[view],
  ),
  otherwise,
});

export const hasId = (column: AnyPgColumn, name: string, description: string) =>
  filter<string>(
    [column],
    () => ID,
    description,
    (id) => eq(column, requireId(column, name, id)),
  );

/** Rows whose text is exactly this. */
export const isText = (column: AnyPgColumn, description: string) =>
  filter<string>(
    [column],
    () => String,
    description,
    (text) => eq(column, requireStorable(text)),
  );

export const includes = (column: AnyPgColumn, kind: Enumeration, description: string) =>
  filter<string>(
    [column],
    () => kind.type,
    description,
    (value) => arrayContains(column, [value]),
  );

/** Rows in which one of the columns holds the text, whatever its case. */
export const contains = (columns: readonly AnyPgColumn[], description: string) =>
  filter<string>(
    columns,
    () => String,
    description,
    (text) => {
      const pattern = `%${requireStorable(text).replaceAll(/[\\%_]/g, "\\$&")}%`;
      return sql`(${sql.join(
        columns.map((column) => sql`${column} ilike ${pattern}`),
        sql` or `,
      )})`;
    },
  );

/** Rows of a territory and of everything below it. */
export const inTerritory = (columns: TerritoryColumns) =>
  filter<string>(
    [columns.kato],
    () => Kato,
    "Rows of this territory and of all below it.",
    async (kato, context) => within(columns, await context.territory(kato, ["filter", "territory"])),
  );

export interface TerritoryColumns {
  kato: AnyPgColumn;
  region: AnyPgColumn;
  district: AnyPgColumn;
}

export function within(columns: TerritoryColumns, { region, district, locality }: TerritoryScope): SQL {
  if (district === null) return eq(columns.region, region);
  if (!locality) return eq(columns.district, district);
  return sql`(${columns.district} = ${district} and ${columns.kato} between ${locality.from}::int and ${locality.to}::int)`;
}

function requireStorable(text: string): string {
  if (!text.includes("\u0000")) return text;
  throw fail("INVALID_INPUT", ["filter"], say`A text must not hold the character U+0000.`);
}

function requireId(column: AnyPgColumn, name: string, id: string): string {
  try {
    column.mapToDriverValue(id);
    return id;
  } catch (error) {
    throw failAt(error as Failure, ["filter", name]);
  }
}

const inputs = new Map<string, ClassType>();

/** The input type of a list's filters, made once: `IncidentFilter`. */
export function filterInput(name: string, filters: Filters, description: string): ClassType {
  const known = inputs.get(name);
  if (known) return known;
  class Input {}
  InputType(name, { description })(Input);
  for (const [field, { type, list, description }] of Object.entries(filters)) {
    Field(() => (list ? [type()] : type()), { nullable: true, description })(Input.prototype, field);
  }
  inputs.set(name, Input);
  return Input;
}

/**
 * The conditions of the filters that were given; `FILTER_NOT_ALLOWED` for one whose columns the viewer may not read.
 * Where the list isn't whole, also of those that hold when they aren't given.
 */
export function conditions(
  { list, filters, isWhole = false }: { list: Compared; filters: Filters; isWhole?: boolean | undefined },
  given: Record<string, unknown> | null | undefined,
  context: FilterContext,
): Promise<SQL[]> {
  const used = Object.entries(filters).flatMap(([name, filter]) => {
    const value = given?.[name];
    if (value != null) return [{ name, value, filter, isGiven: true }];
    return isWhole || filter.otherwise === undefined ? [] : [{ name, value: filter.otherwise, filter, isGiven: false }];
  });
  return Promise.all(
    used.map(async ({ name, value, filter: { reads, where }, isGiven }) => {
      if (isGiven) requireReadable(list, { name, reads }, context.viewer);
      return where(value as never, context);
    }),
  );
}

/** Whether a list's table tells territories apart, so that it can be limited to the viewer's own. */
export const territoryColumnsOf = (table: PgTable): TerritoryColumns | null =>
  "kato" in table && "region" in table && "district" in table ? (table as unknown as TerritoryColumns) : null;
