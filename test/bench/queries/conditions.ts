import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import type { BenchDatabase } from "../support/database.ts";
import { describeMachine } from "../support/machine.ts";
import { connect, type Scene } from "../support/scene.ts";

const PACKAGES = ["postgraphile", "mercurius", "graphql-yoga", "@apollo/server"];
const TABLES = ["schools", "children", "incidents", "alerts"];

/** On what is measured: machine, versions, rows of the tables, rounds, and what else the machine does. */
export async function describeConditions(scene: Scene, database: BenchDatabase, rounds: number): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const versions = PACKAGES.map((name) => `${name} ${dependencies[name]}`).join(", ");
  const sizes = (await countRows(database)).map(({ name, rows }) => `${rows.toLocaleString("en")} ${name}`).join(", ");
  const quick = scene.quick ? "**A quick run, whose figures mean nothing.** " : "";
  const busy = `others kept ${(loadavg()[0] as number).toFixed(1)} processors busy before it began`;
  return `${quick}${await describeMachine(scene.server)}; ${versions}; ${sizes}; medians of ${rounds} rounds; ${busy}.`;
}

// As the planner knows them: counting millions would take longer than measuring.
async function countRows(database: BenchDatabase) {
  const sql = connect(database.url);
  try {
    return await sql<{ name: string; rows: number }[]>`
      select relname as name, reltuples::int as rows from unnest(${TABLES}::text[]) with ordinality t(name, place)
      join pg_class on relname = name and relnamespace = 'public'::regnamespace order by place`;
  } finally {
    await sql.end();
  }
}
