import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { hasPeers } from "./bench/fanout/peers.ts";
import { findPgbench } from "./bench/support/pgbench.ts";
import { onPostgres } from "./support/database.js";

const execute = promisify(execFile);
const MAIN = fileURLToPath(new URL("./bench/main.ts", import.meta.url));
const QUICK_MS = 300_000;

const bench = (args: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  execute(process.execPath, [MAIN, ...args], { env });

interface Written {
  bench: string;
  machine: string;
  rows: Record<string, string | number>[];
  ratios: { of: string; to: string; median: number }[];
}

/** What a quick run writes. */
async function runQuick(name: string): Promise<Written> {
  const folder = await mkdtemp(join(tmpdir(), "qorgan-bench-test-"));
  try {
    const file = join(folder, "rows.json");
    await bench([name, "--quick", "--json", file]);
    return JSON.parse(await readFile(file, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("the benchmarks are told by --help", async () => {
  const { stdout } = await bench(["--help"]);
  for (const word of ["policies", "ingest", "fanout", "--json", "--quick", "DATABASE_URL"])
    expect(stdout).toContain(word);
});

test("a benchmark without a PostgreSQL says which variable names one", async () => {
  const { DATABASE_URL: _, TEST_DATABASE_URL: __, ...env } = process.env;
  await expect(bench(["policies", "--quick"], env)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("neither DATABASE_URL nor TEST_DATABASE_URL"),
  });
});

const hasPgbench = () =>
  findPgbench().then(
    () => true,
    () => false,
  );

describe.runIf(onPostgres())("a quick run", async () => {
  test(
    "of policies compares the lane with and without them, on both shapes",
    async () => {
      const { bench: name, machine, rows, ratios } = await runQuick("policies");

      expect(name).toBe("policies");
      expect(machine).toContain("PostgreSQL");
      const measured = rows.map(({ shape, contender }) => `${shape} ${contender}`);
      const contenders = ["qorgan", "no-policies", "no-check"];
      expect(measured).toEqual(["point", "graph"].flatMap((shape) => contenders.map((name) => `${shape} ${name}`)));
      for (const row of rows) expect(row.cpuServerUs).toBeGreaterThan(0);
      for (const { of, median } of ratios) expect([of, median > 0]).toEqual(["qorgan", true]);
    },
    QUICK_MS,
  );

  test.skipIf(!(await hasPgbench()))(
    "of ingest compares with pgbench, and every alert reaches every control room",
    async () => {
      const { rows, ratios } = await runQuick("ingest");

      const [paces, arrivals] = [rows.slice(0, 3), rows.slice(3)];
      expect(paces.map(({ contender }) => contender)).toEqual(["qorgan", "by-hand", "pgbench"]);
      for (const { perSecond } of paces) expect(perSecond).toBeGreaterThan(0);
      expect(arrivals[0]?.contender).toBe("qorgan at 40 a second");
      for (const row of arrivals) expect(row).toMatchObject({ delivered: 1, lastP99Ms: expect.any(Number) });
      const both = ["reports per second", "CPU of the database"].map((what) => ({ what }));
      expect(ratios).toMatchObject([...both, ...both, ...both]);
    },
    QUICK_MS,
  );

  test.skipIf(!hasPeers())(
    "of fanout reaches every subscriber of every contender",
    async () => {
      const { rows } = await runQuick("fanout");

      const measured = rows.map(({ contender, subscribers, cohorts }) => `${contender} ${subscribers} ${cohorts}`);
      const contenders = ["qorgan", "graphql-ws", "mercurius", "raw-ws"];
      expect(measured).toEqual([1, 4].flatMap((cohorts) => contenders.map((name) => `${name} 20 ${cohorts}`)));
      for (const { lastMs, cpuSPer100k } of rows) expect([lastMs, cpuSPer100k].every((n) => Number(n) > 0)).toBe(true);
    },
    QUICK_MS,
  );
});
