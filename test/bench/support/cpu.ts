import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import type { BenchDatabase } from "./database.ts";
import { connect, type Scene } from "./scene.ts";

/** Processor time that a process has used, in microseconds. */
export async function cpuOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const used = await Promise.all(threads.map((thread) => cpuOfThread(pid, thread)));
  return used.reduce((sum, us) => sum + us, 0);
}

// In nanoseconds; /proc/<pid>/stat counts in hundredths of a second, which a short run doesn't fill.
async function cpuOfThread(pid: number, thread: string): Promise<number> {
  const [nanoseconds] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8")).split(" ");
  return Number(nanoseconds) / 1_000;
}

/** Resident memory of a process in megabytes. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

/**
 * Processor time of the backends of one database, or null when they run on another machine. Where the connection string
 * names an application, of that one's only.
 */
export function createBackendClock(sql: Sql, { name, url }: BenchDatabase) {
  const application = new URL(url).searchParams.get("application_name");
  const seen = new Map<number, number>();
  let isHere: Promise<boolean> | undefined;
  return async (): Promise<number | null> => {
    isHere ??= findHere(sql);
    if (!(await isHere)) return null;
    const backends = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()
        and (${application}::text is null or application_name = ${application})`;
    for (const { pid } of backends) {
      const used = await cpuOf(pid).catch(() => null);
      // One that has ended keeps what it had used when it was last seen.
      if (used !== null) seen.set(pid, used);
    }
    return [...seen.values()].reduce((sum, us) => sum + us, 0);
  };
}

async function findHere(sql: Sql): Promise<boolean> {
  const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const name = await readFile(`/proc/${own?.pid}/comm`, "utf8").catch(() => "");
  return name.startsWith("postgres");
}

const SAMPLE_MS = 100;

/** Measures the processor time of a database's backends during some work, also of those that end before it does. */
export function createDatabaseCpu(scene: Scene, database: BenchDatabase) {
  const sql = connect(scene.server);
  scene.defer(() => sql.end());
  const clock = createBackendClock(sql, database);
  return async <T>(work: () => Promise<T>): Promise<{ result: T; cpuUs: number | null }> => {
    const before = await clock();
    const watching = new AbortController();
    const watched = watch(clock, watching.signal);
    const result = await work().finally(() => watching.abort());
    await watched;
    const after = await clock();
    return { result, cpuUs: before === null || after === null ? null : after - before };
  };
}

async function watch(clock: () => Promise<unknown>, signal: AbortSignal) {
  while (!signal.aborted) {
    await clock();
    await sleep(SAMPLE_MS);
  }
}
