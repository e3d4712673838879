import { randomBytes } from "node:crypto";
import { connect, type Scene } from "./scene.ts";
import { qorgan } from "./server.ts";

const PREFIX = "qorgan_bench_";
const OLD_MS = 6 * 3_600_000;

/** A database of one benchmark, dropped at its end. */
export interface BenchDatabase {
  name: string;
  url: string;
}

/** An empty database, or a copy of another one, to which nobody may be connected. */
export async function createDatabase(scene: Scene, of?: BenchDatabase): Promise<BenchDatabase> {
  const name = `${PREFIX}${Date.now().toString(36)}_${randomBytes(3).toString("hex")}`;
  await maintain(scene, `create database ${name}${of ? ` template ${of.name}` : ""}`);
  scene.defer(() => maintain(scene, `drop database if exists ${name} with (force)`));
  const url = new URL(scene.server);
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

/** A migrated database with the rows of the statements. */
export async function fillDatabase(scene: Scene, statements: readonly string[]): Promise<BenchDatabase> {
  await dropOld(scene);
  const database = await createDatabase(scene);
  scene.progress("Making the data …");
  await qorgan(scene, database, "migrate");
  const sql = connect(database.url);
  try {
    await sql.begin(async (tx) => {
      // The owner's rights, and its word that it maintains: policies bind it too.
      await tx.unsafe("set local role qorgan_owner; set local qorgan.maintenance = 'on'");
      for (const statement of statements) await tx.unsafe(statement);
    });
  } finally {
    await sql.end();
  }
  await analyze(database);
  scene.signal.throwIfAborted();
  return database;
}

/** Has the planner know the tables as they are, as autovacuum would within a minute. */
export async function analyze(database: BenchDatabase) {
  const sql = connect(database.url);
  try {
    await sql.unsafe("set role qorgan_owner; analyze");
  } finally {
    await sql.end();
  }
}

/** Takes the policies off all tables of a database that a server has open. The next start puts them back. */
export async function dropPolicies(database: BenchDatabase) {
  const sql = connect(database.url);
  try {
    await sql.unsafe("set role qorgan_owner");
    const tables = await sql<{ name: string }[]>`
      select oid::regclass::text as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`;
    for (const { name } of tables)
      await sql.unsafe(`alter table ${name} no force row level security, disable row level security`);
  } finally {
    await sql.end();
  }
}

// What a killed run has left behind.
async function dropOld(scene: Scene) {
  const sql = connect(scene.server);
  try {
    const found = await sql<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${PREFIX})`;
    const isOld = (name: string) => Number.parseInt(name.slice(PREFIX.length), 36) < Date.now() - OLD_MS;
    for (const { name } of found) if (isOld(name)) await sql.unsafe(`drop database if exists ${name} with (force)`);
  } finally {
    await sql.end();
  }
}

async function maintain(scene: Scene, statement: string) {
  const sql = connect(scene.server);
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
