import { getTableColumns, type InferSelectModel } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { type GraphQLField, type GraphQLObjectType, getNamedType, isLeafType } from "graphql";
import { Extensions, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { enumOf } from "./enums.js";
import { DateTime, Kato, LocalDate } from "./scalars.js";

type ClassLike = abstract new (...args: never[]) => unknown;

/** What a GraphQL field's `extensions` say of its source; the planner and the tests read it. */
export interface ColumnSource {
  column: string;
  /** The table whose row the field belongs to. */
  owner: PgTable;
}

const tables = new WeakMap<object, PgTable>();

/** The table that an object type exposes. */
export function tableOf(type: ClassLike): PgTable {
  const table = findTable(type);
  if (!table) throw new Error(`${type.name} exposes no table`);
  return table;
}

/** The table that an object type exposes, or undefined for one that is made of something else. */
export function findTable(type: ClassLike): PgTable | undefined {
  for (let parent: object | null = type; parent; parent = Object.getPrototypeOf(parent)) {
    const table = tables.get(parent);
    if (table) return table;
  }
}

/**
 * Base class of an object type: only the listed columns become fields, each with its description.
 * Name, type and nullability come from the table.
 */
export function expose<T extends PgTable, K extends keyof InferSelectModel<T> & string>(
  table: T,
  fields: Record<K, string>,
) {
  @ObjectType()
  abstract class Exposed {}
  const columns = getTableColumns(table) as Record<string, AnyPgColumn>;
  for (const [name, description] of Object.entries<string>(fields)) {
    const column = columns[name];
    if (!column) throw new Error(`There is no column ${name} to expose`);
    const type = typeOf(name, column);
    Field(() => type, { nullable: !column.notNull, description, simple: true })(Exposed.prototype, name);
    Extensions({ column: name, owner: table } satisfies ColumnSource)(Exposed.prototype, name);
  }
  tables.set(Exposed, table);
  return Exposed as abstract new () => Pick<InferSelectModel<T>, K>;
}

const TYPES: Record<string, object> = {
  PgText: String,
  PgUUID: String,
  PgInteger: Int,
  PgSmallInt: Int,
  PgBoolean: Boolean,
  PgDoublePrecision: Float,
  PgTimestamp: DateTime,
  PgDateString: LocalDate,
};

function typeOf(name: string, column: AnyPgColumn): object {
  if (column.columnType === "PgCustomColumn") return column.getSQLType() === "uuid" ? ID : Kato;
  const type = column.columnType === "PgArray" ? [String] : (enumTypeOf(column) ?? TYPES[column.columnType]);
  if (!type) throw new Error(`No GraphQL type for the column ${name} (${column.columnType})`);
  return type;
}

function enumTypeOf(column: AnyPgColumn): object | undefined {
  if (!column.enumValues?.length) return undefined;
  const type = enumOf(column.enumValues);
  if (!type) throw new Error(`The values of ${column.name} are no declared enumeration`);
  return type;
}

/**
 * The column that a field of a table's type shows, or undefined when it shows none. A field that an interface declares
 * carries no extensions of its own: it shows the column of its name.
 */
export function columnOfField(
  type: GraphQLObjectType,
  { name, type: of, extensions }: GraphQLField<unknown, unknown>,
  table: PgTable,
): AnyPgColumn | undefined {
  const isInherited = type.getInterfaces().some((declaring) => name in declaring.getFields());
  if (!("column" in extensions) && !(isInherited && isLeafType(getNamedType(of)))) return undefined;
  return (getTableColumns(table) as Record<string, AnyPgColumn>)[name];
}
