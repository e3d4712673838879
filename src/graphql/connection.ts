import { ArgsType, type ClassType, Field, Int, ObjectType } from "type-graphql";
import { fail } from "./errors.js";
import { cursorOf } from "./keyset.js";
import { LIMITS } from "./limits.js";
import type { List, TypeThunk } from "./relations.js";
import { say } from "./say.js";

type Row = Record<string, unknown>;

/** Where a page stands in its list. `simple`, since graphql itself calls the functions that give cursors. */
@ObjectType({ description: "Where a page stands in its list." })
export class PageInfo {
  @Field(() => Boolean, { simple: true, description: "Whether there are more rows after this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether the page was asked for with a cursor, so that rows stand before it.",
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, simple: true, description: "The cursor of the first row." })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: "The cursor of the last row: `after` of the next page.",
  })
  endCursor!: string | null;
}

/** Which page of a list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: LIMITS.defaultPage, description: `How many rows, 1 to ${LIMITS.page}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: "The cursor after which the page starts." })
  after?: string | null;
}

export interface PageRequest extends PageArgs {
  filter?: Row | null;
}

export function checkPage({ first }: PageArgs) {
  if (first >= 1 && first <= LIMITS.page) return;
  throw fail("OUT_OF_RANGE", ["first"], say`first must be 1 to ${LIMITS.page}, but got ${first}`);
}

/** A page as the connection type's fields resolve it. `rows` holds one more than `first` when there are more. */
export function connection(list: List, request: PageRequest, rows: readonly Row[], totalCount: () => Promise<number>) {
  const nodes = rows.slice(0, request.first);
  const cursor = (row: Row | undefined) => (row ? cursorOf(list.name, list.order, row) : null);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: () => cursor(node) })),
    totalCount,
    pageInfo: {
      hasNextPage: rows.length > request.first,
      hasPreviousPage: request.after != null,
      startCursor: () => cursor(nodes[0]),
      endCursor: () => cursor(nodes.at(-1)),
    },
  };
}

const types = new Map<object, ClassType>();

/** The connection type of a node type, made once, before the schema is built. */
export function connectionType(node: TypeThunk): ClassType {
  const Node = node();
  const known = types.get(Node);
  if (known) return known;
  class Edge {}
  class Connection {}
  const named = Node.name;
  ObjectType(`${named}Edge`, { description: `A ${named} and its place in the list.` })(Edge);
  field(Edge, "node", () => Node, "The row.");
  field(Edge, "cursor", () => String, "Its place: `after` of a page that starts behind it.");
  ObjectType(`${named}Connection`, { description: `A page of a list of ${named}.` })(Connection);
  field(Connection, "edges", () => [Edge], "The rows with their places.");
  field(Connection, "nodes", () => [Node], "The rows.");
  field(Connection, "pageInfo", () => PageInfo, "Where the page stands in its list.");
  field(Connection, "totalCount", () => Int, "How many rows the whole list has. Counted only when asked for.");
  types.set(Node, Connection);
  return Connection;
}

const field = (type: ClassType, name: string, of: () => object, description: string) =>
  Field(of, { simple: true, description })(type.prototype, name);
