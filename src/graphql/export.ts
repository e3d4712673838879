import { stringify } from "csv-stringify/sync";
import type { SQL } from "drizzle-orm";
import { type GraphQLSchema, isObjectType } from "graphql";
import type { Viewer } from "../access/viewer.js";
import { type Database, type Scope, type Transaction, transact } from "../db/database.js";
import type { Domain } from "./context.js";
import { fail } from "./errors.js";
import { columnOfField } from "./expose.js";
import type { FilterContext } from "./filters.js";
import { cursorOf, fieldOf } from "./keyset.js";
import { countOfList, pageOfList } from "./pages.js";
import type { Embedded, List, Relation } from "./relations.js";
import { scopeOf } from "./resolve.js";

type Row = Record<string, unknown>;

export interface ExportSource {
  database: Database;
  schema: GraphQLSchema;
  list: List;
  viewer: Viewer;
  findTerritory: Domain["findTerritory"];
}

export interface ExportOptions {
  territory?: string | undefined;
  /** How many rows at most. */
  limit?: number | undefined;
}

interface Receiver {
  progress(done: number, total: number, what: string): void;
  output(text: string): Promise<void>;
}

/** A column of the file: its heading and the field of the row. */
interface Column {
  heading: string;
  field: string;
}

const PAGE = 1_000;

/**
 * Writes a list as CSV under the viewer's policies, page by page, each in a transaction of its own, so that a slow
 * receiver holds nothing open. Gives the number of rows.
 */
export async function exportList(source: ExportSource, { territory, limit }: ExportOptions, to: Receiver) {
  const { list } = source;
  const columns = columnsOf(source);
  const filter = territory ? { territory: checkTerritory(list, territory) } : null;
  const reader = readerOf(source, filter);
  const total = Math.min(limit ?? Number.POSITIVE_INFINITY, await reader.count());
  await to.output(stringify([columns.map(({ heading }) => heading)]));
  let done = 0;
  let after: string | null = null;
  while (done < total) {
    const rows = await reader.page(Math.min(PAGE, total - done), after);
    const last = rows.at(-1);
    if (!last) break;
    await to.output(stringify(rows.map((row) => columns.map(({ field }) => cellOf(row[field])))));
    after = cursorOf(list.name, list.order, last);
    done += rows.length;
    to.progress(done, total, list.name);
  }
  return done;
}

function readerOf({ database, list, viewer, findTerritory }: ExportSource, filter: Row | null) {
  const scope: Scope = { role: "qorgan_app", mode: "read", settings: viewer.settings };
  const own: SQL[] = filter ? [] : scopeOf(list.table, viewer);
  const context = (tx: Transaction): FilterContext => ({
    viewer,
    async territory(kato, path) {
      const found = await findTerritory(tx, kato);
      if (found) return found;
      throw fail("UNKNOWN_KATO", path, `territory must be a code of the classifier KATO, but got "${kato}"`);
    },
  });
  return {
    count: () => transact(database, scope, (tx) => countOfList(tx, list, filter, own, context(tx))),
    page: (first: number, after: string | null) =>
      transact(database, scope, async (tx) => {
        const rows = await pageOfList(tx, list, { first, after, filter }, own, context(tx));
        return rows.slice(0, first);
      }),
  };
}

function checkTerritory(list: List, territory: string): string {
  if (list.filters.territory) return territory;
  throw fail(
    "INVALID_INPUT",
    ["territory"],
    `territory must be left out, since the list ${list.name} has no territory`,
  );
}

/** The columns that the type exposes, and those of its embedded objects: `names.ru`. */
function columnsOf({ schema, list }: ExportSource): Column[] {
  const type = schema.getType(list.type().name);
  if (!isObjectType(type)) throw new Error(`The list ${list.name} has no object type`);
  const exposed = Object.values(type.getFields()).flatMap((field): Column[] => {
    const { name } = field;
    const relation = field.extensions.relation as Relation | undefined;
    if (relation?.kind === "embedded") return partsOf(name, relation);
    return columnOfField(type, field, list.table) ? [{ heading: name, field: name }] : [];
  });
  return exposed.toSorted((a, b) => Number(b.heading === "id") - Number(a.heading === "id"));
}

const partsOf = (name: string, { columns }: Embedded): Column[] =>
  Object.entries(columns).map(([part, column]) => ({ heading: `${name}.${part}`, field: fieldOf(column) }));

function cellOf(value: unknown): string {
  if (value == null) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return harmless(value.join("; "));
  return typeof value === "string" ? harmless(value) : String(value);
}

// A spreadsheet runs a text that begins like a formula, also behind blanks.
const harmless = (text: string) => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text);
