import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { FieldNode, GraphQLObjectType } from "graphql";
import { columnOfField, tableOf } from "../expose.js";
import { orderBy } from "../keyset.js";
import { ofOwner } from "../pages.js";
import type { Embedded, Localized, Many, One, Page, Relation } from "../relations.js";
import { primaryOf } from "../resolve.js";
import { addPlace, type Compilation, namedTypeOf, object, openRows, type Rows, type Selected } from "./compilation.js";
import { measured, tally } from "./computed.js";
import { derived } from "./derived.js";
import { concat, listed, orNull, type Part, scalar } from "./json.js";
import { page } from "./page.js";
import { Unplannable } from "./unplannable.js";

/** A row of a level, and the table that it is of. */
export interface Level {
  rows: Rows;
  table: PgTable;
  compilation: Compilation;
}

/** The JSON object of what is asked of a row. */
export function row(type: GraphQLObjectType, nodes: readonly FieldNode[], level: Level): Part[] {
  return object(type, nodes, level.compilation, (selected) => {
    const column = columnOfField(type, selected.field, level.table);
    if (column) return shown(selected, column, level);
    const relation = selected.field.extensions.relation as Relation | undefined;
    if (relation) return related(selected, relation, level);
    throw new Unplannable("COMPUTED");
  });
}

function related(selected: Selected, relation: Relation, level: Level): readonly Part[] {
  switch (relation.kind) {
    case "one":
      return one(selected, relation, level);
    case "many":
      return many(selected, relation, level);
    case "page":
      return pageOfOwner(selected, relation, level);
    case "embedded":
      return embedded(selected, relation, level);
    case "localized":
      return localized(selected, relation, level);
    case "derived":
      return derived(selected, relation, level);
    case "measured":
      return measured(relation, level);
    case "tally":
      return tally(selected, relation, level);
    case "part":
      return row(namedTypeOf(selected.field), selected.nodes, level);
  }
}

function shown({ field }: Selected, column: AnyPgColumn, { rows }: Level): readonly Part[] {
  const text = scalar(column, rows.column(column));
  return column.notNull ? text : [orNull(concat(text), field)];
}

function one({ field, nodes }: Selected, { type, key, to = primaryOf(tableOf(type())) }: One, level: Level): Part[] {
  const asked = { type: namedTypeOf(field), nodes };
  const where = sql`${to} = ${level.rows.column(key)}`;
  return [orNull(found(asked, { table: to.table as PgTable, where }, level.compilation), field)];
}

interface Asked {
  type: GraphQLObjectType;
  nodes: readonly FieldNode[];
}

/** The row for which the condition holds, which is one at most. */
export function found(
  { type, nodes }: Asked,
  { table, where }: { table: PgTable; where: SQL },
  compilation: Compilation,
) {
  const rows = openRows(table, compilation);
  const text = concat(row(type, nodes, { rows, table, compilation }));
  return sql`(select ${text} from ${rows.from(where)})`;
}

function many({ field, nodes }: Selected, { key, from, order }: Many, level: Level): Part[] {
  const table = key.table as PgTable;
  const rows = openRows(table, level.compilation);
  const text = concat(row(namedTypeOf(field), nodes, { ...level, rows, table }));
  const owner = level.rows.column(from ?? primaryOf(level.table));
  const source = rows.from(sql`${key} = ${owner}`, sql`order by ${orderBy(order)}`);
  return listed(sql`(select string_agg(${text}, ',') from ${source})`);
}

function pageOfOwner(selected: Selected, relation: Page, level: Level): Part[] {
  const owner = level.rows.column(relation.from ?? primaryOf(level.table));
  const { key, through } = relation;
  for (const column of through ? [key, through.from] : [key]) level.compilation.grants.require(column);
  const source = { list: relation.list(), isWhole: relation.isWhole, link: ofOwner(relation, owner) };
  return page(selected, source, level.compilation);
}

function embedded({ field, nodes }: Selected, { columns }: Embedded, level: Level): Part[] {
  return object(namedTypeOf(field), nodes, level.compilation, (inner) =>
    shown(inner, columns[inner.field.name] as AnyPgColumn, level),
  );
}

function localized(selected: Selected, { columns: { kk, ru, en } }: Localized, { rows, compilation }: Level): Part[] {
  const { language } = addPlace(compilation, selected, {
    names: ["language"],
    fill: async ({ lang }, asking) => ({ language: sql`${lang ?? asking.language}` }),
  });
  const [inKazakh, inRussian, inEnglish] = [kk, ru, en].map((column) => rows.column(column));
  const wanted = sql`case ${language}::text when 'kk' then ${inKazakh} when 'en' then ${inEnglish} end`;
  return [orNull(sql`to_json(coalesce(${wanted}, ${inRussian}, ${inKazakh}, ${inEnglish}))::text`, selected.field)];
}
