import incidentKinds from "./incident-kinds.json" with { type: "json" };
import type { Steps } from "./steps.js";
import type { Hours } from "./time.js";
import type { Campus, Incident } from "./world.js";

export type Kind = Incident["kind"];
export type Severity = Incident["severity"];
export type State = NonNullable<Incident["state"]>;
/** How many of each part there are, from and to. */
export type Cast = Partial<Record<"VICTIM" | "ALLEGED_OFFENDER" | "WITNESS" | "OTHER", [number, number]>>;
export type Reported = Incident & { reportedAt: Date };

/** What an incident of a kind is like. */
export interface KindPlan {
  kind: Kind;
  weight: number;
  severity: Partial<Record<Severity, number>>;
  hours: Hours;
  owner: "SCHOOL" | "JUVENILE_POLICE" | "GUARDIANSHIP" | "EDUCATION_OFFICE" | "HEALTH";
  places: string[];
  cast: Cast;
  texts: string[];
}

/** An incident with what its alert, participants and notes are made from. */
export interface Episode {
  incident: Reported & { state: State };
  campus: Campus;
  plan: KindPlan;
  steps: Steps;
  /** The step that was taken last. */
  reached: keyof Steps | null;
}

/** An incident that nobody has worked on yet. */
export interface Opened extends Omit<Episode, "incident" | "reached"> {
  incident: Reported;
}

const kinds = incidentKinds as unknown as KindPlan[];
export const plans: ReadonlyMap<Kind, KindPlan> = new Map(kinds.map((plan) => [plan.kind, plan]));
export const weights = Object.fromEntries(kinds.map(({ kind, weight }) => [kind, weight])) as Record<Kind, number>;

export const isGrave = (severity: Severity) => severity === "EXTREME" || severity === "SEVERE";
