import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import type { BenchDatabase } from "./database.ts";
import type { Scene } from "./scene.ts";

const execute = promisify(execFile);
const DEBIAN = "/usr/lib/postgresql";

/** pgbench of the PATH, else the newest of Debian's packages. */
export async function findPgbench(): Promise<string> {
  const versions = (await readdir(DEBIAN).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  for (const path of ["pgbench", ...versions.map((version) => `${DEBIAN}/${version}/bin/pgbench`)]) {
    const found = await execute(path, ["--version"]).catch(() => null);
    if (found) return path;
  }
  throw new Error("The benchmark needs pgbench, but it is neither in the PATH nor in /usr/lib/postgresql/*/bin.");
}

export interface Script {
  file: string;
  transactions: number;
  clients: number;
  values: Record<string, number>;
}

/** Runs a script so many times with prepared statements, and gives the transactions per second. */
export async function runPgbench(scene: Scene, database: BenchDatabase, program: string, script: Script) {
  const { file, transactions, clients, values } = script;
  const each = Math.ceil(transactions / clients);
  const set = Object.entries(values).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
  const load = ["-c", String(clients), "-j", "2", "-t", String(each)];
  const args = ["-n", "-M", "prepared", ...load, ...set, "-f", file, database.url];
  const { stdout } = await execute(program, args, { signal: scene.signal });
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (!perSecond || !/^number of failed transactions: 0 /m.test(stdout))
    throw new Error(`pgbench must say how fast it was, and fail in no transaction, but said:\n${stdout}`);
  return Number(perSecond);
}
