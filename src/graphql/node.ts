import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { Arg, Ctx, Extensions, Field, ID, InterfaceType, Query, Resolver } from "type-graphql";
import type { Transaction } from "../db/database.js";
import type { Context } from "./context.js";
import { fail } from "./errors.js";
import { LIMITS } from "./limits.js";
import { type Row, readRows } from "./loaders.js";
import { Reads } from "./reads.js";
import type { Relations } from "./relations.js";
import { requireViewer } from "./resolve.js";
import { say } from "./say.js";

/** Everything that has an id of its own. */
@InterfaceType({
  description: "Everything that has an id of its own.",
  resolveType: (row: { id: string }) => typeNames.get(prefixOf(row.id)),
})
export abstract class Node {
  @Reads()
  @Field(() => ID, { description: "Unique over the whole graph: the type's name and a uuid v7." })
  id!: string;
}

const typeNames = new Map<string, string>();
const columns = new Map<string, AnyPgColumn>();
const entities = new Map<PgTable, string>();
const prefixOf = (id: string) => id.slice(0, id.lastIndexOf("_") + 1);

/** Lets `node` find the rows of a declared entity; one without a prefixed id of its own is passed over. */
export function registerNode({ type, table }: Relations) {
  entities.set(table, type().name);
  const { id: column } = table as PgTable & { id?: AnyPgColumn };
  if (!column?.primary || column.getSQLType() !== "uuid" || column.columnType !== "PgCustomColumn") return;
  const prefix = String(column.mapFromDriverValue(""));
  columns.set(prefix, column);
  typeNames.set(prefix, type().name);
}

/** What the `extensions` of a root field say that finds things of any type: the argument that holds their ids. */
export interface NodeSource {
  nodes: "id" | "ids";
}

/** The column of a prefixed id, or undefined when no type has such ids. */
export const columnOfId = (id: string): AnyPgColumn | undefined => columns.get(prefixOf(id));

/** The type of a prefixed id. */
export function typeNameOf(id: string): string {
  const name = typeNames.get(prefixOf(id));
  if (!name) throw new Error(`No type has the id ${id}`);
  return name;
}

/** The type that a table's rows are of, or undefined when the table isn't exposed. */
export const entityOf = (table: PgTable): string | undefined => entities.get(table);

/** The row of an id that the server made; it leaves with what is sent next, so it costs no round trip. */
export async function readNode(tx: Transaction, id: string): Promise<NodeRow | null> {
  const column = columnOfId(id) as AnyPgColumn;
  const [row] = await readRows(tx, column, [id]);
  return row ? { column, row } : null;
}

/** A row and the column that names it. */
export type NodeRow = { column: AnyPgColumn; row: Row };

/** The row of any prefixed id, or null when the viewer sees none. */
export async function findNode(ctx: Context, id: string, path: readonly string[] = ["id"]) {
  const column = columnOfId(id);
  const known = [...typeNames.keys()].map((prefix) => `${prefix}…`).join(", ");
  if (!column)
    throw fail("INVALID_ID", path, say`${path.at(-1)} must be an id of one of ${known}, but got ${JSON.stringify(id)}`);
  column.mapToDriverValue(id);
  return ctx.loaders.oneBy(column, id);
}

@Resolver()
export class NodeResolver {
  @Extensions({ nodes: "id" } satisfies NodeSource)
  @Query(() => Node, { nullable: true, description: "Anything by its id; null when the viewer sees no such thing." })
  node(@Arg("id", () => ID, { description: "The id to look for." }) id: string, @Ctx() ctx: Context) {
    requireViewer(ctx);
    return findNode(ctx, id);
  }

  @Extensions({ nodes: "ids" } satisfies NodeSource)
  @Query(() => [Node], { nullable: "items", description: "Several things by their ids, in the same order." })
  nodes(@Arg("ids", () => [ID], { description: "At most 100 ids." }) ids: string[], @Ctx() ctx: Context) {
    requireViewer(ctx);
    return findNodes(ctx, ids);
  }
}

function findNodes(ctx: Context, ids: string[]) {
  if (ids.length <= LIMITS.nodes) return ids.map((id) => findNode(ctx, id, ["ids"]));
  throw fail("OUT_OF_RANGE", ["ids"], say`ids must hold at most ${LIMITS.nodes} ids, but got ${ids.length}`);
}
