import fc from "fast-check";
import { expect, test } from "vitest";
import { advance, type Climbing, climb, type Step } from "../../src/modules/escalations/ladder.js";
import { aClimb, manySteps, stepsToTake } from "../support/climbs.js";

type Ladder = Step["ladder"];
interface Sweep {
  /** Milliseconds after the sweep before, of whichever process. */
  after: number;
  /** Killed before its commit. */
  isKilled: boolean;
}
type Fired = { ladder: Ladder; step: number; at: number };

// From a lively server to one that was down for days.
const sweeps = fc.array(
  fc.record({
    after: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 80_000_000 })),
    isKilled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

/** What the database's trigger plans when a ladder begins: the earliest that a step of it may be due. */
function firstLook(steps: readonly Step[], ladder: Ladder, start: Date): number | null {
  const delays = steps
    .filter((step) => step.ladder === ladder && step.afterSeconds > 0)
    .map((step) => step.afterSeconds);
  return delays.length ? start.getTime() + Math.min(...delays) * 1_000 : null;
}

/** An alert as the database keeps it and processes that sweep it; a transaction that is killed leaves nothing. */
function simulate(steps: readonly Step[], alert: Climbing, given: readonly Sweep[]) {
  const fired: Fired[] = [];
  let ladder: Ladder = "ACKNOWLEDGE";
  let next = firstLook(steps, ladder, alert.raisedAt);
  let now = alert.raisedAt.getTime();
  const times: number[] = [];
  // What is known at the moment. The triggers have the alert looked at as soon as there is more of it.
  const known = { ...alert, schoolSkippedAt: null as Date | null, hurriedAt: null as Date | null };
  for (const { after, isKilled } of given) {
    now += after;
    for (const name of ["schoolSkippedAt", "hurriedAt"] as const) {
      if (!alert[name] || known[name] || alert[name].getTime() > now) continue;
      known[name] = alert[name];
      next = alert[name].getTime();
    }
    if (ladder === "ACKNOWLEDGE" && alert.acknowledgedAt && alert.acknowledgedAt.getTime() <= now) {
      ladder = "RESOLVE";
      next = firstLook(steps, ladder, alert.acknowledgedAt);
    }
    if (isKilled) continue;
    times.push(now);
    if (next === null || next > now) continue;
    const done = new Set(fired.filter((one) => one.ladder === ladder).map(({ step }) => step));
    const moved = advance(climb(steps, ladder, known), done, new Date(now));
    for (const { step } of moved.due) fired.push({ ladder, step, at: now });
    next = moved.next?.getTime() ?? null;
  }
  return { fired, times };
}

const NUMBER = 100_000;

test(`of ${NUMBER} alerts each step is taken once, none early and none forgotten, whatever is killed`, () => {
  let steps = 0;
  fc.assert(
    fc.property(manySteps, aClimb, sweeps, (policy, alert, given) => {
      const { fired, times } = simulate(policy, alert, given);
      steps += fired.length;
      // Twice would be a line too many, too early another time, and what is forgotten a line that is missing.
      const taken = fired.map(({ ladder, step, at }) => `${ladder} ${step} ${at}`).sort();
      const wanted = stepsToTake(policy, alert, times);
      if (taken.join() !== wanted.join()) throw new Error(`took ${taken}, but was to take ${wanted}`);
    }),
    { numRuns: NUMBER },
  );
  // Else nothing would be proved.
  expect(steps).toBeGreaterThan(NUMBER / 2);
}, 120_000);
