import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { check, lock } from "proper-lockfile";
import type { Config } from "../config.js";
import type { Database } from "./database.js";
import { openEmbedded } from "./embedded.js";
import { migratePostgres } from "./migrate.js";
import { connectPostgres } from "./postgres.js";

/** Opens and migrates the configured database: PostgreSQL, or the embedded one in the server's folder. */
export async function openDatabase({ databaseUrl, home }: Pick<Config, "databaseUrl" | "home">): Promise<Database> {
  if (!databaseUrl) return openLocked(join(home, "data"));
  await migratePostgres(databaseUrl);
  return connectPostgres(databaseUrl);
}

// Two processes can open the same data directory at once, and would destroy it.
async function openLocked(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await lockDirectory(directory);
  try {
    const { database } = await openEmbedded({ directory });
    const close = () => database.close().finally(release);
    return { ...database, close };
  } catch (error) {
    await release();
    throw error;
  }
}

const STALE_MS = 10_000;

// A killed process leaves its lock behind; it is taken over after ten seconds without a sign of life.
async function lockDirectory(directory: string) {
  const isHeld = await check(directory, { stale: STALE_MS, realpath: false });
  if (isHeld) process.emitWarning(`Waiting for the lock of ${directory}: another process holds it, or was killed.`);
  const retries = { retries: 6, minTimeout: 2_000, factor: 1 };
  try {
    return await lock(directory, { stale: STALE_MS, retries, realpath: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    throw new Error(
      `The embedded database in ${directory} must be opened by one process at a time, but another one holds it. ` +
        "Wait until it has started or ended, stop it, or set QORGAN_HOME to another folder.",
    );
  }
}
