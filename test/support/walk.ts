import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import type { List, Relation, Root } from "../../src/graphql/relations.js";

type Field = GraphQLField<unknown, unknown>;

const fieldsOf = (type: GraphQLObjectType): Field[] =>
  Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
const isLeaf = (field: Field) => !isCompositeType(getNamedType(field.type));
const leavesOf = (type: GraphQLObjectType) =>
  [
    "__typename",
    ...fieldsOf(type)
      .filter(isLeaf)
      .map(({ name }) => name),
  ].join(" ");
const isPaged = (type: GraphQLObjectType) => type.name.endsWith("Connection");

/** A field with all leaves of its type, and `inner` for each of the composite fields behind it. */
function select(field: Field, inner: (type: GraphQLObjectType) => string): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return "";
  if (!isPaged(type)) return `${field.name} { ${leavesOf(type)} ${inner(type)} }`;
  const node = getNamedType(type.getFields().nodes?.type) as GraphQLObjectType;
  const page = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }";
  return `${field.name}(first: 2) { totalCount ${page} nodes { ${leavesOf(node)} ${inner(node)} } }`;
}

/**
 * Queries that together ask every field to depth 3 from every root list: one for each list and field of its rows,
 * so that none is over the limit of tokens.
 */
export function walkQueries(schema: GraphQLSchema): { name: string; query: string }[] {
  const roots = fieldsOf(schema.getQueryType() as GraphQLObjectType).filter((field) => !isLeaf(field));
  return roots.flatMap((root) => {
    const rows = rowsOf(root);
    const inner = fieldsOf(rows).filter((field) => !isLeaf(field));
    return [undefined, ...inner].map((field) => ({
      name: field ? `${root.name} { ${field.name} }` : root.name,
      query: `{ ${select(root, () => (field ? select(field, everything) : ""))} }`,
    }));
  });
}

function rowsOf(root: Field): GraphQLObjectType {
  const type = getNamedType(root.type) as GraphQLObjectType;
  return isPaged(type) ? (getNamedType(type.getFields().nodes?.type) as GraphQLObjectType) : type;
}

const everything = (type: GraphQLObjectType): string =>
  fieldsOf(type)
    .filter((field) => !isLeaf(field))
    .map((field) => select(field, () => ""))
    .join(" ");

/** Every list that a field of the schema pages through. */
export function listsOf(schema: GraphQLSchema): List[] {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()) : [],
  );
  const found = fields.flatMap(({ extensions: { root, relation } }) => {
    const declared = (root ?? relation) as Root | Relation | undefined;
    return declared?.kind === "list" || declared?.kind === "page" ? [declared.list()] : [];
  });
  return [...new Set(found)];
}

/** Everything of a row, with the leaves of what hangs on it. */
export const leavesOfRow = (type: GraphQLObjectType): string => `${leavesOf(type)} ${everything(type)}`;
