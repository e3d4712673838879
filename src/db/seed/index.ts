import { sql } from "drizzle-orm";
import type { KeyRing } from "../../access/keyring.js";
import { agencies, officers } from "../../modules/agencies/table.js";
import { figures, schools } from "../../modules/schools/table.js";
import { districts, localities, regions } from "../../modules/territories/table.js";
import { type Database, maintain, type Transaction } from "../database.js";
import { type OnProgress, readAll, writeBatches } from "../import.js";
import { type Batch, makeDemo } from "./demo.js";
import { insertFigures, insertTerritories } from "./real.js";

/** With which the demo and the country are made where nobody asks for another. */
export const SEED = 111;
const DAY = 86_400_000;
const REAL = { regions, districts, localities, figures };

export interface SeedOptions {
  /** The moment before which everything happened; the start of today (UTC), so that times are recent. */
  now?: Date;
  seed?: number;
  /** Under which the families of the children are encrypted; without it there are none. */
  ring?: KeyRing;
}

/** Whether demo data may be written: nobody and no school is there. Territories may have been imported. */
export const isEmpty = (database: Database): Promise<boolean> =>
  readAll(database, async (tx) => {
    const none = sql.join(
      [agencies, officers, schools].map((table) => sql`not exists (select from ${table})`),
      sql` and `,
    );
    const query = sql`select ${none} as "isEmpty"`;
    const [row] = await tx.rows<{ isEmpty: boolean }>(query);
    return row?.isEmpty ?? false;
  });

/** Writes the demo data of domain.md into an empty database and gives the rows of each table. */
export async function seedDemo(
  database: Database,
  onProgress: OnProgress = () => {},
  { now = startOfToday(), seed = SEED, ring }: SeedOptions = {},
): Promise<Record<string, number>> {
  if (!(await isEmpty(database))) {
    throw new Error(
      "The database must be empty to take demo data, but it holds agencies, officers or schools already.",
    );
  }
  await maintain(database, insertTerritories);
  await maintain(database, insertFigures);
  const batches = makeDemo(seed, now, ring);
  let isStarted = false;
  try {
    await insertBatches(database, batches, (...progress) => {
      onProgress(...progress);
      isStarted = true;
    });
  } catch (error) {
    // Half of it would pass for a database in use: the next start would neither seed it nor show a whole demo.
    // Before its first rows are in, whatever is there is another process's, which seeds at the same time.
    if (isStarted) await maintain(database, (tx) => clear(tx, batches));
    throw error;
  }
  const made = batches.map(({ name, rows }) => [name, rows.length] as const);
  return { ...(await readAll(database, countReal)), ...Object.fromEntries(made) };
}

async function insertBatches(database: Database, batches: readonly Batch[], onProgress: OnProgress): Promise<void> {
  const total = batches.reduce((sum, { rows }) => sum + rows.length, 0);
  let before = 0;
  for (const { table, name, rows } of batches) {
    await writeBatches(database, rows, async ({ db }, some, done) => {
      await db.insert(table).values(some as never[]);
      onProgress(before + done, total, name);
    });
    before += rows.length;
  }
}

// Every row of these tables is the seed's own: each hangs on an agency, and there was none.
const clear = (tx: Transaction, batches: readonly Batch[]) => {
  const names = batches.map(({ name }) => sql.identifier(name));
  return tx.rows(sql`truncate ${sql.join(names, sql`, `)} restart identity cascade`);
};

export const startOfToday = () => new Date(Math.floor(Date.now() / DAY) * DAY);

async function countReal({ db }: Transaction): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const [name, table] of Object.entries(REAL)) counts.push([name, await db.$count(table)]);
  return Object.fromEntries(counts);
}
