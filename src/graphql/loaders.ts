import DataLoader from "dataloader";
import { getTableName } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Drizzle, Statement, Transaction } from "../db/database.js";
import type { PageRequest } from "./connection.js";
import type { FilterContext } from "./filters.js";
import { hasKey, type Key, toDriver } from "./keys.js";
import { fieldOf, orderBy } from "./keyset.js";
import { createMeasures, type Measures } from "./measures.js";
import { countPerKey, pagePerKey } from "./pages.js";
import type { Many, Page } from "./relations.js";

export type Row = Record<string, unknown>;

/** Reads of one request, batched and each done once. A new set is made for every request and subscription event. */
export interface Loaders extends Measures {
  /** The row whose unique column holds the key, or null when the viewer sees none. */
  oneBy(column: AnyPgColumn, key: Key): Promise<Row | null>;
  /** Gives `oneBy` a row that was just read. */
  prime(column: AnyPgColumn, row: Row): void;
  manyOf(relation: Many, key: Key): Promise<Row[]>;
  /** One row more than asked for when there are more. */
  pageOf(relation: Page, key: Key, request: PageRequest): Promise<Row[]>;
  countOf(relation: Page, key: Key, filter: PageRequest["filter"]): Promise<number>;
  /** A loader of a module's own, by its batch function; the name says what it loads. */
  batch<K extends Key, V>(
    name: string,
    load: (keys: readonly K[]) => Promise<Map<K, V>>,
    key: K,
  ): Promise<V | undefined>;
}

/** Makes each loader once, by what owns it and which of its owner's it is. */
function createVariants() {
  const loaders = new Map<unknown, Map<string, DataLoader<Key, unknown>>>();
  return <V>(owner: unknown, variant: string, load: (keys: readonly Key[]) => Promise<(V | Error)[]>) => {
    const variants = loaders.get(owner) ?? new Map();
    loaders.set(owner, variants);
    const made = variants.get(variant) ?? new DataLoader(load);
    variants.set(variant, made);
    return made as DataLoader<Key, V>;
  };
}

export function createLoaders(open: () => Promise<Transaction>, context: FilterContext): Loaders {
  const loader = createVariants();
  const rowLoader = (column: AnyPgColumn) =>
    loader<Row | null>(column, "one", async (keys) => {
      const rows = indexBy(column, await readRows(await open(), column, keys));
      return keys.map((k) => rows.get(k) ?? null);
    });
  return {
    ...createMeasures(open),
    oneBy: (column, key) => rowLoader(column).load(key),
    prime: (column, row) => void rowLoader(column).prime(row[fieldOf(column)] as Key, row),
    manyOf: (relation, key) =>
      loader(relation, "many", async (keys) => {
        const rows = await (await open()).run(rowsOf(relation), { keys: toDriver(relation.key, keys) });
        const groups = Map.groupBy(rows, (row) => row[fieldOf(relation.key)] as Key);
        return keys.map((k) => groups.get(k) ?? []);
      }).load(key),
    pageOf: (relation, key, request) =>
      loader(relation, JSON.stringify(request), async (keys) => {
        const groups = await pagePerKey(await open(), relation, toDriver(relation.key, keys), request, context);
        return keys.map((k) => groups.get(String(relation.key.mapToDriverValue(k))) ?? []);
      }).load(key),
    countOf: (relation, key, filter) =>
      loader(relation, `count ${JSON.stringify(filter)}`, async (keys) => {
        const counts = await countPerKey(await open(), relation, toDriver(relation.key, keys), filter, context);
        return keys.map((k) => counts.get(String(relation.key.mapToDriverValue(k))) ?? 0);
      }).load(key),
    batch: <K extends Key, V>(name: string, load: (keys: readonly K[]) => Promise<Map<K, V>>, key: K) =>
      loader("batch", name, async (keys) => {
        const values = await load(keys as readonly K[]);
        return keys.map((k) => values.get(k as K));
      }).load(key) as Promise<V | undefined>,
  };
}

const indexBy = (column: AnyPgColumn, rows: readonly Row[]) =>
  new Map(rows.map((row) => [row[fieldOf(column)] as Key, row]));

/** The rows that hold one of the keys in a column; sent at once. */
export const readRows = (tx: Transaction, column: AnyPgColumn, keys: readonly Key[]): Promise<Row[]> =>
  tx.run(rowsBy(column), { keys: toDriver(column, keys) });

/** All rows of a table by one column. */
const rowsBy = (column: AnyPgColumn): Statement<Row> => ({
  name: `${getTableName(column.table)}_by_${column.name}`,
  build(db: Drizzle) {
    return db
      .select()
      .from(column.table as PgTable)
      .where(hasKey(column))
      .prepare(this.name);
  },
});

const rowsOf = ({ key, order }: Many): Statement<Row> => ({
  name: `${getTableName(key.table)}_of_${key.name}_by_${order.map((o) => o.column.name).join("_")}`,
  build(db: Drizzle) {
    const select = db.select().from(key.table as PgTable);
    return select.where(hasKey(key)).orderBy(orderBy(order)).prepare(this.name);
  },
});
