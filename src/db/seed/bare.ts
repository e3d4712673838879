import type postgres from "postgres";

type Tx = postgres.TransactionSql;
interface Statement {
  table: string;
  text: string;
}

/** What a table was stripped of, as statements that put it back. */
export interface Stripped {
  tables: readonly string[];
  /** Primary keys, other keys and indexes. */
  indexes: readonly Statement[];
  foreignKeys: readonly Statement[];
}

/**
 * Takes from empty tables what costs most while they are filled: indexes, keys, triggers, and the policies' hold on
 * their owner, under which PostgreSQL copies nothing. All of it is the transaction's: whatever ends it puts it back.
 */
export async function strip(tx: Tx, tables: readonly string[]): Promise<Stripped> {
  const keys = await tx<(Statement & { name: string; type: string })[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, contype as type,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as text
    from pg_constraint
    where contype in ('f', 'p', 'u') and conparentid = 0
      and (conrelid = any(${tables}::regclass[]) or confrelid = any(${tables}::regclass[]))
    order by contype = 'f' desc, conname`;
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  const indexes = await tx<(Statement & { name: string })[]>`
    select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text
    from pg_index where indrelid = any(${tables}::regclass[]) order by 2`;
  for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
  for (const table of tables) {
    await tx.unsafe(`alter table ${table} disable trigger user, no force row level security`);
  }
  // Copied rows are frozen only in a table that the same transaction has truncated.
  await tx.unsafe(`truncate ${tables.join(", ")} restart identity`);
  const ofType = (types: string) => keys.filter(({ type }) => types.includes(type));
  // First the primary keys, by which rows are brought into their order.
  return { tables, indexes: [...ofType("p"), ...ofType("u"), ...indexes], foreignKeys: ofType("f") };
}

/** Puts back what `strip` took, checked against every row, and the rows into the order in which they came about. */
export async function restore(tx: Tx, stripped: Stripped, onStep: (done: number, total: number) => void) {
  const { tables, indexes, foreignKeys } = stripped;
  const total = indexes.length + foreignKeys.length;
  let done = 0;
  for (const { table, text } of indexes) {
    await tx.unsafe(text);
    if (text.includes(" PRIMARY KEY (id)")) await sort(tx, table);
    onStep(++done, total);
  }
  for (const { text } of foreignKeys) {
    await tx.unsafe(text);
    onStep(++done, total);
  }
  for (const table of tables) {
    await tx.unsafe(`alter table ${table} enable trigger user, force row level security`);
  }
}

// Ids begin with the time. In life rows of all districts come mixed; copied district by district they would lie so
// close together that a page of a list costs less than it ever will.
async function sort(tx: Tx, table: string) {
  await tx.unsafe(`cluster ${table} using ${table}_pkey`);
  await tx.unsafe(`alter table ${table} set without cluster`);
}
