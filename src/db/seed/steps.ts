import type { Random } from "./random.js";
import { DAY, HOUR, MINUTE, plus } from "./time.js";
import type { Incident } from "./world.js";

type Severity = Incident["severity"];
type Range = readonly [from: number, to: number];

/** When each step of the work on an incident is done; steps after now haven't been. */
export interface Steps {
  confirmed: Date;
  responding: Date;
  stabilised: Date;
  reviewed: Date;
  closed: Date;
}

const PACE: Record<Severity, Record<keyof Steps, Range>> = {
  EXTREME: {
    confirmed: [MINUTE, 10 * MINUTE],
    responding: [MINUTE, 10 * MINUTE],
    stabilised: [30 * MINUTE, 8 * HOUR],
    reviewed: [4 * DAY, 15 * DAY],
    closed: [5 * DAY, 25 * DAY],
  },
  SEVERE: {
    confirmed: [5 * MINUTE, HOUR],
    responding: [5 * MINUTE, 40 * MINUTE],
    stabilised: [HOUR, 2 * DAY],
    reviewed: [3 * DAY, 14 * DAY],
    closed: [2 * DAY, 20 * DAY],
  },
  MODERATE: {
    confirmed: [20 * MINUTE, 9 * HOUR],
    responding: [20 * MINUTE, 24 * HOUR],
    stabilised: [4 * HOUR, 6 * DAY],
    reviewed: [2 * DAY, 8 * DAY],
    closed: [2 * DAY, 16 * DAY],
  },
  MINOR: {
    confirmed: [HOUR, 2 * DAY],
    responding: [HOUR, 2 * DAY],
    stabilised: [3 * HOUR, 5 * DAY],
    reviewed: [DAY, 5 * DAY],
    closed: [DAY, 9 * DAY],
  },
  UNKNOWN: {
    confirmed: [HOUR, DAY],
    responding: [HOUR, DAY],
    stabilised: [HOUR, 3 * DAY],
    reviewed: [DAY, 5 * DAY],
    closed: [DAY, 9 * DAY],
  },
};

/** Each step a while after the one before, the faster the graver. */
export function planSteps({ random }: { random: Random }, severity: Severity, reportedAt: Date): Steps {
  const after = (at: Date, [from, to]: Range) => plus(at, random.int(from, to));
  const pace = PACE[severity];
  const confirmed = after(reportedAt, pace.confirmed);
  const responding = after(confirmed, pace.responding);
  const stabilised = after(responding, pace.stabilised);
  const reviewed = after(stabilised, pace.reviewed);
  return { confirmed, responding, stabilised, reviewed, closed: after(reviewed, pace.closed) };
}
