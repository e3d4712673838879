import { openData } from "../queries/queries.ts";
import { makeShapes } from "../queries/shapes.ts";
import { memoryOf } from "../support/cpu.ts";
import { findDistricts } from "../support/districts.ts";
import { sendAll } from "../support/load.ts";
import type { Options } from "../support/options.ts";
import { printRows } from "../support/report.ts";
import type { Scene } from "../support/scene.ts";
import { startServer } from "../support/server.ts";

const CONNECTIONS = 64;
const FULL = { size: { districts: 8, schools: 40, children: 24, incidents: 6 }, requests: 1_000_000, steps: 100 };
const QUICK = { size: { districts: 1, schools: 20, children: 5, incidents: 3 }, requests: 500, steps: 10 };
/** Of a hundred requests. */
const MIX = { point: 70, graph: 1, feed: 5, board: 2, first: 22, deep: 0 };
const MOST_MB = 250;

/** The server's memory over many requests of all shapes: how much it takes at most, and whether it still grows. */
export async function benchMemory(scene: Scene, { data, requests }: Options) {
  const plan = scene.quick ? QUICK : FULL;
  const database = await openData(scene, data, plan.size);
  const districts = await findDistricts(scene, database, { most: 16, incidents: 1 });
  const server = await startServer(scene, database);
  const each = Math.ceil((requests ?? plan.requests) / plan.steps);
  const rows: { contender: string; requests: number; rssMb: number }[] = [];
  for (let step = 1; step <= plan.steps; step++) {
    scene.progress(`${(step * each).toLocaleString("en")} requests`);
    await sendAll(server.url, asksOf(districts, each, step), CONNECTIONS);
    rows.push({ contender: "qorgan", requests: step * each, rssMb: await memoryOf(server.pid) });
    scene.signal.throwIfAborted();
  }
  scene.progress("");
  printRows(rows.filter((_, i) => (i + 1) % (plan.steps / 10) === 0));
  return { rows, ratios: conclude(rows) };
}

function asksOf(districts: Parameters<typeof makeShapes>[1]["districts"], count: number, seed: number) {
  const names = Object.entries(MIX).flatMap(([name, part]) => Array.from({ length: part }, () => name));
  const shapes = makeShapes([...new Set(names)], { districts, counts: MIX, cursors: new Map() });
  const asks = new Map(
    shapes.map(({ name, asks }) => [
      name,
      asks(Math.ceil((count * MIX[name as keyof typeof MIX]) / 100), seed, "qorgan").values(),
    ]),
  );
  // In the same turn each time: 37 and 100 have no common divisor, so that every part of the mix is met.
  return Array.from({ length: count }, (_, i) => names[(i * 37) % names.length] as string).flatMap(
    (name) => asks.get(name)?.next().value ?? [],
  );
}

function conclude(rows: readonly { requests: number; rssMb: number }[]) {
  const most = Math.max(...rows.map(({ rssMb }) => rssMb));
  const slope = slopeOf(rows.slice(Math.floor(rows.length / 2)));
  console.log(`At most ${most} MB, target under ${MOST_MB}: ${most < MOST_MB ? "met" : "missed"}`);
  console.log(`Over the last half ${slope.toFixed(1)} MB more with each 100,000 requests\n`);
  return [
    { what: "most MB", value: most, target: MOST_MB },
    { what: "MB per 100,000 requests over the last half", value: slope },
  ];
}

/** The straight line that fits best: how many MB come with 100,000 requests. */
function slopeOf(rows: readonly { requests: number; rssMb: number }[]): number {
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const [x, y] = [mean(({ requests }) => requests), mean(({ rssMb }) => rssMb)];
  const together = mean(({ requests, rssMb }) => (requests - x) * (rssMb - y));
  return (together / mean(({ requests }) => (requests - x) ** 2)) * 100_000;
}
