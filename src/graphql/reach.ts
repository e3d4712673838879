import { is, type SQL } from "drizzle-orm";
import { type AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type InlineFragmentNode,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { PERSONAL, type Reach, reachOfTable, unite } from "../access/reach.js";
import { sourcesOf } from "./computed.js";
import { tableOf } from "./expose.js";
import type { Filters } from "./filters.js";
import type { ReadSource } from "./reads.js";
import type { List, Relation, Root } from "./relations.js";
import { primaryOf } from "./resolve.js";

type Field = GraphQLField<unknown, unknown>;
/** The tables that a field reads; "PERSONAL" when it looks at who asks, null when nobody says what it reads. */
export type FieldReads = readonly PgTable[] | "PERSONAL" | null;

/** What a field's `extensions` say of its source. */
interface Source extends Partial<ReadSource> {
  relation?: Relation;
  root?: Root;
  column?: string;
  /** The table whose row the field belongs to. */
  owner?: PgTable;
}
const sourceOf = ({ extensions }: Field) => extensions as Source;

/** The table whose rows an object type shows, or null when it is made of no table's rows. */
export function ownerOf(type: GraphQLObjectType): PgTable | null {
  const fields = Object.values(type.getFields());
  return fields.map((field) => sourceOf(field).owner).find((owner) => owner !== undefined) ?? null;
}

/** The tables that a field of a type reads besides the row that it belongs to. */
export function readsOf(type: GraphQLObjectType, field: Field): FieldReads {
  const { reads, relation, root, column, owner } = sourceOf(field);
  if (reads) return reads;
  if (relation) return tablesOf(relation, owner as PgTable);
  if (root) return tablesOfRoot(root);
  if (column !== undefined) return [];
  // A property of an object that a resolver made: whatever made it says what it read.
  return field.resolve || ownerOf(type) ? null : [];
}

/** Finds what an operation's answer depends on, once for each document. */
export type ReachOf = (document: DocumentNode, operationName?: string | null) => Reach;

/** The union over every field that the operation could ask for, whatever its directives say. */
export function createReach(schema: GraphQLSchema): ReachOf {
  const known = new WeakMap<DocumentNode, Map<string, Reach>>();
  return (document, operationName) => {
    const ofDocument = known.get(document) ?? new Map<string, Reach>();
    known.set(document, ofDocument);
    const name = operationName ?? "";
    const reach = ofDocument.get(name) ?? reachOfOperation(schema, document, operationName);
    ofDocument.set(name, reach);
    return reach;
  };
}

function reachOfOperation(schema: GraphQLSchema, document: DocumentNode, name?: string | null): Reach {
  const operation = getOperationAST(document, name);
  const type = operation && schema.getRootType(operation.operation);
  if (!type) return PERSONAL;
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map((definitions as FragmentDefinitionNode[]).map((one) => [one.name.value, one]));
  const walk: Walk = { schema, fragments, seen: new Map(), found: new Set() };
  walkSet(operation.selectionSet, type, walk);
  return unite([...walk.found].map((read) => (read === "PERSONAL" ? PERSONAL : reachOfTable(read))));
}

interface Walk {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Of which types a selection was walked already: a fragment may be spread in many places, or in itself. */
  seen: Map<SelectionSetNode, Set<GraphQLObjectType>>;
  found: Set<PgTable | "PERSONAL">;
}

function walkSet(set: SelectionSetNode, type: GraphQLObjectType, walk: Walk): void {
  const types = walk.seen.get(set) ?? new Set();
  if (types.has(type)) return;
  walk.seen.set(set, types.add(type));
  const owner = ownerOf(type);
  if (owner) walk.found.add(owner);
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) walkField(node, type, walk);
    else walkFragment(node, type, walk);
  }
}

function walkFragment(node: FragmentSpreadNode | InlineFragmentNode, type: GraphQLObjectType, walk: Walk): void {
  const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : walk.fragments.get(node.name.value);
  if (!fragment) return void walk.found.add("PERSONAL");
  const on = fragment.typeCondition?.name.value;
  if (on === undefined || mayBe(walk.schema, type, on)) walkSet(fragment.selectionSet, type, walk);
}

function mayBe(schema: GraphQLSchema, type: GraphQLObjectType, name: string): boolean {
  const condition = schema.getType(name);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

function walkField(node: FieldNode, type: GraphQLObjectType, walk: Walk): void {
  const name = node.name.value;
  // Of the schema itself.
  if (name.startsWith("__")) return;
  const field = type.getFields()[name];
  const reads = (field && readsOf(type, field)) ?? "PERSONAL";
  for (const read of reads === "PERSONAL" ? [reads] : reads) walk.found.add(read);
  if (!field || !node.selectionSet) return;
  for (const inner of objectTypesOf(field, walk.schema)) walkSet(node.selectionSet, inner, walk);
}

/** The object types that a field may give. */
export function objectTypesOf({ type }: Field, schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isAbstractType(named)) return schema.getPossibleTypes(named);
  return isObjectType(named) ? [named] : [];
}

const tableOfColumn = (column: AnyPgColumn) => column.table as PgTable;

function tablesOf(relation: Relation, owner: PgTable): PgTable[] {
  switch (relation.kind) {
    case "one":
      return [tableOfColumn(relation.to ?? primaryOf(tableOf(relation.type())))];
    case "many":
      return [relation.key, ...relation.order.map(({ column }) => column)].map(tableOfColumn);
    case "page":
      return [tableOfColumn(relation.key), ...tablesOfList(relation.list())];
    case "embedded":
    case "localized":
    case "derived":
      return Object.values(relation.columns).map(tableOfColumn);
    case "measured":
      return tablesIn(relation.value(owner));
    case "tally":
      return [tableOfColumn(relation.key), ...tablesIn(relation.where)];
    case "part":
      return [];
  }
}

const tablesIn = (part: SQL | undefined) => sourcesOf(part).filter((source) => is(source, PgTable));

function tablesOfRoot(root: Root): PgTable[] {
  if (root.kind === "find") return [tableOfColumn(root.key)];
  return [...tablesOfList(root.list()), ...tablesOfFilters(root.by)];
}

// With every filter, as if each were given.
const tablesOfList = ({ table, order, filters }: List): PgTable[] => [
  table,
  ...order.map(({ column }) => tableOfColumn(column)),
  ...tablesOfFilters(filters),
];

const tablesOfFilters = (filters: Filters): PgTable[] =>
  Object.values(filters).flatMap(({ reads }) => reads.map(tableOfColumn));
