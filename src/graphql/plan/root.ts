import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { GraphQLObjectType } from "graphql";
import { LIMITS } from "../limits.js";
import { columnOfId, type NodeSource, typeNameOf } from "../node.js";
import type { Root } from "../relations.js";
import { type Arguments, addValues, argumentsOf, type Compilation, namedTypeOf, type Selected } from "./compilation.js";
import { concat, listed, orHole, orNull, type Part } from "./json.js";
import { page } from "./page.js";
import { found } from "./row.js";
import { Unplannable } from "./unplannable.js";

/** What a root field's `extensions` say of its source. */
interface Source extends Partial<NodeSource> {
  root?: Root;
}

const sourceOf = ({ field }: Selected) => field.extensions as Source;

/** The text of a root field's answer. */
export function root(selected: Selected, compilation: Compilation): SQL {
  const { root, nodes } = sourceOf(selected);
  if (!root && !nodes) throw new Unplannable("COMPUTED");
  if (!root?.isPublic) compilation.needsToken = true;
  if (!root) return concat(byIds(selected, compilation));
  if (root.kind === "find") return find(selected, root, compilation);
  return concat(page(selected, { list: root.list(), root }, compilation));
}

function find(selected: Selected, { key, argument }: Root & { kind: "find" }, compilation: Compilation): SQL {
  const { field, nodes } = selected;
  const [value] = addValues(compilation, selected, {
    count: 1,
    valuesOf: (args) => [key.mapToDriverValue(args[argument])],
  });
  const type = key.getSQLType();
  const where = sql`${key} = ${value}::${sql.raw(type)}`;
  const text = found({ type: namedTypeOf(field), nodes }, { table: key.table as PgTable, where }, compilation);
  // Territories are public, so an unknown code is an error and not an absence.
  return type === "integer" ? orHole(text) : orNull(text, field);
}

/** Which types the ids of a request name: each makes a text of its own. None for a field that takes no such ids. */
export const typesOfIds = (selected: Selected, variables: Arguments): string[] =>
  sourceOf(selected).nodes
    ? [...new Set(idsOf(selected, argumentsOf(selected, variables)).map(typeNameOf))].sort()
    : [];

function idsOf(selected: Selected, args: Arguments): string[] {
  const { nodes } = sourceOf(selected);
  const ids = (nodes ? [args[nodes]].flat() : []) as string[];
  if (ids.length > LIMITS.nodes || !ids.every(columnOfId)) throw new Unplannable("REFUSED");
  return ids;
}

/** Things of any type: a row for each id, which looks into the table of its type. */
function byIds(selected: Selected, compilation: Compilation): Part[] {
  const [types, uuids] = addValues(compilation, selected, {
    count: 2,
    valuesOf(args) {
      const ids = idsOf(selected, args);
      return [ids.map(typeNameOf), ids.map((id) => columnOfId(id)?.mapToDriverValue(id))];
    },
  });
  const ids = idsOf(selected, argumentsOf(selected, compilation.variables));
  const columns = new Map(ids.map((id) => [typeNameOf(id), columnOfId(id) as AnyPgColumn]));
  const cases = [...columns].map(([name, column]) => {
    const type = compilation.schema.getType(name) as GraphQLObjectType;
    const rows = { table: column.table as PgTable, where: sql`${column} = named.id` };
    return sql`when ${sql.raw(`'${name}'`)} then ${found({ type, nodes: selected.nodes }, rows, compilation)}`;
  });
  if (!cases.length) return ["[]"];
  const text = sql`coalesce(case named.type ${sql.join(cases, sql` `)} end, 'null')`;
  const named = sql`unnest(${types}::text[], ${uuids}::uuid[]) with ordinality as named(type, id, place)`;
  if (sourceOf(selected).nodes === "id") return [sql`(select ${text} from ${named})`];
  return listed(sql`(select string_agg(${text}, ',' order by named.place) from ${named})`);
}
