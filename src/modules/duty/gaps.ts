/** A time from a moment on and until before another one. */
export interface Interval {
  from: Date;
  to: Date;
}

/** The intervals of a time that none of the shifts covers, in order. Shifts may overlap, in any order. */
export function findGaps(shifts: readonly Interval[], within: Interval): Interval[] {
  const gaps: Interval[] = [];
  let covered = within.from;
  for (const { from, to } of shifts.toSorted(byStart)) {
    // What ends where it stands covers nothing, and would cut a gap in two.
    if (from >= within.to || to <= covered || to <= from) continue;
    if (from > covered) gaps.push({ from: covered, to: from });
    covered = to;
  }
  return covered < within.to ? [...gaps, { from: covered, to: within.to }] : gaps;
}

const byStart = (a: Interval, b: Interval) => a.from.getTime() - b.from.getTime();

/** The first two intervals that overlap, as places in the list; null when none do. One may begin when another ends. */
export function findOverlap(intervals: readonly Interval[]): [number, number] | null {
  const sorted = [...intervals.entries()].sort(([, a], [, b]) => byStart(a, b));
  const at = sorted.findIndex(([, { from }], i) => i > 0 && from < (sorted[i - 1]?.[1].to as Date));
  return at < 0 ? null : [sorted[at - 1]?.[0] as number, sorted[at]?.[0] as number];
}
