import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

const DEBIAN = "/usr/lib/postgresql";
const isRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root.
const USER = process.env.FAULTS_USER ?? "postgres";
const AS_USER = isRoot ? ["setpriv", `--reuid=${USER}`, `--regid=${USER}`, "--init-groups"] : [];

/** Where PostgreSQL's own programs are; null when they aren't installed. */
export function findPrograms(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [process.env.PG_BIN, ...versions.map((version) => join(DEBIAN, version, "bin")), fromConfig()];
  return places.find((place) => place && existsSync(join(place, "initdb"))) ?? null;
}

function fromConfig() {
  try {
    return execFileSync("pg_config", ["--bindir"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

export const MISSING = `The fault tests start PostgreSQL clusters of their own, but its programs (initdb, pg_ctl, pg_dump) aren't found.
Install PostgreSQL 15 or newer (Debian: apt-get install postgresql), or set PG_BIN to the folder of its programs.`;

const run = promisify(execFile);

/** Runs a program as the user that PostgreSQL runs as, and gives what it printed. */
export async function runAsUser(program: string, ...args: string[]): Promise<string> {
  const [command, ...rest] = [...AS_USER, program, ...args] as [string, ...string[]];
  const { stdout } = await run(command, rest, { maxBuffer: 1e9, cwd: "/" });
  return stdout;
}

/** Starts a program in the background: its output goes nowhere, or pg_ctl's caller would wait for the server. */
export function spawnAsUser(program: string, ...args: string[]): Promise<number | null> {
  const [command, ...rest] = [...AS_USER, program, ...args] as [string, ...string[]];
  const child = spawn(command, rest, { stdio: "ignore", cwd: "/" });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}

/** Gives a folder to the user that PostgreSQL runs as. */
export const giveToUser = async (folder: string) => void (isRoot && (await run("chown", ["-R", USER, folder])));

export const mayMount = isRoot;

/** A port that nobody listens on. */
export function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
