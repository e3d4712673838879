import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addWorkingSeconds, isWorkingTime } from "../../src/modules/escalations/calendar.js";
import { advance, type Climbing, climb } from "../../src/modules/escalations/ladder.js";
import { aClimb, fromNow, ladders, manySteps } from "../support/climbs.js";
import { aStep, later } from "../support/escalations.js";

const at = (text: string) => new Date(`${text}+05:00`);

describe("working time", () => {
  test.each([
    ["a minute within the day", "2026-11-23T10:00:00", 60, "2026-11-23T10:01:00"],
    ["from the evening to the next morning", "2026-11-23T19:30:00", 60, "2026-11-24T09:01:00"],
    ["over the weekend", "2026-11-27T17:59:00", 120, "2026-11-30T09:01:00"],
    ["a working day ends where it began", "2026-11-23T12:00:00", 9 * 3_600, "2026-11-24T12:00:00"],
    ["to the very end of a day", "2026-11-23T09:00:00", 9 * 3_600, "2026-11-23T18:00:00"],
    ["over Independence Day", "2026-12-15T17:00:00", 2 * 3_600, "2026-12-17T10:00:00"],
    ["over Nauryz, two of whose days fell on a weekend", "2026-03-20T17:00:00", 2 * 3_600, "2026-03-26T10:00:00"],
    ["over Women's Day, which fell on a Sunday", "2026-03-06T17:00:00", 2 * 3_600, "2026-03-10T10:00:00"],
    ["over Kurban Ait", "2026-05-26T17:00:00", 2 * 3_600, "2026-05-28T10:00:00"],
  ])("%s", (_, start, seconds, end) => {
    expect(addWorkingSeconds(at(start), seconds)).toEqual(at(end));
  });

  test("goes by as it does minute by minute", () => {
    const minutes = fc.integer({ min: 1, max: 1_500 });
    fc.assert(
      fc.property(fromNow, minutes, (start, count) => {
        let moment = new Date(Math.ceil(start.getTime() / 60_000) * 60_000);
        const end = addWorkingSeconds(moment, count * 60);
        for (let left = count; left > 0; moment = later(moment, 60)) if (isWorkingTime(moment)) left--;
        expect(end).toEqual(moment);
      }),
      { numRuns: 200 },
    );
  });

  test("of two spans is that of the first and then the second", () => {
    const seconds = fc.integer({ min: 1, max: 500_000 });
    fc.assert(
      fc.property(fromNow, seconds, seconds, (start, a, b) => {
        expect(addWorkingSeconds(addWorkingSeconds(start, a), b)).toEqual(addWorkingSeconds(start, a + b));
      }),
    );
  });
});

describe("a ladder", () => {
  const rungsOf = (alert: Climbing, steps: ReturnType<typeof aStep>[]) => climb(steps, "ACKNOWLEDGE", alert);
  const raisedAt = at("2026-11-23T10:00:00");
  const plain = { raisedAt, acknowledgedAt: null, hasSchool: true, schoolSkippedAt: null, hurriedAt: null };
  const school = aStep({ afterSeconds: 0, role: "SCHOOL_DIRECTOR", level: "SCHOOL" });
  const district = aStep({ afterSeconds: 3_600 });
  const region = aStep({ afterSeconds: 7_200, role: "REGION_OFFICER", level: "REGION" });

  test("calls at once whom its steps of second 0 name, and the others in time", () => {
    expect(rungsOf(plain, [school, district])).toMatchObject([
      { step: 0, isAtOnce: true, at: raisedAt },
      { step: 1, isAtOnce: false, at: later(raisedAt, 3_600) },
    ]);
  });

  test("without a school begins with the next level, and leaves the one after it where it was", () => {
    expect(rungsOf({ ...plain, hasSchool: false }, [school, district, region])).toMatchObject([
      { step: 1, isAtOnce: true, at: raisedAt },
      { step: 2, isAtOnce: false, at: later(raisedAt, 7_200) },
    ]);
  });

  test("goes to the next level as soon as it is known that the school is to be passed over", () => {
    const schoolSkippedAt = later(raisedAt, 600);
    expect(rungsOf({ ...plain, schoolSkippedAt }, [school, district])).toMatchObject([
      { step: 1, isAtOnce: false, at: schoolSkippedAt },
    ]);
    expect(rungsOf({ ...plain, schoolSkippedAt: later(raisedAt, 9_000) }, [school, district])).toMatchObject([
      { step: 1, at: later(raisedAt, 3_600) },
    ]);
  });

  test("holds each step once, in the order of their times, none before its start and none too early", () => {
    fc.assert(
      fc.property(manySteps, aClimb, ladders, (steps, alert, ladder) => {
        const rungs = climb(steps, ladder, alert);
        const start = ladder === "ACKNOWLEDGE" ? alert.raisedAt : alert.acknowledgedAt;
        if (!start) return void expect(rungs).toEqual([]);
        const wanted = steps.flatMap((step, i) => (step.ladder === ladder ? [i] : []));
        const passed = !alert.hasSchool || alert.schoolSkippedAt !== null;
        const left = wanted.filter((i) => !passed || steps[i]?.target.level !== "SCHOOL");
        expect(rungs.map(({ step }) => step).sort((a, b) => a - b)).toEqual(left);
        expect(rungs.map((rung) => rung.at)).toEqual(
          rungs.map((rung) => rung.at).sort((a, b) => Number(a) - Number(b)),
        );
        for (const rung of rungs) expect(rung.at.getTime()).toBeGreaterThanOrEqual(start.getTime());
      }),
    );
  });

  test("is never later because a school is passed over", () => {
    fc.assert(
      fc.property(manySteps, aClimb, (steps, alert) => {
        const usual = climb(steps, "ACKNOWLEDGE", { ...alert, hasSchool: true, schoolSkippedAt: null });
        for (const { step, at } of climb(steps, "ACKNOWLEDGE", alert)) {
          expect(at.getTime()).toBeLessThanOrEqual(usual.find((rung) => rung.step === step)?.at.getTime() ?? 0);
        }
      }),
    );
  });

  test("has nothing left to do when all of it has fired, and no step is both due and ahead", () => {
    fc.assert(
      fc.property(manySteps, aClimb, fromNow, (steps, alert, now) => {
        const rungs = climb(steps, "ACKNOWLEDGE", alert);
        const { due, next } = advance(rungs, new Set(), now);
        for (const { at, isAtOnce } of due) expect([at <= now, isAtOnce]).toEqual([true, false]);
        if (next) expect(next.getTime()).toBeGreaterThan(now.getTime());
        const all = new Set(rungs.map(({ step }) => step));
        expect(advance(rungs, all, now)).toEqual({ due: [], next: null });
      }),
    );
  });
});
