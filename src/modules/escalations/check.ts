import { DISTRICT_CARE, type Role, SCHOOL_STAFF } from "../../access/roles.js";
import { GRAVE } from "../../access/situation.js";
import { checkRange } from "../../graphql/check.js";
import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";
import { AlertSeverity } from "../incidents/enums.js";
import type { JurisdictionLevel } from "./enums.js";
import type { EscalationPolicySetInput, EscalationStepInput } from "./input.js";
import type { Step, Target } from "./ladder.js";

const LONGEST = 30 * 86_400;
const MOST = 20;

// Who reads the alerts of a level: nobody is called who would see nothing.
const CALLABLE: Record<JurisdictionLevel, readonly Role[]> = {
  SCHOOL: SCHOOL_STAFF,
  DISTRICT: [...DISTRICT_CARE, "DISPATCHER"],
  REGION: ["REGION_OFFICER", "DISPATCHER", "DATA_OFFICER"],
  COUNTRY: ["MINISTRY_CONTROLLER"],
};

type Given = Pick<EscalationPolicySetInput, "kind" | "severity" | "steps" | "acknowledgeSeconds">;

/** The steps of a policy; an error names the path of what can't be. */
export function checkSteps(given: Given): Step[] {
  const { steps, acknowledgeSeconds } = given;
  checkRange(acknowledgeSeconds, ["acknowledgeSeconds"], [1, LONGEST]);
  if (steps.length < 1 || steps.length > MOST) {
    throw fail("OUT_OF_RANGE", ["steps"], say`steps must hold 1 to ${MOST} steps, but holds ${steps.length}`);
  }
  const checked = steps.map((step, i) => checkStep(step, given, ["steps", String(i)]));
  for (const i of steps.keys()) checkOrder(checked, i);
  // Whom the alert itself calls may all be away.
  if (checked.some(({ ladder, afterSeconds }) => ladder === "ACKNOWLEDGE" && afterSeconds > 0)) return checked;
  throw fail(
    "INVALID_INPUT",
    ["steps"],
    say`steps must hold one of the ladder ACKNOWLEDGE after second 0, but none is`,
  );
}

type Path = readonly string[];

function checkStep(
  { ladder, afterSeconds, workingHours, channels, ...step }: EscalationStepInput,
  of: Given,
  path: Path,
) {
  const least = ladder === "RESOLVE" ? 1 : 0;
  checkRange(afterSeconds, [...path, "afterSeconds"], [least, LONGEST]);
  if (!channels.length) throw fail("INVALID_INPUT", [...path, "channels"], say`channels must hold at least one`);
  return { ladder, afterSeconds, workingHours, channels, target: checkTarget(step, of, path) };
}

function checkTarget({ target: kind, role, level }: Callee, { kind: alertKind, severity }: Given, path: Path): Target {
  if (kind === "HEADQUARTERS") {
    if (!role && !level) return { kind, role: null, level: null };
    throw fail("INVALID_INPUT", [...path, "role"], say`role and level must be left out for a headquarters`);
  }
  if (!role || !level)
    throw fail("INVALID_INPUT", [...path, "role"], say`role and level must be given for this target`);
  const roles = CALLABLE[level];
  if (!roles.includes(role)) {
    const message = say`role must be one that reads alerts of the level ${level} (${roles.join(", ")}), but is ${role}`;
    throw fail("INVALID_INPUT", [...path, "role"], message);
  }
  if (level === "COUNTRY" && AlertSeverity.values.indexOf(severity) > GRAVE) {
    throw fail(
      "INVALID_INPUT",
      [...path, "level"],
      say`level must not be COUNTRY below SEVERE, which the ministry doesn't read`,
    );
  }
  if ((role === "DATA_OFFICER") !== (alertKind === "EMERGENCY_ACCESS_USED")) {
    const message = say`role must be DATA_OFFICER for the kind EMERGENCY_ACCESS_USED, and for no other`;
    throw fail("INVALID_INPUT", [...path, "role"], message);
  }
  return { kind, role, level };
}
type Callee = Pick<EscalationStepInput, "target" | "role" | "level">;

// Read from top to bottom it is a ladder; one step out of its place is rather a slip of a digit.
function checkOrder(steps: readonly Step[], i: number) {
  const { ladder, afterSeconds } = steps[i] as Step;
  const before = steps.slice(0, i).findLast((step) => step.ladder === ladder);
  if (!before || before.afterSeconds <= afterSeconds) return;
  const message = say`afterSeconds must be at least that of the step before, ${before.afterSeconds}, but got ${afterSeconds}`;
  throw fail("OUT_OF_RANGE", ["steps", String(i), "afterSeconds"], message);
}
