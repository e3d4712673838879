import { getTableName, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
} from "graphql";
import { collectSubfields } from "graphql/execution/collectFields.js";
import { createSlot, type Slot } from "../../db/slot.js";
import type { Language } from "../catalogue.js";
import type { FilterContext } from "../filters.js";
import type { Derivation } from "./derived.js";
import type { Grants } from "./grants.js";
import type { Part } from "./json.js";
import { Unplannable } from "./unplannable.js";

export type Field = GraphQLField<unknown, unknown>;

/** A field that is asked for: all its nodes, of which the arguments are the same. */
export interface Selected {
  field: Field;
  nodes: readonly FieldNode[];
}

/** The arguments of a field, coerced. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Of a request what the values of arguments mean, besides themselves. */
export interface Asking extends FilterContext {
  language: Language;
}

/** A place that takes SQL of each request: the same for the same arguments, viewer and language. */
export interface Place {
  selected: Selected;
  slots: Readonly<Record<string, Slot>>;
  fill(args: Arguments, asking: Asking): Promise<Readonly<Record<string, SQL>>>;
}

/** A place that takes nothing but parameters: whatever their values are, the text is the same. */
export interface ValuePlace {
  selected: Selected;
  slots: readonly Slot[];
  /** One for each slot. */
  valuesOf(args: Arguments): readonly unknown[];
}

/** A root field on its way to SQL. */
export interface Compilation {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Those of the first request that has this shape: of others only what the shape holds is alike. */
  variables: Arguments;
  grants: Grants;
  /** Where the text depends on the request, in any order. */
  places: Place[];
  valuePlaces: ValuePlace[];
  /** Whether only a viewer may ask for it. */
  needsToken: boolean;
  /** Fields whose values are put into the text afterwards. */
  derivations: Derivation[];
  /** How many rows have got a name so far. */
  named: number;
  /** How many fields have got a text so far. */
  written: number;
}

// Each field has a text where it stands, also that of a fragment which is spread a thousand times: nested spreads would
// make a statement that grows exponentially. The guarded lane reads each row once.
export const MOST_FIELDS = 500;

/** Slots that each request fills by the arguments of a field. */
export function addPlace<Name extends string>(
  { places }: Compilation,
  selected: Selected,
  { names, fill }: { names: readonly Name[]; fill(args: Arguments, asking: Asking): Promise<Record<Name, SQL>> },
): Record<Name, Slot> {
  const slots = Object.fromEntries(names.map((name) => [name, createSlot()])) as Record<Name, Slot>;
  places.push({ selected, slots, fill });
  return slots;
}

/** Slots of parameters that a field's arguments give. */
export function addValues(
  { valuePlaces }: Compilation,
  selected: Selected,
  { count, valuesOf }: { count: number; valuesOf: ValuePlace["valuesOf"] },
): Slot[] {
  const slots = Array.from({ length: count }, () => createSlot());
  valuePlaces.push({ selected, slots, valuesOf });
  return slots;
}

export const argumentsOf = ({ field, nodes: [node] }: Selected, variables: Arguments): Arguments =>
  getArgumentValues(field, node as FieldNode, variables);

export const namedTypeOf = <T extends GraphQLNamedType = GraphQLObjectType>({ type }: Pick<Field, "type">) =>
  getNamedType(type) as T;

/** The fields that are asked of a type by their keys, in the order of the answer, fragments and directives applied. */
export const subfields = (
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { schema, fragments, variables }: Compilation,
): ReadonlyMap<string, readonly FieldNode[]> =>
  collectSubfields(schema, { ...fragments }, { ...variables }, type, [...nodes]);

/** A JSON object of the fields that are asked of a type. */
export function object(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  compilation: Compilation,
  textOf: (selected: Selected) => readonly Part[],
): Part[] {
  const parts: Part[] = [];
  for (const [key, same] of subfields(type, nodes, compilation)) {
    parts.push(`${parts.length ? "," : "{"}"${key}":`, ...textOfField({ type, nodes: same }, compilation, textOf));
  }
  return [...parts, parts.length ? "}" : "{}"];
}

/** Some fields of one key, and the type that has them. */
interface Asked {
  type: GraphQLObjectType;
  nodes: readonly FieldNode[];
}

export function textOfField(
  { type, nodes }: Asked,
  compilation: Compilation,
  textOf: (selected: Selected) => readonly Part[],
): readonly Part[] {
  if (++compilation.written > MOST_FIELDS) throw new Unplannable("LARGE");
  const name = nodes[0]?.name.value ?? "";
  if (name === "__typename") return [`"${type.name}"`];
  const field = type.getFields()[name];
  // What every schema has besides, it has to tell about itself.
  if (!field) throw new Unplannable("INTROSPECTION");
  return textOf({ field, nodes });
}

/** Rows of a table under a name of their own, so that what is read for each of them can name them. */
export interface Rows {
  name: SQL;
  /** A column; SQL that isn't of the rows themselves names it so. */
  column(column: AnyPgColumn): SQL;
  /** What stands behind FROM. Within it the table has its own name, which is how declarations name it. */
  from(where: SQL, tail?: SQL): SQL;
}

export function openRows(table: PgTable, compilation: Compilation): Rows {
  const name = sql.identifier(`t${++compilation.named}`);
  const used = new Map<string, SQL>();
  compilation.grants.require(table);
  return {
    name: sql`${name}`,
    column(column) {
      compilation.grants.require(column);
      // `select *` would need a right to columns that nobody asks for.
      used.set(column.name, sql`${sql.identifier(column.name)}`);
      return sql`${name}.${sql.identifier(column.name)}`;
    },
    from(where, tail = sql``) {
      const columns = sql.join([...used.values()], sql.raw(", "));
      return sql`(select ${columns} from ${sql.identifier(getTableName(table))} where ${where} ${tail}) ${name}`;
    },
  };
}
