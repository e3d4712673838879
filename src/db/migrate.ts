import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import { migrate as migrateSql } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { LOCKS } from "./locks.js";

const folder = (path: string) => fileURLToPath(new URL(`../../drizzle/${path}`, import.meta.url));
const migrationsFolder = folder("migrations");
const readAccess = () => readFile(folder("access.sql"), "utf8");

/** Brings a PostgreSQL database to the newest schema, roles and grants. Safe to run by several processes at once. */
export async function migratePostgres(url: string): Promise<void> {
  const access = await readAccess();
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { TimeZone: "UTC", application_name: "qorgan migrate" },
  });
  try {
    // Several processes that start at once migrate one after the other.
    await sql`select pg_advisory_lock(${LOCKS.migration})`;
    await sql.unsafe(access);
    await sql`set role qorgan_owner`;
    await migrateSql(drizzlePostgres(sql), { migrationsFolder });
    await sql`reset role`;
    await sql.unsafe(access);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The same for the embedded database. */
export async function migrateEmbedded(pg: PGlite): Promise<void> {
  const access = await readAccess();
  await pg.exec(access);
  await pg.exec("set role qorgan_owner");
  await migratePglite(drizzlePglite(pg), { migrationsFolder });
  await pg.exec("reset role");
  await pg.exec(access);
}
