import { describe, expect, test } from "vitest";
import { retryAt, TRIED_MS, waitOf } from "../../src/webhooks/retry.js";
import { judge } from "../../src/webhooks/verdict.js";

const start = new Date("2026-11-22T10:00:00.000Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const HOUR = 3_600_000;

/** When an item is tried that always fails. */
function timesOf(random: number, askedMs?: number): number[] {
  const times: number[] = [];
  for (let at: Date | null = start; at; ) {
    times.push(at.getTime() - start.getTime());
    at = retryAt({ attempts: times.length, now: at, dueAt: start, random, askedMs });
  }
  return times;
}

describe("an item that fails is tried", () => {
  test("after 5 s, 30 s, 2, 10 and 30 min, 1, 2, 4 and 8 hours, then each 8 hours, for three days", () => {
    const minutes = timesOf(0.5).map((ms) => Math.round(ms / 600) / 100);
    expect(minutes).toEqual([
      ...[0, 0.08, 0.58, 2.58, 12.58, 42.58, 102.58, 222.58, 462.58, 942.58],
      ...[1422.58, 1902.58, 2382.58, 2862.58, 3342.58, 3822.58, 4302.58, 4320],
    ]);
  });

  test.each([0, 0.3, 1])("a little earlier or later than others (%s), the last time after three days", (random) => {
    const times = timesOf(random);
    expect(times.at(-1)).toBe(TRIED_MS);
    for (const [i, time] of times.slice(1).entries()) expect(time).toBeGreaterThan(times[i] as number);
    expect(times[1]).toBe(5_000 * (0.9 + 0.2 * random));
  });

  test("later when the receiver asks for it, but not later than in eight hours", () => {
    const wait = (askedMs: number) =>
      (retryAt({ attempts: 1, now: start, dueAt: start, askedMs }) as Date).getTime() - start.getTime();
    expect(wait(HOUR)).toBe(HOUR);
    expect(wait(400 * HOUR)).toBe(8 * HOUR);
    expect(wait(1)).toBeGreaterThan(4_000);
  });
});

test.each([
  ["120", 120_000],
  ["Sun, 22 Nov 2026 10:01:00 GMT", 60_000],
  ["Sun, 22 Nov 2026 09:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  [undefined, null],
])("Retry-After: %s", (header, wait) => {
  expect(waitOf(header, start)).toBe(wait);
});

describe("an answer means", () => {
  const answer = { text: null, askedMs: null, tookMs: 1 };
  const tried = { attempts: 1, now: start, dueAt: start };

  test("that it was delivered, that nobody listens there, or that it is tried again", () => {
    const of = (status: number | null, error: string | null) => judge({ ...answer, status, error }, tried).verdict;
    expect([of(204, null), of(410, "gone"), of(404, "…"), of(302, "…"), of(null, "…")]).toEqual([
      ...["DELIVERED", "GONE", "RETRY", "RETRY", "RETRY"],
    ]);
  });

  test("that it is given up when three days are over, counted from when it was due", () => {
    const of = (now: Date) => judge({ ...answer, status: 500, error: "…" }, { ...tried, now });
    expect(of(later(TRIED_MS - 1))).toEqual({ verdict: "RETRY", retryAt: later(TRIED_MS) });
    expect(of(later(TRIED_MS))).toEqual({ verdict: "DEAD", retryAt: null });
  });
});
