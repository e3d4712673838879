import { type Guard, machine } from "../../graphql/machine.js";
import { say } from "../../graphql/say.js";
import type { IncidentAction, IncidentState } from "./enums.js";
import type { incidents } from "./table.js";

export type IncidentRow = typeof incidents.$inferSelect;
type State = (typeof IncidentState.values)[number];
type Action = (typeof IncidentAction.values)[number];

type Judged = Pick<IncidentRow, "state" | "kind" | "severity">;

const GRAVE_KINDS: readonly IncidentRow["kind"][] = ["SUICIDE_ATTEMPT", "VIOLENCE_SEXUAL", "WEAPON", "MISSING_CHILD"];

/** Whether an incident needs a signed review before it is closed (domain.md 3.5.2). */
export const mustBeReviewed = ({ kind, severity }: Omit<Judged, "state">): boolean =>
  severity === "EXTREME" || severity === "SEVERE" || GRAVE_KINDS.includes(kind);

const reviewed: Guard<Judged> = (row) =>
  row.state === "STABILISED" && mustBeReviewed(row)
    ? say`A review must be signed first: the incident is severe, or of a kind that always needs one.`
    : null;

/** The state machine of domain.md 3.5.2. Its guard "all victims contacted" looks at other rows: the service checks it. */
export const incidentMachine = machine<State, Action, Judged>("incident", {
  CONFIRM: { from: ["REPORTED"], to: "CONFIRMED" },
  DISMISS_UNFOUNDED: { from: ["REPORTED"], to: "UNFOUNDED" },
  DISMISS_DUPLICATE: { from: ["REPORTED"], to: "DUPLICATE" },
  RESPOND: { from: ["CONFIRMED", "REOPENED"], to: "RESPONDING" },
  STABILISE: { from: ["RESPONDING"], to: "STABILISED" },
  SIGN_REVIEW: { from: ["STABILISED"], to: "UNDER_REVIEW" },
  CLOSE: { from: ["STABILISED", "UNDER_REVIEW"], to: "CLOSED", guard: reviewed },
  REOPEN: { from: ["CLOSED"], to: "REOPENED" },
});
