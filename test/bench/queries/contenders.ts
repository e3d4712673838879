import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BenchDatabase } from "../support/database.ts";
import { installPeers } from "../support/peers.ts";
import type { Contender } from "../support/rounds.ts";
import { connect, type Scene } from "../support/scene.ts";
import { startServer } from "../support/server.ts";

export const CONTENDERS = ["qorgan", "limit", "postgraphile", "mercurius", "yoga", "apollo"] as const;

const fileOf = (name: string) => fileURLToPath(new URL(`./peers/${name}`, import.meta.url));

/** Starts the contenders on one database, each under a name of its own by which its backends are told apart. */
export async function startContenders(scene: Scene, database: BenchDatabase, names: readonly string[]) {
  await installPeers(scene);
  if (names.includes("postgraphile")) await addFunctions(scene, database);
  const contenders: Contender[] = [];
  for (const name of names) {
    scene.progress(`Starting ${name} …`);
    const own = name === "qorgan" ? nameBackends(database, name) : tuned(nameBackends(database, name));
    const options = name === "qorgan" ? {} : { program: fileOf(`${name}.mjs`), env: { NODE_ENV: "production" } };
    contenders.push({ name, server: await startServer(scene, own, options), database: own });
  }
  return contenders;
}

/** The same database, to whose backends a name is given. */
export function nameBackends({ name, url }: BenchDatabase, application: string): BenchDatabase {
  const named = new URL(url);
  named.searchParams.set("application_name", `bench ${application}`);
  return { name, url: named.href };
}

// What Qorgan sets for its own statements is set for everybody: a disk that doesn't turn, and nothing compiled anew.
function tuned({ name, url }: BenchDatabase): BenchDatabase {
  const given = new URL(url);
  given.searchParams.set("options", "-c random_page_cost=1.1 -c jit=off");
  return { name, url: given.href };
}

// What PostGraphile finds in the database: functions in a schema of their own.
async function addFunctions(scene: Scene, database: BenchDatabase) {
  const sql = connect(database.url);
  const drop = "drop schema if exists bench_peers cascade";
  scene.defer(() => sql.unsafe(drop).finally(() => sql.end()));
  await sql.unsafe(`${drop}; ${await readFile(fileOf("postgraphile.sql"), "utf8")}`);
}
