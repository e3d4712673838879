import { readFile } from "node:fs/promises";
import type { Sql } from "postgres";

// The kernel's unit in /proc, on every Linux that Node runs on.
const TICK_US = 10_000;

/** Processor time that a process has used, in microseconds. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  // The command's name may hold spaces; times are the 12th and 13th word behind it.
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(words[11]) + Number(words[12])) * TICK_US;
}

/** Resident memory of a process in megabytes. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

/** Processor time of the backends of one database, or null when they run on another machine. */
export function createBackendClock(sql: Sql, database: string) {
  const seen = new Map<number, number>();
  return async (): Promise<number | null> => {
    const backends = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = ${database} and pid <> pg_backend_pid()`;
    for (const { pid } of backends) {
      if (!(await isPostgres(pid))) return null;
      seen.set(pid, await cpuOf(pid));
    }
    // One that has ended keeps what it had used when it was last seen.
    return [...seen.values()].reduce((sum, us) => sum + us, 0);
  };
}

const isPostgres = async (pid: number) =>
  (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).startsWith("postgres");
