/** Cells under this number aren't told. */
export const LEAST = 10;

/** Counts of one territory: a number for each value of each dimension; those of its parts make them up. */
export interface Counts {
  kato: number;
  dimensions: readonly (readonly number[])[];
  parts: readonly Counts[];
}

/** What may be told of a territory: the total, and of each dimension the values that are open. */
export interface Told {
  kato: number;
  parent: number | null;
  total: number;
  dimensions: readonly (readonly (number | null)[])[];
}

/** For each dimension, which of its values are closed. */
type Closed = readonly (readonly boolean[])[];
interface Pattern {
  shown: readonly Counts[];
  closed: Closed;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/**
 * What may be told of a tree of territories, so that no count under ten can be worked out: not from one cell, and not
 * from any sums and differences of cells, over values, neighbours, levels and dimensions.
 *
 * Among the parts of a territory some rows are hidden whole, and some values are closed for all rows. So what stays
 * unknown is a cross of full rows and full columns, of which only sums of whole rows or columns are known besides: the
 * rows' rest (total less open values), the columns' rest (the territory's less the shown rows'), and the corner where
 * they meet. Each of these is ten or more, and no single unknown cell stands alone in one. A value that is closed above
 * is closed below, and what is hidden has no parts, so that a lower level says nothing of what a higher one keeps.
 */
export function suppress(root: Counts): Told[] {
  const open = root.dimensions.map((values) => values.map(() => false));
  return tell([root], open, null);
}

function tell(rows: readonly Counts[], above: Closed, parent: number | null): Told[] {
  const { shown, closed } = choosePattern(rows, above);
  return shown.flatMap((row) => [
    {
      kato: row.kato,
      parent,
      total: totalOf(row),
      dimensions: row.dimensions.map((values, d) => values.map((count, v) => (closed[d]?.[v] ? null : count))),
    },
    ...(row.parts.length ? tell(row.parts, closed, row.kato) : []),
  ]);
}

// Another dimension may count a thing twice; it is treated as if its sum were told as well.
const totalOf = ({ dimensions }: Counts) => sum(dimensions[0] ?? []);
const leastOf = ({ dimensions }: Counts) => Math.min(...dimensions.map(sum));

/** Hides the smallest rows: as few as must be, or as many more as let the others tell more. */
function choosePattern(rows: readonly Counts[], above: Closed): Pattern {
  const sorted = rows.toSorted((a, b) => leastOf(a) - leastOf(b) || a.kato - b.kato);
  const small = sorted.filter((row) => leastOf(row) < LEAST).length;
  const none: Pattern = { shown: [], closed: above };
  let best = none;
  for (let count = small; count < sorted.length; count++) {
    const hidden = sorted.slice(0, count);
    if (!mayHide(hidden)) continue;
    const pattern = closeValues(sorted.slice(count), hidden, above);
    if (sizeOf(pattern) > sizeOf(best)) best = pattern;
  }
  return best;
}

// A single hidden row is the difference of the others from the whole, and so are several with less than ten together.
const mayHide = (hidden: readonly Counts[]) =>
  hidden.length === 0 || (hidden.length > 1 && addUp(hidden).every((values) => sum(values) >= LEAST));

const sizeOf = ({ shown, closed }: Pattern) =>
  shown.length * (1 + sum(closed.map((values) => values.filter((isClosed) => !isClosed).length)));

/** The counts of several rows together, by dimension and value. */
const addUp = (rows: readonly Counts[]): number[][] =>
  (rows[0]?.dimensions ?? []).map((values, d) => values.map((_, v) => sum(rows.map((r) => r.dimensions[d]?.[v] ?? 0))));

function closeValues(shown: readonly Counts[], hidden: readonly Counts[], above: Closed): Pattern {
  const together = addUp(hidden);
  const all = addUp(shown);
  const closed = above.map((values, d) => {
    const rows = shown.map(({ dimensions }) => dimensions[d] as readonly number[]);
    const rest = together[d];
    const mustClose = (v: number) => rows.some((row) => (row[v] as number) < LEAST) || (rest?.[v] ?? LEAST) < LEAST;
    const first = values.map((isClosed, v) => isClosed || mustClose(v));
    return closeMore(first, { rows: rest ? [...rows, rest] : rows, all: all[d] as number[] });
  });
  return { shown, closed };
}

/** Closes the smallest values that are open, until what is closed in each row is ten or more, of two values or more. */
function closeMore(first: readonly boolean[], { rows, all }: { rows: readonly (readonly number[])[]; all: number[] }) {
  const closed = [...first];
  const isSafe = () =>
    closed.filter(Boolean).length > 1 && rows.every((row) => sum(row.filter((_, v) => closed[v])) >= LEAST);
  const byCount = all.map((_, v) => v).sort((a, b) => (all[a] as number) - (all[b] as number));
  if (!closed.includes(true)) return closed;
  for (const v of byCount) {
    if (isSafe()) break;
    closed[v] = true;
  }
  return closed;
}
