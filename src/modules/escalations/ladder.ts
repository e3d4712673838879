import type { Role } from "../../access/roles.js";
import { addWorkingSeconds } from "./calendar.js";
import type { EscalationChannel, EscalationLadder, EscalationTargetKind, JurisdictionLevel } from "./enums.js";

/** Whom a step calls; a headquarters has neither a role nor a level. */
export interface Target {
  kind: (typeof EscalationTargetKind.values)[number];
  role: Role | null;
  level: JurisdictionLevel | null;
}

/** A step of a policy: seconds after the ladder's start, of which only working time counts where it says so. */
export interface Step {
  ladder: EscalationLadder;
  afterSeconds: number;
  workingHours: boolean;
  target: Target;
  channels: (typeof EscalationChannel.values)[number][];
}

/** What the climb of an alert hangs on. */
export interface Climbing {
  raisedAt: Date;
  acknowledgedAt: Date | null;
  /** Whether there is a school that is called. */
  hasSchool: boolean;
  /** Since when the school is passed over, because somebody of its staff is accused. */
  schoolSkippedAt: Date | null;
  /** When it was made to wait for nobody: the control room of its territory is silent. */
  hurriedAt: Date | null;
  /** Whether it is a drill. */
  exercise?: boolean;
}

const OF_DRILLS: readonly (JurisdictionLevel | null)[] = ["SCHOOL", "DISTRICT", null];

/** Whether a level is called about an alert: a drill doesn't leave its district. */
export const mayCall = ({ exercise = false }: Pick<Climbing, "exercise">, level: JurisdictionLevel | null): boolean =>
  !exercise || OF_DRILLS.includes(level);

/** Whether an alert's school is called: not about what its own staff did. */
export const mayCallSchool = ({ schoolId, kind }: { schoolId: string | null; kind: string }) =>
  schoolId !== null && kind !== "STAFF_MISCONDUCT";

/** A step of an alert's own climb. */
export interface Rung {
  /** The step's place in its policy. */
  step: number;
  at: Date;
  ladder: EscalationLadder;
  target: Target;
  /** Called by the raising itself, which needs no event of its own. */
  isAtOnce: boolean;
}

/** When so much time is over: all of it, or working time only. */
export const deadlineOf = (start: Date, { afterSeconds, workingHours }: Pick<Step, "afterSeconds" | "workingHours">) =>
  workingHours ? addWorkingSeconds(start, afterSeconds) : new Date(start.getTime() + afterSeconds * 1_000);

/** The steps of one ladder of an alert, in the order in which they are due. */
export function climb(steps: readonly Step[], ladder: EscalationLadder, alert: Climbing): Rung[] {
  const start = ladder === "ACKNOWLEDGE" ? alert.raisedAt : alert.acknowledgedAt;
  if (!start) return [];
  const all = steps.flatMap((given, step) =>
    given.ladder === ladder && mayCall(alert, given.target.level)
      ? [{ step, ladder, target: given.target, at: deadlineOf(start, given) }]
      : [],
  );
  const isAtOnce = ({ at }: { at: Date }) => ladder === "ACKNOWLEDGE" && at <= start;
  const rungs = passOver(all, alert).map((rung) => ({ ...rung, isAtOnce: isAtOnce(rung) }));
  return hurry(rungs, ladder === "ACKNOWLEDGE" ? alert.hurriedAt : null).sort(
    (a, b) => a.at.getTime() - b.at.getTime() || a.step - b.step,
  );
}

type Planned = Omit<Rung, "isAtOnce">;

// Who comes first after the school takes its place at its time, or nobody would hear of it meanwhile.
function passOver(all: readonly Planned[], { raisedAt, hasSchool, schoolSkippedAt }: Climbing): readonly Planned[] {
  const since = hasSchool ? schoolSkippedAt : raisedAt;
  if (!since) return all;
  const rest = all.filter(({ target }) => target.level !== "SCHOOL");
  const first = earliest(all);
  const next = earliest(rest);
  const moved = new Date(Math.min(next, Math.max(first, since.getTime())));
  return rest.map((rung) => (rung.at.getTime() === next ? { ...rung, at: moved } : rung));
}

// Who would be called next is called then: nobody is there who could answer meanwhile.
function hurry(rungs: readonly Rung[], at: Date | null): Rung[] {
  const next = at && earliest(rungs.filter((rung) => !rung.isAtOnce && rung.at > at));
  return rungs.map((rung) => (at && rung.at.getTime() === next ? { ...rung, at } : rung));
}

const earliest = (rungs: readonly Planned[]) => Math.min(...rungs.map(({ at }) => at.getTime()));

/** The steps of a climb that haven't fired yet. */
export const ahead = (rungs: readonly Rung[], fired: ReadonlySet<number>): readonly Rung[] =>
  rungs.filter(({ isAtOnce, step }) => !isAtOnce && !fired.has(step));

/** What is to be done of a climb at a moment: the steps that fire, and when there is something to do again. */
export function advance(rungs: readonly Rung[], fired: ReadonlySet<number>, now: Date) {
  const left = ahead(rungs, fired);
  return { due: left.filter(({ at }) => at <= now), next: left.find(({ at }) => at > now)?.at ?? null };
}
