import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../../src/db/embedded.js";
import { migratePostgres } from "../../src/db/migrate.js";
import { connectPostgres } from "../../src/db/postgres.js";
import { insertBase } from "./base.js";
import { databaseName, KEPT_HOURS, PREFIX, urlOf } from "./names.js";

/** Where each test file gets its database from. */
export type Template = { kind: "embedded"; file: string } | { kind: "postgres"; url: string; name: string };

declare module "vitest" {
  export interface ProvidedContext {
    template: Template;
  }
}

/** Makes the migrated template once for the run, and takes it away afterwards. */
export default async function setup(project: TestProject) {
  const url = process.env.TEST_DATABASE_URL;
  const { template, remove } = url ? await makePostgresTemplate(url) : await makeEmbeddedTemplate();
  project.provide("template", template);
  return remove;
}

async function makeEmbeddedTemplate() {
  const { database, dump } = await openEmbedded();
  await insertBase(database);
  await removeLeftovers();
  const folder = join(tmpdir(), databaseName("template"));
  await mkdir(folder);
  const file = join(folder, "template.tar");
  await writeFile(file, Buffer.from(await (await dump()).arrayBuffer()));
  await database.close();
  const template: Template = { kind: "embedded", file };
  return { template, remove: () => rm(folder, { recursive: true }) };
}

async function makePostgresTemplate(url: string) {
  const name = databaseName("template");
  const maintenance = postgres(url, { max: 1, onnotice: () => {} });
  await dropLeftovers(maintenance);
  await maintenance.unsafe(`create database ${name}`);
  const own = urlOf(url, name);
  await migratePostgres(own);
  const database = await connectPostgres(own);
  await insertBase(database);
  await database.close();
  const template: Template = { kind: "postgres", url, name };
  const remove = async () => {
    await maintenance.unsafe(`drop database if exists ${name} with (force)`);
    await maintenance.end();
  };
  return { template, remove };
}

async function dropLeftovers(sql: postgres.Sql) {
  const found = await sql<{ name: string }[]>`
    select datname as name from pg_database where starts_with(datname, ${PREFIX})`;
  for (const { name } of found.filter(isOld)) await sql.unsafe(`drop database if exists ${name} with (force)`);
}

async function removeLeftovers() {
  const found = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of found) if (isOld({ name })) await rm(join(tmpdir(), name), { recursive: true, force: true });
}

// Failed tests and killed runs leave something behind; what a run in progress uses is younger than the bound.
const isOld = ({ name }: { name: string }) =>
  Number.parseInt(name.slice(PREFIX.length), 36) < Date.now() - KEPT_HOURS * 3_600_000;
