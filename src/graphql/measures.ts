import DataLoader from "dataloader";
import { and, sql } from "drizzle-orm";
import { alias, type PgTable } from "drizzle-orm/pg-core";
import type { Drizzle, Statement, Transaction } from "../db/database.js";
import type { Measured, Tally } from "./computed.js";
import { hasKey, type Key, toDriver } from "./keys.js";
import { fieldOf } from "./keyset.js";
import type { Declared } from "./relations.js";
import { primaryOf } from "./resolve.js";

type Row = Record<string, unknown>;
type Field = Declared<Measured>;
type Open = () => Promise<Transaction>;

/** Loaders of what the database works out of rows. */
export interface Measures {
  /** A measured field of the row with the primary key. */
  measureOf(field: Field, key: Key): Promise<unknown>;
  /** A tally of the owner with the key. */
  tallyOf(field: Declared<Tally>, key: Key): Promise<Row[]>;
}

export function createMeasures(open: Open): Measures {
  const ofTables = new Map<PgTable, ReturnType<typeof createMeasuring>>();
  const tallies = new Map<Tally, DataLoader<Key, Row[]>>();
  return {
    measureOf(field, key) {
      const measuring = ofTables.get(field.owner) ?? createMeasuring(open);
      ofTables.set(field.owner, measuring);
      return measuring.load({ field, key });
    },
    tallyOf(field, key) {
      const tallying = tallies.get(field.relation) ?? createTallying(open, field);
      tallies.set(field.relation, tallying);
      return tallying.load(key);
    },
  };
}

/** Whatever fields of whatever rows of one table are asked for, in one statement. */
const createMeasuring = (open: Open) =>
  new DataLoader<{ field: Field; key: Key }, unknown, string>(
    async (asked) => {
      const fields = [...new Map(asked.map(({ field }) => [field.name, field])).values()].sort(byName);
      const { owner } = fields[0] as Field;
      const keys = toDriver(primaryOf(owner), [...new Set(asked.map(({ key }) => key))]);
      const rows = await (await open()).run(measuresOf(owner, fields), { keys });
      const byKey = new Map(rows.map((row) => [row.key, row]));
      return asked.map(({ field, key }) => byKey.get(key)?.[field.name]);
    },
    { cacheKeyFn: ({ field, key }) => `${field.name} ${key}` },
  );

const byName = (a: Field, b: Field) => (a.name < b.name ? -1 : 1);

const measuresOf = (owner: PgTable, fields: readonly Field[]): Statement<Row> => ({
  name: `measures ${fields.map(({ name }) => name).join(" ")}`,
  build(db: Drizzle) {
    const row = alias(owner, "row");
    const key = primaryOf(row);
    // When Drizzle selects from one table it leaves out the tables' names before columns, unless they stand deeper.
    const values = fields.map(({ name, relation }) => [name, sql`${relation.value(row)}`] as const);
    return db
      .select({ ...Object.fromEntries(values), key })
      .from(row)
      .where(hasKey(key))
      .prepare(this.name);
  },
});

const createTallying = (open: Open, field: Declared<Tally>) =>
  new DataLoader<Key, Row[]>(async (keys) => {
    const { key, by } = field.relation;
    const rows = await (await open()).run(talliesOf(field), { keys: toDriver(key, keys) });
    const tallies = Map.groupBy(rows, (row) => row.key as Key);
    const counts = (found: Row[] = []) => found.map(({ value, count }) => ({ [fieldOf(by)]: value, count }));
    return keys.map((k) => counts(tallies.get(k)));
  });

const talliesOf = ({ name, relation: { key, by, rank, where } }: Declared<Tally>): Statement<Row> => ({
  name: `tallies ${name}`,
  build(db: Drizzle) {
    return db
      .select({ key, value: by, count: sql<number>`count(*)::int` })
      .from(key.table as PgTable)
      .where(and(hasKey(key), where))
      .groupBy(key, by, rank)
      .orderBy(rank)
      .prepare(this.name);
  },
});
