import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";
import { LIMITS } from "./limits.js";
import type { Relation, Root } from "./relations.js";

/** What things cost, in rows of the database that they may read. README and `apiInfo` explain the sum. */
export const COSTS = {
  /** A list that stays small, whatever its length. */
  smallList: 5,
  /** A count of a whole list. */
  count: 10,
  /** A root field of a mutation or subscription. */
  write: 10,
  /** `__schema` or `__type`. */
  introspection: 1_000,
} as const;

type Variables = Readonly<Record<string, unknown>>;
type Field = GraphQLField<unknown, unknown>;

/** An operation, its values, and the document that holds its fragments. */
export interface Costed {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Variables;
}

interface Measure {
  schema: GraphQLSchema;
  variables: Variables;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each fragment is measured once for a page size, or nested spreads would cost time that grows exponentially. */
  known: Map<string, number>;
}

/** Where a selection stands: its type, and how many rows `nodes` and `edges` give when the type is a page. */
type Place = { type: GraphQLNamedType; rows: number | undefined };

/**
 * How many rows an operation may read: `first` times what is asked of each row, level by level. Worked out from the
 * declarations before anything runs. The document is valid, so its fragments have no cycles.
 */
export function costOf(costed: Costed): number {
  const { names, costs } = knownOf(costed.operation);
  const key = names.map((name) => weightOf(costed.variables[name])).join();
  const known = costs.get(key);
  if (known !== undefined) return known;
  const cost = measure(costed);
  if (costs.size < MOST_COSTS && !key.includes("object")) costs.set(key, cost);
  return cost;
}

/** What of an operation was worked out before: by the values of those variables that can decide it. */
interface Known {
  names: readonly string[];
  costs: Map<string, number>;
}
const MOST_COSTS = 100;
const known = new WeakMap<OperationDefinitionNode, Known>();

function knownOf(operation: OperationDefinitionNode): Known {
  const found = known.get(operation);
  if (found) return found;
  const deciding = (operation.variableDefinitions ?? []).filter(({ type }) => mayDecide(type));
  const made = { names: deciding.map(({ variable }) => variable.name.value), costs: new Map() };
  known.set(operation, made);
  return made;
}

// How many, whether, and of how many: what else a variable holds decides nothing, whatever a caller puts there.
function mayDecide(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return mayDecide(type.type);
  return type.kind === Kind.LIST_TYPE || ["Int", "Boolean"].includes(type.name.value);
}

function weightOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (value === null) return "null";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}

function measure({ schema, document, operation, variables }: Costed): number {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const given = { schema, fragments, known: new Map(), variables: { ...defaultsOf(operation), ...variables } };
  const type = schema.getRootType(operation.operation) as GraphQLNamedType;
  const fixed = operation.operation === "query" ? 0 : COSTS.write * operation.selectionSet.selections.length;
  return fixed + costOfSet(operation.selectionSet, { type, rows: undefined }, given);
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

function costOfSet(set: SelectionSetNode, place: Place, measure: Measure): number {
  let sum = 0;
  for (const node of set.selections) {
    if (isLeftOut(node.directives, measure.variables)) continue;
    if (node.kind === Kind.FIELD) sum += costOfField(node, place, measure);
    else if (node.kind === Kind.FRAGMENT_SPREAD) sum += costOfFragment(node.name.value, place, measure);
    else sum += costOfSet(node.selectionSet, { ...place, type: typeOf(node.typeCondition, place, measure) }, measure);
  }
  return sum;
}

function isLeftOut(directives: readonly DirectiveNode[] = [], variables: Variables): boolean {
  return directives.some(({ name, arguments: [argument] = [] }) => {
    if (!argument || (name.value !== "skip" && name.value !== "include")) return false;
    return valueFromASTUntyped(argument.value, variables) === (name.value === "skip");
  });
}

const typeOf = (condition: { name: { value: string } } | undefined, place: Place, { schema }: Measure) =>
  (condition && schema.getType(condition.name.value)) ?? place.type;

function costOfFragment(name: string, place: Place, measure: Measure): number {
  const fragment = measure.fragments.get(name);
  if (!fragment) return 0;
  const key = `${name} ${place.rows}`;
  const known = measure.known.get(key);
  if (known !== undefined) return known;
  const type = typeOf(fragment.typeCondition, place, measure);
  const cost = costOfSet(fragment.selectionSet, { ...place, type }, measure);
  measure.known.set(key, cost);
  return cost;
}

function costOfField(node: FieldNode, place: Place, measure: Measure): number {
  const name = node.name.value;
  if (name.startsWith("__")) return name === "__typename" ? 0 : COSTS.introspection;
  const { type } = place;
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (!field) return 0;
  if (!node.selectionSet) return costOfLeaf(field, place);
  const named = getNamedType(field.type);
  const page = isPage(field) ? firstOf(node, measure) : undefined;
  const inner = costOfSet(node.selectionSet, { type: named, rows: page }, measure);
  // A page's own sum holds its rows already: `nodes` and `edges` multiply.
  if (page !== undefined) return 1 + inner;
  if (place.rows !== undefined && isList(field)) return place.rows * (1 + inner);
  return rowsOf(node, field, measure) * (1 + inner) - freeOf(field);
}

function costOfLeaf({ name, resolve, extensions }: Field, { rows, type }: Place): number {
  if (rows !== undefined) return name === "totalCount" ? COSTS.count : 0;
  const isName = (extensions.relation as Relation | undefined)?.kind === "localized";
  if (!resolve || "column" in extensions || isName) return 0;
  // A field that an interface declares carries no extensions: all of them are columns.
  if (isInterfaceType(type)) return 0;
  if (isObjectType(type) && type.getInterfaces().some((declaring) => name in declaring.getFields())) return 0;
  // What isn't a column of the row is computed, often by a statement of its own.
  return 1;
}

const isPage = ({ extensions, args }: Field) =>
  (extensions.relation as Relation | undefined)?.kind === "page" ||
  (extensions.root as Root | undefined)?.kind === "list" ||
  // A field that an interface declares carries no extensions.
  args.some(({ name }) => name === "first");

// A page over the bound, or of no rows, is refused by its resolver and reads nothing.
function firstOf(node: FieldNode, { variables }: Measure): number {
  const first = Number(argumentOf(node, "first", variables) ?? LIMITS.defaultPage);
  return Number.isFinite(first) ? Math.min(Math.max(first, 1), LIMITS.page) : LIMITS.page;
}

function argumentOf(node: FieldNode, name: string, variables: Variables): unknown {
  const given = node.arguments?.find((argument) => argument.name.value === name);
  return given && valueFromASTUntyped(given.value, variables);
}

/** How many rows a field gives that isn't a page: one; of a list as many as were named, else a small number. */
function rowsOf(node: FieldNode, field: Field, { variables }: Measure): number {
  if (!isList(field)) return 1;
  // As many as its mutation's input may name.
  if (typeof field.extensions.rows === "number") return field.extensions.rows;
  const lists = (node.arguments ?? []).map(({ value }) => valueFromASTUntyped(value, variables)).filter(Array.isArray);
  const most = Math.max(0, ...lists.map(({ length }) => length));
  return most > 0 ? Math.min(most, LIMITS.nodes) : COSTS.smallList;
}

// Made of columns of the same row: nothing more is read.
const freeOf = ({ extensions, type }: Field) =>
  isCompositeType(getNamedType(type)) && (extensions.relation as Relation | undefined)?.kind === "embedded" ? 1 : 0;

const isList = ({ type }: Field) => isListType(isNonNullType(type) ? type.ofType : type);
