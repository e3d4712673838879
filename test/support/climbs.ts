import fc from "fast-check";
import { type Climbing, climb, type Rung, type Step } from "../../src/modules/escalations/ladder.js";
import { aStep } from "./escalations.js";

const SECOND = 1_000;
const START = Date.parse("2026-11-20T00:00:00Z");

/** A moment within three weeks, to the millisecond. */
export const fromNow = fc.integer({ min: 0, max: 21 * 86_400 * SECOND }).map((ms) => new Date(START + ms));

export const ladders = fc.constantFrom("ACKNOWLEDGE" as const, "RESOLVE" as const);

const callees = fc.constantFrom(
  ...[
    { role: "SCHOOL_DIRECTOR" as const, level: "SCHOOL" as const },
    { role: "DISTRICT_OFFICER" as const, level: "DISTRICT" as const },
    { role: "REGION_OFFICER" as const, level: "REGION" as const },
    { role: "MINISTRY_CONTROLLER" as const, level: "COUNTRY" as const },
  ],
);

const step = fc
  .record({
    ladder: ladders,
    afterSeconds: fc.oneof(fc.constantFrom(0, 1, 60, 3_600), fc.integer({ min: 0, max: 300_000 })),
    workingHours: fc.boolean(),
    callee: callees,
  })
  .map(({ callee, ladder, afterSeconds, ...given }) =>
    aStep({
      ...given,
      ...callee,
      ladder,
      afterSeconds: ladder === "RESOLVE" ? Math.max(1, afterSeconds) : afterSeconds,
    }),
  );

/** The steps of a policy, in any order of their times. */
export const manySteps: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 7 });

const seconds = (most: number) => fc.option(fc.integer({ min: 0, max: most * SECOND }));

/** An alert: perhaps acknowledged, perhaps of a school that is passed over from the start or later, or in a hurry. */
export const aClimb: fc.Arbitrary<Climbing> = fc
  .record({
    ...{ raisedAt: fromNow, acknowledged: seconds(500_000), hasSchool: fc.boolean() },
    ...{ known: seconds(500_000), isHurried: fc.boolean() },
  })
  .map(({ raisedAt, acknowledged, hasSchool, known, isHurried }) => {
    const since = (ms: number | null) => (ms === null ? null : new Date(raisedAt.getTime() + ms));
    const [schoolSkippedAt, hurriedAt] = isHurried ? [null, since(known)] : [since(known), null];
    return { raisedAt, acknowledgedAt: since(acknowledged), hasSchool, schoolSkippedAt, hurriedAt };
  });

const NEVER = 8.64e15;

/**
 * Which steps of an alert are to be taken, at the first sweep that could: as `ladder step milliseconds`. It sees what was
 * done to the alert at its moment or before.
 */
export function stepsToTake(steps: readonly Step[], alert: Climbing, sweeps: readonly number[]): string[] {
  const acknowledged = alert.acknowledgedAt?.getTime() ?? NEVER;
  const skipped = alert.schoolSkippedAt?.getTime() ?? NEVER;
  const isWhile = (ladder: Step["ladder"], sweep: number) => sweep >= acknowledged === (ladder === "RESOLVE");
  const takenOf = ({ ladder, step, at, isAtOnce }: Rung, until = NEVER) => {
    const found = sweeps.find((sweep) => sweep >= at.getTime() && isWhile(ladder, sweep));
    return found !== undefined && found < until && !isAtOnce ? [`${ladder} ${step} ${found}`] : [];
  };
  // The school is called as long as nothing is known against it.
  const before = { ...alert, schoolSkippedAt: null };
  const ofSchool = ({ target }: Rung) => target.level === "SCHOOL";
  const taken = (["ACKNOWLEDGE", "RESOLVE"] as const).flatMap((ladder) => [
    ...climb(steps, ladder, alert).flatMap((rung) => takenOf(rung)),
    ...(alert.schoolSkippedAt ? climb(steps, ladder, before) : [])
      .filter(ofSchool)
      .flatMap((rung) => takenOf(rung, skipped)),
  ]);
  return taken.sort();
}
