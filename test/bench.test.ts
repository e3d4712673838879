import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { hasPeers } from "./bench/support/peers.ts";
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
  ratios: { of: string; to: string; what: string; median: number }[];
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
  for (const word of [
    "queries",
    "doors",
    "memory",
    "policies",
    "ingest",
    "fanout",
    "--json",
    "--quick",
    "DATABASE_URL",
  ])
    expect(stdout).toContain(word);
});

test("figures of some shapes or contenders only aren't written into the README", async () => {
  const asked = bench(["queries", "--readme", "--shapes", "point"]);
  await expect(asked).rejects.toMatchObject({ stderr: expect.stringContaining("cannot be used with") });
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

const product = (shapes: readonly string[], contenders: readonly string[]) =>
  shapes.flatMap((shape) => contenders.map((name) => `${shape} ${name}`));
const measured = (rows: Written["rows"]) => rows.map(({ shape, contender }) => `${shape} ${contender}`);

describe.runIf(onPostgres())("a quick run", async () => {
  test.skipIf(!hasPeers())(
    "of queries asks every contender for every shape, and all answer alike",
    async () => {
      const { rows, ratios } = await runQuick("queries");

      const contenders = ["qorgan", "limit", "postgraphile", "mercurius", "yoga", "apollo"];
      const shapes = ["point", "graph", "feed", "board", "first", "deep"];
      expect(measured(rows)).toEqual(product(shapes, contenders));
      for (const { rps, p50Ms, cpuServerUs, cpuDbUs, rssMb } of rows)
        expect([rps, p50Ms, cpuServerUs, cpuDbUs, rssMb].every((n) => Number(n) > 0)).toBe(true);
      expect(ratios).toContainEqual(expect.objectContaining({ of: "page 1,000", to: "page 1", target: 1.2 }));
      const aims = ratios.filter(({ of, what }) => of === "limit" && what.startsWith("CPU"));
      expect(aims.slice(0, 4)).toMatchObject([0.7, 0.9, 0.9, 0.9].map((target) => ({ target, least: true })));
    },
    QUICK_MS,
  );

  test(
    "of doors opens each of them in turn, and no door of the product itself",
    async () => {
      const { rows, ratios } = await runQuick("doors");

      const closed = ["no-policies", "no-audit", "no-token", "no-limits", "no-fast-lane"];
      const shapes = ["point", "graph", "feed", "board", "watched"];
      expect(measured(rows)).toEqual(closed.flatMap((door) => product(shapes, ["qorgan", door])));
      expect(ratios.map(({ to }) => to)).toEqual(closed.flatMap((door) => shapes.map(() => door)));
    },
    QUICK_MS,
  );

  test(
    "of memory tells how much the server took, and whether it grows",
    async () => {
      const { rows, ratios } = await runQuick("memory");

      expect(rows.at(-1)).toMatchObject({ contender: "qorgan", requests: 500 });
      expect(ratios).toMatchObject([{ what: "most MB", target: 250 }, { what: expect.stringContaining("last half") }]);
    },
    QUICK_MS,
  );

  test(
    "of policies compares the lane with and without them, on both shapes",
    async () => {
      const { bench: name, machine, rows, ratios } = await runQuick("policies");

      expect(name).toBe("policies");
      expect(machine).toContain("PostgreSQL");
      expect(measured(rows)).toEqual(product(["point", "graph"], ["qorgan", "no-policies", "no-check"]));
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
