import { setImmediate } from "node:timers/promises";
import postgres from "postgres";
import { type Database, maintain } from "../database.js";
import type { OnProgress } from "../import.js";
import { restore, strip } from "./bare.js";
import { createCopier } from "./copy.js";
import { type Country, createCountry, type Scale } from "./country.js";
import type { Batch } from "./demo.js";
import { isEmpty, SEED, type SeedOptions, startOfToday } from "./index.js";
import { insertFigures, insertTerritories } from "./real.js";

const YEAR = 365;
const NATIONAL: Scale = {
  schools: 8_000,
  children: 400_000,
  incidents: 2_000_000,
  days: YEAR,
  atOnce: 4,
  gigabytes: 12,
  minutes: 6,
};

/** What `qorgan seed --scale` makes. */
export const SCALES = {
  national: NATIONAL,
  x10: { ...NATIONAL, incidents: 20_000_000, days: 10 * YEAR, atOnce: 1, gigabytes: 75, minutes: 60 },
} satisfies Record<string, Scale>;
export type ScaleName = keyof typeof SCALES;

type Counts = Record<string, number>;
type Tx = postgres.TransactionSql;
/** The database, and where it is. */
export interface Target {
  database: Database;
  url: string;
}

/**
 * Fills an empty database with a whole country, and gives the rows of each table. It is one transaction: while it runs
 * the tables have neither keys nor indexes, and whatever ends it puts them back, with no row left. For so long it holds
 * back the journals of the whole server: `checkHost` comes first.
 */
export async function seedScale(
  { database, url }: Target,
  scale: Scale,
  onProgress: OnProgress = () => {},
  { now = startOfToday(), seed = SEED }: SeedOptions = {},
): Promise<Counts> {
  if (!(await isEmpty(database))) throw new Error("The database must be empty to take a country.");
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { TimeZone: "UTC", application_name: "qorgan seed" },
  });
  try {
    await maintain(database, insertTerritories);
    await maintain(database, insertFigures);
    const country = createCountry(scale, { seed, now });
    const counts = await sql.begin((tx) => load(tx, country, onProgress));
    onProgress(0, 1, "vacuum");
    await sql.unsafe("set role qorgan_owner");
    // The planner knows the tables, and no page must be looked at for its visibility.
    await sql.unsafe(`vacuum (analyze) ${Object.keys(counts).join(", ")}`);
    return counts;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

// A backend that builds an index would notice only afterwards that whoever asked for it has gone.
const SETTINGS = `
  select set_config('qorgan.maintenance', 'on', true), set_config('statement_timeout', '0', true),
    set_config('maintenance_work_mem', '512MB', true), set_config('jit', 'off', true),
    (select set_config(name, '1s', true) from pg_settings
      where name = 'client_connection_check_interval' and version() ~ 'linux')`;

async function load(tx: Tx, country: Country, onProgress: OnProgress): Promise<Counts> {
  await tx.unsafe(`set local role qorgan_owner; ${SETTINGS}`);
  const stripped = await strip(tx, country.tables);
  const counts = await copyAll(tx, country, (done, total) => onProgress(done, total, "incidents"));
  await restore(tx, stripped, (done, total) => onProgress(done, total, "indexes and keys"));
  return counts;
}

async function copyAll(tx: Tx, { directory, parts }: Country, onPart: (done: number, total: number) => void) {
  const counts: Counts = {};
  const copier = createCopier(tx);
  const total = parts.reduce((sum, { incidents }) => sum + incidents, 0);
  const add = async (batches: readonly Batch[]) => {
    for (const batch of batches) {
      await copier.add(batch);
      counts[batch.name] = (counts[batch.name] ?? 0) + batch.rows.length;
    }
    onPart(counts.incidents ?? 0, total);
    // What is copied leaves between two parts.
    await setImmediate();
  };
  await add(directory);
  for (const part of parts) await add(part.make());
  await copier.finish();
  return counts;
}
