import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findGaps, findOverlap, type Interval } from "../../src/modules/duty/gaps.js";

// Small numbers, so that intervals touch, coincide and contain each other often.
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const interval = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 15 }))
  .map(([from, length]): Interval => ({ from: at(from), to: at(from + length) }));
const shifts = fc.array(interval, { maxLength: 12 });
const within: Interval = { from: at(5), to: at(35) };
const covers = ({ from, to }: Interval, time: Date) => from <= time && time < to;
const minutes = Array.from({ length: 60 }, (_, minute) => at(minute));

describe("gaps", () => {
  test("are exactly the minutes that no shift covers", () => {
    fc.assert(
      fc.property(shifts, (given) => {
        const gaps = findGaps(given, within);
        for (const minute of minutes) {
          const isOpen = covers(within, minute) && !given.some((shift) => covers(shift, minute));
          expect(gaps.some((gap) => covers(gap, minute))).toBe(isOpen);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("stand in order, hold some time each, and don't touch", () => {
    fc.assert(
      fc.property(shifts, (given) => {
        const gaps = findGaps(given, within);
        for (const [i, { from, to }] of gaps.entries()) {
          expect(from < to).toBe(true);
          if (i > 0) expect((gaps[i - 1] as Interval).to < from).toBe(true);
        }
      }),
    );
  });

  test("don't depend on the order of the shifts", () => {
    fc.assert(
      fc.property(shifts, fc.infiniteStream(fc.integer()), (given, keys) => {
        const keyed = given.map((shift) => ({ shift, key: keys.next().value as number }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ shift }) => shift);
        expect(findGaps(shuffled, within)).toEqual(findGaps(given, within));
      }),
    );
  });

  test("are filled by shifts of their own", () => {
    fc.assert(
      fc.property(shifts, (given) => {
        expect(findGaps([...given, ...findGaps(given, within)], within)).toEqual([]);
      }),
    );
  });
});

test("two intervals that overlap are found when there are any, and may touch", () => {
  const some = fc.array(
    interval.filter(({ from, to }) => from < to),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(some, (given) => {
      const overlap = ([a, b]: [number, number]) => {
        const [first, second] = [given[a] as Interval, given[b] as Interval];
        return first.from < second.to && second.from < first.to;
      };
      const pairs = given.flatMap((_, a) => given.slice(0, a).map((_, b): [number, number] => [a, b]));
      const found = findOverlap(given);
      expect(found !== null).toBe(pairs.some(overlap));
      if (found) expect(overlap(found)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
