import { expect, test } from "vitest";
import { createRandom } from "../../src/db/seed/random.js";
import { type Counts, LEAST, suppress, type Told } from "../../src/modules/statistics/suppress.js";

const seed = Number(process.env.QORGAN_TEST_SEED ?? Date.now() % 1_000_000);
const random = createRandom(seed);
const draw = (most: number) => Math.floor(random.next() * (most + 1));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

const VALUES = 3;
/** Two dimensions that count the same things, so that what one keeps back the other could tell. */
const DIMENSIONS = 2;

/** A district: things that each have one value of each dimension. */
function aDistrict(kato: number): Counts {
  const size = random.pick([draw(9), draw(40), draw(120)]);
  const dimensions = Array.from({ length: DIMENSIONS }, () => Array<number>(VALUES).fill(0));
  const favourite = draw(VALUES - 1);
  for (let i = 0; i < size; i++) {
    for (const values of dimensions) {
      const value = random.chance(0.4) ? favourite : draw(VALUES - 1);
      values[value] = (values[value] as number) + 1;
    }
  }
  return { kato, dimensions, parts: [] };
}

const joined = (kato: number, parts: readonly Counts[]): Counts => ({
  kato,
  parts,
  dimensions: Array.from({ length: DIMENSIONS }, (_, d) =>
    Array.from({ length: VALUES }, (_, v) => sum(parts.map((part) => part.dimensions[d]?.[v] ?? 0))),
  ),
});

function aCountry(): Counts {
  const region = (kato: number, districts: number) =>
    joined(
      kato,
      Array.from({ length: districts }, (_, i) => aDistrict(kato + 1 + i)),
    );
  const shapes = [[2, 2], [1, 3], [4], [2, 1, 1], [1, 1, 1, 1]];
  return joined(
    0,
    random.pick(shapes).map((districts, i) => region(100 * (i + 1), districts)),
  );
}

const leavesOf = (node: Counts): Counts[] => (node.parts.length ? node.parts.flatMap(leavesOf) : [node]);
const nodesOf = (node: Counts): Counts[] => [node, ...node.parts.flatMap(nodesOf)];

/** What an attacker knows, as equations over the cells of the districts. */
function equationsOf(country: Counts, told: readonly Told[]): number[][] {
  const leaves = leavesOf(country);
  const index = (leaf: number, d: number, v: number) => (leaf * DIMENSIONS + d) * VALUES + v;
  const width = leaves.length * DIMENSIONS * VALUES;
  const equation = (terms: readonly [leaf: number, d: number, v: number, factor: number][]) => {
    const row = Array<number>(width).fill(0);
    for (const [leaf, d, v, factor] of terms) row[index(leaf, d, v)] = factor;
    return row;
  };
  const values = Array.from({ length: VALUES }, (_, v) => v);
  const published = told.flatMap(({ kato, dimensions }) => {
    const node = nodesOf(country).find((one) => one.kato === kato) as Counts;
    const inside = leavesOf(node).map((leaf) => leaves.indexOf(leaf));
    const total = equation(
      inside.flatMap((leaf) => values.map((v) => [leaf, 0, v, 1] as [number, number, number, number])),
    );
    const cells = dimensions.flatMap((row, d) =>
      row.flatMap((count, v) => (count === null ? [] : [equation(inside.map((leaf) => [leaf, d, v, 1]))])),
    );
    return [total, ...cells];
  });
  const same = leaves.map((_, leaf) =>
    equation(
      values.flatMap((v): [number, number, number, number][] => [
        [leaf, 0, v, 1],
        [leaf, 1, v, -1],
      ]),
    ),
  );
  return [...published, ...same];
}

/** Directions in which the cells may move without any equation noticing. */
function freedomOf(equations: number[][], width: number): number[][] {
  const rows = equations.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < width; column++) {
    const at = pivots.length;
    const pivot = rows.findIndex((row, i) => i >= at && Math.abs(row[column] as number) > 1e-9);
    if (pivot < 0) continue;
    [rows[at], rows[pivot]] = [rows[pivot] as number[], rows[at] as number[]];
    const head = rows[at] as number[];
    const by = head[column] as number;
    rows[at] = head.map((n) => n / by);
    for (const [i, row] of rows.entries()) {
      const factor = row[column] as number;
      if (i !== at && Math.abs(factor) > 1e-9) rows[i] = row.map((n, c) => n - factor * (rows[at]?.[c] as number));
    }
    pivots.push(column);
  }
  const free = Array.from({ length: width }, (_, c) => c).filter((c) => !pivots.includes(c));
  return free.map((c) => {
    const direction = Array<number>(width).fill(0);
    direction[c] = 1;
    for (const [i, pivot] of pivots.entries()) direction[pivot] = -(rows[i]?.[c] as number);
    return direction;
  });
}

/** Groups of cells of one dimension whose sum can be worked out although it is under ten. */
function findDisclosed(country: Counts, told: readonly Told[]): string[] {
  const leaves = leavesOf(country);
  const width = leaves.length * DIMENSIONS * VALUES;
  const freedom = freedomOf(equationsOf(country, told), width);
  const disclosed: string[] = [];
  for (let d = 0; d < DIMENSIONS; d++) {
    const cells = leaves.flatMap((leaf, l) =>
      Array.from({ length: VALUES }, (_, v) => ({
        count: leaf.dimensions[d]?.[v] as number,
        moves: freedom.map((direction) => direction[(l * DIMENSIONS + d) * VALUES + v] as number),
        name: `${leaf.kato}.${d}.${v}`,
      })),
    );
    for (let group = 1; group < 2 ** cells.length; group++) {
      const members = cells.filter((_, i) => group & (1 << i));
      if (sum(members.map(({ count }) => count)) >= LEAST) continue;
      const isKnown = freedom.every((_, f) => Math.abs(sum(members.map(({ moves }) => moves[f] as number))) < 1e-6);
      if (isKnown) disclosed.push(members.map(({ name, count }) => `${name}=${count}`).join(" + "));
    }
  }
  return disclosed;
}

const CASES = 150;
test("no count under ten can be worked out of random countries, for any group of cells", () => {
  let cells = 0;
  let told = 0;
  for (let i = 0; i < CASES; i++) {
    const country = aCountry();
    const what = suppress(country);
    expect(findDisclosed(country, what), `QORGAN_TEST_SEED=${seed} ${JSON.stringify(country)}`).toEqual([]);
    cells += nodesOf(country).flatMap(({ dimensions }) => dimensions.flat().filter((count) => count >= LEAST)).length;
    told += sum(what.map(({ dimensions }) => dimensions.flat().filter((count) => count !== null).length));
  }
  // Keeping everything back would be safe as well: of the cells of ten and more a good part is told.
  expect(told / cells).toBeGreaterThan(0.25);
}, 60_000);

test("what is told is what was counted", () => {
  const country = aCountry();
  const counted = new Map(nodesOf(country).map((node) => [node.kato, node]));
  for (const { kato, total, dimensions } of suppress(country)) {
    const node = counted.get(kato) as Counts;
    expect(total).toBe(sum(node.dimensions[0] as number[]));
    for (const [d, row] of dimensions.entries())
      for (const [v, count] of row.entries()) if (count !== null) expect(count).toBe(node.dimensions[d]?.[v]);
  }
});

test("the check finds a table that only hides small cells", () => {
  const leaf = (kato: number, values: number[]): Counts => ({ kato, dimensions: [values, values], parts: [] });
  const country = joined(0, [joined(100, [leaf(101, [20, 30, 4]), leaf(102, [20, 30, 40])])]);
  const naive = nodesOf(country).map(({ kato, dimensions }) => ({
    kato,
    parent: null,
    total: sum(dimensions[0] as number[]),
    dimensions: dimensions.map((row) => row.map((count) => (count < LEAST ? null : count))),
  }));
  expect(findDisclosed(country, naive)).toContain("101.0.2=4");
  expect(findDisclosed(country, suppress(country))).toEqual([]);
});
