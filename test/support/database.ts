import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import type { Database } from "../../src/db/database.js";
import { openEmbedded } from "../../src/db/embedded.js";
import { connectPostgres } from "../../src/db/postgres.js";
import { databaseName, urlOf } from "./names.js";

/** A database of one test: migrated, holding the territories and nothing else. */
export interface TestDatabase {
  database: Database;
  /** Of PostgreSQL, so that a test can open a second server on it. */
  url?: string;
  /** Keeps the data for whoever looks into a failure, and says where. */
  keep(): Promise<string>;
  /** Closes it; what `keep` wasn't called for is gone. */
  remove(): Promise<void>;
}

/** Whether the run is on PostgreSQL: tests of concurrency need more than the one session of the embedded database. */
export const onPostgres = () => inject("template").kind === "postgres";

/** Opens a fresh copy of the run's template. */
export function openTestDatabase(): Promise<TestDatabase> {
  const template = inject("template");
  return template.kind === "postgres" ? cloneTemplate(template.url, template.name) : loadTemplate(template.file);
}

async function loadTemplate(file: string): Promise<TestDatabase> {
  const { database, dump } = await openEmbedded({ load: new Blob([await readFile(file)]) });
  return {
    database,
    async keep() {
      const kept = join(tmpdir(), `${databaseName("failed")}.tar`);
      await writeFile(kept, Buffer.from(await (await dump()).arrayBuffer()));
      return kept;
    },
    remove: () => database.close(),
  };
}

async function cloneTemplate(server: string, template: string): Promise<TestDatabase> {
  const name = databaseName("test");
  await maintain(server, `create database ${name} template ${template}`);
  const url = urlOf(server, name);
  const database = await connectPostgres(url);
  let kept = false;
  return {
    database,
    url,
    async keep() {
      kept = true;
      return url;
    },
    async remove() {
      await database.close();
      if (!kept) await maintain(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function maintain(server: string, statement: string) {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** How many SQL statements of requests the work takes. */
export async function countStatements(database: Database, work: () => Promise<unknown>): Promise<number> {
  const before = database.statements.count;
  await work();
  return database.statements.count - before;
}
