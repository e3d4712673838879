import { and, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "../db/database.js";
import type { PageRequest } from "./connection.js";
import { conditions, type FilterContext } from "./filters.js";
import { afterKeys, keysOf, orderBy } from "./keyset.js";
import type { List, Page } from "./relations.js";

type Row = Record<string, unknown>;
type Filter = PageRequest["filter"];

/** A page of a whole list, one row more than asked for when there are more. */
export async function pageOfList(
  tx: Transaction,
  list: List,
  request: PageRequest,
  scope: SQL[],
  context: FilterContext,
) {
  const kept = and(...scope, ...(await pageConditions(list, request, context)));
  const select = tx.db.select().from(list.table as PgTable);
  return (await select
    .where(kept)
    .orderBy(orderBy(list.order))
    .limit(request.first + 1)) as Row[];
}

/** How many rows a whole list has. */
export async function countOfList(tx: Transaction, list: List, filter: Filter, scope: SQL[], context: FilterContext) {
  const kept = and(...scope, ...(await conditions({ list, filters: list.filters }, filter, context)));
  const [row] = await tx.db.select({ count: sql<number>`count(*)::int` }).from(list.table).where(kept);
  return row?.count ?? 0;
}

/** A page for each owner, by a lateral join: one statement, and each owner's page walks the index. */
export async function pagePerKey(
  tx: Transaction,
  relation: Page,
  keys: unknown[],
  request: PageRequest,
  context: FilterContext,
) {
  const list = relation.list();
  const columns = getTableColumns(list.table) as Record<string, PgColumn>;
  const kept = [
    ofOwner(relation, ownerKey),
    ...(await pageConditions({ ...list, isWhole: relation.isWhole }, request, context)),
  ];
  const rows = tx.db
    .select(columns)
    .from(list.table)
    .where(and(...kept))
    .orderBy(orderBy(list.order));
  const page = rows.limit(request.first + 1).as("page");
  const found = await tx.db
    .select({ key: sql<string>`k.key::text`, row: page._.selectedFields as typeof columns })
    .from(ownersOf(relation.key, keys))
    .crossJoinLateral(page);
  const groups = Map.groupBy(found, ({ key }) => key);
  return new Map([...groups].map(([key, members]) => [key, members.map(({ row }) => row as Row)]));
}

/** How many rows each owner's list has. */
export async function countPerKey(
  tx: Transaction,
  relation: Page,
  keys: unknown[],
  filter: Filter,
  context: FilterContext,
) {
  const list = relation.list();
  const { isWhole } = relation;
  const kept = and(
    ofOwner(relation, ownerKey),
    ...(await conditions({ list, filters: list.filters, isWhole }, filter, context)),
  );
  const counted = tx.db
    .select({ count: sql<number>`count(*)::int`.as("count") })
    .from(list.table)
    .where(kept)
    .as("counted");
  const counts = await tx.db
    .select({ key: sql<string>`k.key::text`, count: counted.count })
    .from(ownersOf(relation.key, keys))
    .crossJoinLateral(counted);
  return new Map(counts.map(({ key, count }) => [key, count]));
}

/**
 * Rows that name the owner. Not a join: a row that several rows between name is still one row of the page. And an
 * array: with a filter PostgreSQL would rather look at every row that passes it, whether one of these names it.
 */
export function ofOwner({ key, through }: Page, owner: SQL): SQL {
  const named = sql`${key} = ${owner}`;
  return through ? sql`${through.to} = any(array(select ${through.from} from ${key.table} where ${named}))` : named;
}

const ownerKey = sql`k.key`;
const ownersOf = (key: AnyPgColumn, keys: unknown[]) =>
  sql`unnest(${sql.param(keys)}::${sql.raw(key.getSQLType())}[]) as k(key)`;

type Listed = List & Pick<Page, "isWhole">;

async function pageConditions(list: Listed, { filter, after }: PageRequest, context: FilterContext): Promise<SQL[]> {
  const kept = await conditions({ list, filters: list.filters, isWhole: list.isWhole }, filter, context);
  return after == null ? kept : [...kept, afterKeys(list.order, keysOf(list.name, list.order, after))];
}
