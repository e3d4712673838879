import { eq, getTableColumns, type SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { isOfficial, type Official, type Viewer } from "../access/viewer.js";
import type { Language } from "./catalogue.js";
import type { Measured, Tally } from "./computed.js";
import { checkPage, connection, type PageRequest } from "./connection.js";
import type { Context } from "./context.js";
import { fail, refuse } from "./errors.js";
import { tableOf } from "./expose.js";
import { conditions, type FilterContext, territoryColumnsOf, within } from "./filters.js";
import { fieldOf } from "./keyset.js";
import type { Row } from "./loaders.js";
import { countOfList, pageOfList } from "./pages.js";
import type { Declared, Localized, Page, Root, TypeThunk } from "./relations.js";
import { say } from "./say.js";

type Arguments = Partial<PageRequest> & { lang?: Language };

/** The primary key column of a table. */
export function primaryOf(table: PgTable): AnyPgColumn {
  const column = Object.values(getTableColumns(table)).find((c) => c.primary);
  if (!column) throw new Error("The table has no single primary key: name the column");
  return column;
}

/** What a relation's field gives for a row. */
export function resolveRelation(field: Declared, row: Row, args: Arguments, ctx: Context): unknown {
  const { relation, owner } = field;
  switch (relation.kind) {
    case "one":
      return findByColumn(relation.to ?? primaryOf(tableOf(relation.type())), row[fieldOf(relation.key)], ctx);
    case "many":
      return ctx.loaders.manyOf(relation, keyOf(relation.from ?? primaryOf(owner), row));
    case "page":
      return pageOf(relation, keyOf(relation.from ?? primaryOf(owner), row), args as PageRequest, ctx);
    case "embedded":
      return columnsOf(relation.columns, row);
    case "localized":
      return localName(relation, row, args.lang ?? ctx.language);
    case "derived":
      return relation.value(columnsOf(relation.columns, row), { language: args.lang ?? ctx.language });
    case "measured":
      return ctx.loaders.measureOf(field as Declared<Measured>, keyOf(primaryOf(owner), row));
    case "tally":
      return ctx.loaders.tallyOf(field as Declared<Tally>, keyOf(relation.from, row));
    case "part":
      return row;
  }
}

const columnsOf = (columns: Readonly<Record<string, AnyPgColumn>>, row: Row): Row =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, row[fieldOf(column)]]));

/** What a declared root field gives. */
export function resolveRoot(root: Root, args: Arguments & Row, ctx: Context): Promise<unknown> {
  if (!root.isPublic) requireViewer(ctx);
  if (root.kind === "list") return rootList(root, args as PageRequest & Row, ctx);
  const key = args[root.argument] as string;
  // Checked before it joins a batch: a bad id must fail its own field only.
  root.key.mapToDriverValue(key);
  return findRoot(root.key, root.argument, key, root.type, ctx);
}

/** The viewer; `UNAUTHENTICATED` without a token. */
export function requireViewer(ctx: Pick<Context, "viewer">): Viewer {
  if (ctx.viewer) return ctx.viewer;
  throw refuse("UNAUTHENTICATED", 200, say`The field needs a token: send the header Authorization: Bearer <token>.`);
}

/** The viewer, when it is an officer: families change nothing yet. `NOT_ALLOWED` otherwise. */
export function requireOfficer(ctx: Context): Official {
  const viewer = requireViewer(ctx);
  if (isOfficial(viewer)) return viewer;
  throw fail("NOT_ALLOWED", [], say`The role must be that of an officer, but is ${viewer.role}`);
}

async function findRoot(key: AnyPgColumn, argument: string, value: string, type: TypeThunk, ctx: Context) {
  const row = await ctx.loaders.oneBy(key, value);
  // Territories are public, so an unknown code is an error and not an absence.
  if (row || key.getSQLType() !== "integer") return row;
  throw fail("UNKNOWN_KATO", [argument], say`${argument} must be the code of a ${type().name}, but got "${value}"`);
}

/** The row whose unique column holds the key; null for no key, or when the viewer sees none. */
export const findByColumn = (to: AnyPgColumn, key: unknown, ctx: Context) =>
  key == null ? null : ctx.loaders.oneBy(to, key as string | number);

const keyOf = (column: AnyPgColumn, row: Row) => row[fieldOf(column)] as string | number;

async function pageOf(relation: Page, key: string | number, request: PageRequest, ctx: Context) {
  checkPage(request);
  const rows = await ctx.loaders.pageOf(relation, key, request);
  return connection(relation.list(), request, rows, () => ctx.loaders.countOf(relation, key, request.filter));
}

async function rootList(root: RootList, request: PageRequest & Row, ctx: Context) {
  checkPage(request);
  const list = root.list();
  const scope = await conditionsOfRoot(root, request, ctx);
  if (!scope) return connection(list, request, [], nothing);
  const rows = await pageOfList(await ctx.open(), list, request, scope, ctx);
  // The one more says only that there are more.
  ctx.notice(list.table, rows.slice(0, request.first));
  const count = async () => countOfList(await ctx.open(), list, request.filter, scope, ctx);
  return connection(list, request, rows, count);
}

type RootList = Root & { kind: "list" };

/**
 * What rows of a root list must fulfil besides its filter; null for whom it isn't there: a policy that hides every row
 * would look at each of them first.
 */
export async function conditionsOfRoot(root: RootList, request: Pick<PageRequest, "filter"> & Row, ctx: FilterContext) {
  if (root.readers && !root.readers.includes(requireViewer(ctx).role)) return null;
  const list = root.list();
  const own = root.isPublic || request.filter?.territory ? [] : scopeOf(list.table, ctx.viewer);
  return [...own, ...(await conditions({ list, filters: root.by }, request, ctx))];
}

const nothing = async () => 0;

/** The viewer's own jurisdiction: policies hide the same rows, but only a stated scope lets a list walk its index. */
export function scopeOf(table: PgTable, viewer: Viewer | null): SQL[] {
  const columns = territoryColumnsOf(table);
  const scope = viewer?.territory && columns ? [within(columns, viewer.territory)] : [];
  const school = (table as unknown as { schoolId?: AnyPgColumn }).schoolId;
  return viewer?.schoolId && school ? [...scope, eq(school, viewer.schoolId)] : scope;
}

function localName({ columns }: Localized, row: Row, language: Language) {
  const names = [language, "ru", "kk", "en"].map((l) => row[fieldOf(columns[l as Language])]);
  return names.find((name) => name != null) ?? null;
}
