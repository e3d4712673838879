import { type IncidentRow, mustBeReviewed } from "../../modules/incidents/machine.js";
import type { Episode, Opened, Reported, State } from "./episode.js";
import texts from "./incident-texts.json" with { type: "json" };
import type { Steps } from "./steps.js";
import { DAY, HOUR, MINUTE, plus } from "./time.js";
import type { World } from "./world.js";

const RECENT = 21 * DAY;
const STEPS = ["confirmed", "responding", "stabilised", "reviewed", "closed"] as const;
const STATE_AFTER: Record<keyof Steps, State> = {
  confirmed: "CONFIRMED",
  responding: "RESPONDING",
  stabilised: "STABILISED",
  reviewed: "UNDER_REVIEW",
  closed: "CLOSED",
};

/** What became of an incident by now. With `upTo` it was founded, and no more than so many steps were taken. */
export function settle(world: World, opened: Opened, upTo?: number): Episode {
  const { random, now, size } = world;
  const { incident, steps } = opened;
  const mayBeUnfounded = !incident.exercise && upTo === undefined && steps.confirmed < now;
  if (mayBeUnfounded && random.chance(0.06)) return dismiss(world, opened);
  const taken = stepsTaken(world, incident, { steps, upTo });
  const isReopened = taken.at(-1) === "closed" && random.chance(size.resting[1]);
  return advance(opened, taken, isReopened);
}

function dismiss({ random }: World, opened: Opened): Episode {
  const reason = { dismissReason: random.pick(texts.unfounded), endedAt: opened.steps.confirmed };
  const state = { state: "UNFOUNDED", certainty: "POSSIBLE", version: 2 } as const;
  return { ...opened, incident: { ...opened.incident, ...state, ...reason }, reached: null };
}

function advance(opened: Opened, taken: readonly (keyof Steps)[], isReopened: boolean): Episode {
  const { campus, plan, steps, incident } = opened;
  const reached = taken.at(-1) ?? null;
  const state = isReopened ? "REOPENED" : reached ? STATE_AFTER[reached] : "REPORTED";
  const owner = plan.owner === "SCHOOL" ? campus.agency : campus.place.agencies.get(plan.owner);
  const progress = {
    state,
    certainty: reached ? ("OBSERVED" as const) : ("LIKELY" as const),
    ownerAgencyId: taken.includes("responding") ? owner?.id : null,
    endedAt: state === "CLOSED" ? steps.closed : null,
    version: 1 + taken.length + (isReopened ? 1 : 0),
  };
  return { ...opened, incident: { ...incident, ...progress }, reached };
}

// Some of the last weeks rest at an earlier step, so that there is work to do; a drill is never left undone.
function stepsTaken(world: World, incident: Reported, { steps, upTo }: { steps: Steps; upTo?: number }) {
  const { random, now, size } = world;
  const path = STEPS.filter((step) => step !== "reviewed" || mustBeReviewed(incident as IncidentRow));
  const done = path.filter((step) => steps[step] <= now);
  if (upTo !== undefined || incident.exercise) return done.slice(0, upTo);
  const isRecent = plus(incident.reportedAt, RECENT) > now;
  return random.chance(size.resting[isRecent ? 0 : 1]) ? done.slice(0, random.int(0, done.length)) : done;
}

/** Somebody else reports the same once more: the same facts, a later report, known as a duplicate before long. */
export function repeat({ random, now }: World, original: Episode | undefined): Episode | null {
  if (!original) return null;
  const reportedAt = plus(original.incident.reportedAt, random.int(5 * MINUTE, 3 * HOUR));
  const endedAt = plus(reportedAt, random.int(5 * MINUTE, 5 * HOUR));
  if (endedAt > now) return null;
  const { id: duplicateOfId } = original.incident;
  const id = random.id("incident", reportedAt);
  const reportedById = random.pick([...original.campus.staff.values()]).id;
  const report = { id, reportedById, reportedAt, createdAt: reportedAt, duplicateOfId };
  const end = { dismissReason: random.pick(texts.duplicate), ownerAgencyId: null, endedAt, version: 2 };
  const incident = { ...original.incident, ...report, ...end, state: "DUPLICATE" as const };
  return { ...original, incident, reached: null };
}
