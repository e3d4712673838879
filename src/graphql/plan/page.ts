import { and, type SQL, sql } from "drizzle-orm";
import type { Slot } from "../../db/slot.js";
import { checkPage, type PageRequest } from "../connection.js";
import { conditions, type FilterContext, type Filters } from "../filters.js";
import { afterKeys, keysOf, orderBy } from "../keyset.js";
import { LIMITS } from "../limits.js";
import type { List, Root } from "../relations.js";
import { conditionsOfRoot } from "../resolve.js";
import {
  addPlace,
  type Compilation,
  namedTypeOf,
  object,
  openRows,
  type Rows,
  type Selected,
  subfields,
} from "./compilation.js";
import { concat, listed, type Part, scalar } from "./json.js";
import { row } from "./row.js";

/** A list where it stands: a root field's, or the rows that hang on an owner's. */
export interface Source {
  list: List;
  isWhole?: boolean | undefined;
  root?: Root & { kind: "list" };
  link?: SQL;
}

/** A page on its way to SQL. */
interface Paged {
  list: List;
  rows: Rows;
  compilation: Compilation;
  /** How many rows are asked for. */
  first: Slot;
  /** Whether the rows know their places, so that one more than asked for can be read to say that there are more. */
  isPlaced: boolean;
  /** Whether they are read at all. */
  isRead: boolean;
}

const place = sql.identifier("place_");
const found = sql.identifier("found_");

/** A connection: one aggregate over the page's rows, which are read only when something of them is asked for. */
export function page(selected: Selected, source: Source, compilation: Compilation): Part[] {
  const { list, link = sql`true` } = source;
  const { field, nodes } = selected;
  for (const { column } of list.order) compilation.grants.require(column);
  const slots = addPlace(compilation, selected, {
    names: ["kept", "after", "hasPrevious", "first"],
    async fill(request, asking) {
      requireGranted(list.filters, request as Request, compilation);
      return fill(request as Request, source, asking);
    },
  });
  const rows = openRows(list.table, compilation);
  const fields = [...subfields(namedTypeOf(field), nodes, compilation).values()];
  const isPlaced = fields.some(([node]) => node?.name.value === "pageInfo");
  const paged: Paged = { list, rows, compilation, first: slots.first, isPlaced, isRead: false };
  const kept = sql`${link} and ${slots.kept}`;
  const text = object(namedTypeOf(field), nodes, compilation, (selected) => {
    switch (selected.field.name) {
      case "totalCount":
        return [sql`(select count(*)::text from ${list.table} where ${kept})`];
      case "pageInfo":
        return pageInfo(selected, paged, slots.hasPrevious);
      case "nodes":
        return items(node(selected, paged), paged);
      default:
        return items(edge(selected, paged), paged);
    }
  });
  if (!paged.isRead) return text;
  return [sql`(select ${concat(text)} from ${rowsOf(paged, sql`${kept} ${slots.after}`)})`];
}

type Request = PageRequest & Record<string, unknown>;

// A filter may look into a table that the statement can't read.
function requireGranted(filters: Filters, { filter }: Request, { grants }: Compilation) {
  const given = Object.entries(filters).filter(([name]) => filter?.[name] != null);
  for (const column of given.flatMap(([, { reads }]) => reads)) grants.require(column);
}

async function fill(request: Request, { list, isWhole, root }: Source, context: FilterContext) {
  checkPage(request);
  const own = root ? await conditionsOfRoot(root, request, context) : [];
  const given = own && (await conditions({ list, filters: list.filters, isWhole }, request.filter, context));
  const keys = own && request.after != null ? keysOf(list.name, list.order, request.after) : null;
  return {
    kept: (given ? and(sql`true`, ...own, ...given) : sql`false`) as SQL,
    after: keys ? sql`and ${afterKeys(list.order, keys)}` : sql``,
    hasPrevious: request.after == null ? sql`'false'` : sql`'true'`,
    first: sql`${request.first}`,
  };
}

// Of a parameter nobody knows while planning how many rows it asks for: the most of a page tells to walk an index.
function rowsOf({ list, rows, first, isPlaced }: Paged, where: SQL): SQL {
  const most = sql.raw(String(LIMITS.page + 1));
  const read = rows.from(where, sql`order by ${orderBy(list.order)} limit ${most}`);
  if (!isPlaced) return sql`(select * from ${read} limit ${first}::int) ${rows.name}`;
  // The one more says only that there are more.
  const asked = sql`(select * from ${read} limit ${first}::int + 1) ${rows.name}`;
  const counted = sql`row_number() over () as ${place}, count(*) over () as ${found}`;
  return sql`(select *, ${counted} from ${asked}) ${rows.name}`;
}

const node = ({ field, nodes }: Selected, { list: { table }, rows, compilation }: Paged): Part[] =>
  row(namedTypeOf(field), nodes, { rows, table, compilation });

const edge = ({ field, nodes }: Selected, paged: Paged): Part[] =>
  object(namedTypeOf(field), nodes, paged.compilation, (selected) =>
    selected.field.name === "node" ? node(selected, paged) : ['"', cursor(paged), '"'],
  );

function items(text: readonly Part[], paged: Paged): Part[] {
  const { rows, first, isPlaced } = paged;
  paged.isRead = true;
  const inPage = isPlaced ? sql`filter (where ${rows.name}.${place} <= ${first}::int)` : sql``;
  return listed(sql`string_agg(${concat(text)}, ',') ${inPage}`);
}

function pageInfo({ field, nodes }: Selected, paged: Paged, hasPrevious: Slot): Part[] {
  const { rows, first, compilation } = paged;
  const cursorAt = (at: SQL): Part[] => {
    const only = sql`string_agg(${cursor(paged)}, '') filter (where ${rows.name}.${place} = ${at})`;
    return [sql`coalesce('"' || ${only} || '"', 'null')`];
  };
  return object(namedTypeOf(field), nodes, compilation, (selected) => {
    const { name } = selected.field;
    if (name === "hasPreviousPage") return [sql`${hasPrevious}`];
    paged.isRead = true;
    if (name === "hasNextPage") return [sql`(count(*) > ${first}::int)::text`];
    return cursorAt(name === "startCursor" ? sql`1` : sql`least(${rows.name}.${found}, ${first}::int)`);
  });
}

/** The place of a row, as `cursorOf` makes it. PostgreSQL breaks lines of base64, and fills the last one up. */
function cursor({ list, rows }: Paged): SQL {
  const keys = list.order.flatMap(({ column }): Part[] => {
    const text = scalar(column, rows.column(column));
    return [",", ...(column.notNull ? text : [sql`coalesce(${concat(text)}, 'null')`])];
  });
  const text = concat([`["${list.name}"`, ...keys, "]"]);
  return sql`translate(encode(convert_to(${text}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
}
