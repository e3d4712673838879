import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { giveToUser, runAsUser, spawnAsUser } from "./programs.ts";

/** A PostgreSQL server of a scenario's own. */
export interface Cluster {
  port: number;
  folder: string;
  start(): Promise<void>;
  /** `immediate` is a crash: nothing is finished, and the next start recovers from the log. */
  stop(mode: "fast" | "immediate"): Promise<void>;
  isRunning(): boolean;
  /** Whether it takes statements that write. */
  answers(): Promise<boolean>;
  /** Runs statements as the superuser, past the application. */
  sql<Row extends object = Record<string, string>>(text: string): Promise<Row[]>;
  dump(file: string): Promise<void>;
  restore(file: string): Promise<void>;
  remove(): Promise<void>;
}

// Small: several of them run on a small machine.
const SETTINGS = ["shared_buffers=64MB", "max_connections=100", "listen_addresses=127.0.0.1", "log_lock_waits=on"];

/** A cluster in a folder, which is made when it isn't there. */
export async function openCluster(programs: string, folder: string, port: number): Promise<Cluster> {
  const data = join(folder, "data");
  if (!existsSync(data)) {
    await mkdir(folder, { recursive: true });
    await giveToUser(folder);
    const how = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"];
    await runAsUser(join(programs, "initdb"), "-D", data, "-U", "postgres", ...how);
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const control = async (...args: string[]) => {
    const code = await spawnAsUser(join(programs, "pg_ctl"), "-D", data, "-w", "-t", "60", ...args);
    if (code) throw new Error(`pg_ctl ${args[0]} ended with ${code}: ${lastOf(join(folder, "log"))}`);
  };
  const isRunning = () => existsSync(join(data, "postmaster.pid"));
  const options = [`-p ${port}`, `-k ${data}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(" ");
  async function sql<Row extends object>(text: string) {
    const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
    try {
      return (await sql.unsafe(text)) as unknown as Row[];
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  return {
    port,
    folder,
    isRunning,
    start: () => control("start", "-l", join(folder, "log"), "-o", options),
    stop: (mode) => control("stop", "-m", mode),
    sql,
    answers: () =>
      sql("select pg_current_xact_id()::text").then(
        () => true,
        () => false,
      ),
    dump: async (file) => void (await runAsUser(join(programs, "pg_dump"), "-Fc", "-f", file, url)),
    restore: async (file) => void (await runAsUser(join(programs, "pg_restore"), "-d", url, file)),
    async remove() {
      if (isRunning()) await control("stop", "-m", "immediate").catch(() => {});
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Copies a stopped cluster's files, owner and all. */
export async function copyCluster(from: string, to: string) {
  await mkdir(to, { recursive: true });
  execFileSync("cp", ["-a", "--reflink=auto", join(from, "data"), to]);
  await giveToUser(to);
}

const lastOf = (file: string) => (existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-5).join("\n") : "");
