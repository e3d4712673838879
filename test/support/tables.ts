import { readdirSync } from "node:fs";
import { is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";

/** Every table that the code declares. */
export async function findTables(): Promise<PgTable[]> {
  const folder = new URL("../../src/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const declaring = files.filter((file) => /(^|\/)tables?\.ts$/.test(file));
  const modules = await Promise.all(declaring.map((file) => import(new URL(file, folder).href)));
  return modules.flatMap((module) => Object.values(module).filter((value) => is(value, PgTable))) as PgTable[];
}
