import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BenchDatabase } from "./database.ts";
import type { Scene } from "./scene.ts";

const execute = promisify(execFile);
const { scripts } = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8"));
/** What `npm start` gives to Node. Others run as Node does by default: a small young space costs them more. */
const FLAGS = String(scripts.start)
  .split(" ")
  .filter((word) => word.startsWith("--"));
const built = (file: string) => fileURLToPath(new URL(`../../../dist/${file}`, import.meta.url));

/** A server under test. */
export interface Server {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const STOP_MS = 30_000;

const homes = new WeakMap<Scene, Promise<string>>();

// One folder for a benchmark: all of its servers take the same tokens.
function homeOf(scene: Scene): Promise<string> {
  const home = homes.get(scene) ?? makeHome(scene);
  homes.set(scene, home);
  return home;
}

async function makeHome(scene: Scene): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "qorgan-bench-"));
  scene.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

// As in production, but for the buckets: a benchmark asks more than a person may. They are counted all the same.
async function environmentOf(scene: Scene, database: BenchDatabase, given: NodeJS.ProcessEnv = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(HOST|PORT|LOG_LEVEL|QORGAN_.*)$/.test(name));
  const buckets = { QORGAN_COST_BUCKET: "2000000000", QORGAN_COST_RESTORE: "2000000000" };
  const own = { DATABASE_URL: database.url, QORGAN_HOME: await homeOf(scene), PORT: "0", LOG_LEVEL: "warn" };
  return { ...Object.fromEntries(inherited), ...buckets, ...own, ...given };
}

/** Runs a command of the product to its end and gives what it printed. */
export async function qorgan(scene: Scene, database: BenchDatabase, ...args: string[]): Promise<string> {
  const env = await environmentOf(scene, database);
  const { stdout } = await execute(process.execPath, [built("cli.js"), ...args], { env, signal: scene.signal });
  return stdout;
}

/** A token of an officer, whom its id names. */
export const tokenOf = async (scene: Scene, database: BenchDatabase, officer: string) =>
  String((await qorgan(scene, database, "token", "--as", officer)).trim().split("\n").at(-1));

interface StartOptions {
  /** Instead of the product: another program that says in the same words when it is ready. */
  program?: string;
  env?: NodeJS.ProcessEnv;
}

/** Starts a server on a database. */
export async function startServer(scene: Scene, database: BenchDatabase, options: StartOptions = {}): Promise<Server> {
  const { program } = options;
  const args = program ? [program] : [...FLAGS, built("main.js")];
  const env = await environmentOf(scene, database, options.env);
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  scene.defer(() => stop(child));
  const url = await addressOf(child);
  scene.signal.throwIfAborted();
  return { url, pid: Number(child.pid), stop: () => stop(child) };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  const stdout = child.stdout as Readable;
  // A pipe that is closed at the first line would end the server at the next one.
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const [, url] = /ready: (http:\S+?)\/ /.exec(said) ?? [];
    if (!url) continue;
    stdout.resume();
    return url;
  }
  throw new Error(`The server ended before it was ready: ${said}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  // A server that doesn't end must not keep the benchmark, whose figures it has given.
  const killing = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(killing);
}
