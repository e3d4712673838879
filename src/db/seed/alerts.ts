import type { alerts } from "../../modules/alerts/table.js";
import { type Episode, isGrave } from "./episode.js";
import texts from "./incident-texts.json" with { type: "json" };
import type { Made, World } from "./world.js";

type Alert = Made<typeof alerts>;
type Progress = Pick<Alert, "state" | "acknowledgedById" | "assignedToId" | "outcome" | "version"> &
  Pick<Alert, "acknowledgedAt" | "actionStartedAt" | "endedAt">;

const URGENCY: Record<Alert["severity"], Alert["urgency"]> = {
  EXTREME: "IMMEDIATE",
  SEVERE: "IMMEDIATE",
  MODERATE: "EXPECTED",
  MINOR: "FUTURE",
  UNKNOWN: "EXPECTED",
};

/** The alert of each incident, as far as the work on the incident is. */
export const makeAlerts = (world: World, episodes: readonly Episode[]): Alert[] =>
  episodes.map((episode) => alertOf(world, episode));

function alertOf(world: World, episode: Episode): Alert {
  const { id: incidentId, schoolId, kato, kind, severity, certainty, place, exercise, reportedAt } = episode.incident;
  return {
    ...{ id: world.random.id("alert", reportedAt), incidentId, schoolId, kato, kind, severity, place },
    ...{ exercise: exercise ?? false, certainty: certainty ?? "UNKNOWN", urgency: URGENCY[severity] },
    ...{ raisedAt: reportedAt, createdAt: reportedAt },
    ...progressOf(world, episode),
  };
}

function progressOf({ random }: World, episode: Episode): Progress {
  const { incident, steps, reached } = episode;
  const isDismissed = incident.state === "UNFOUNDED" || incident.state === "DUPLICATE";
  if (isDismissed)
    return { state: "CANCELLED", outcome: incident.dismissReason, endedAt: incident.endedAt, version: 2 };
  if (!reached) return { state: "RAISED", version: 1 };
  const officer = answersFor(episode);
  const acknowledged = { acknowledgedById: officer, acknowledgedAt: steps.confirmed };
  if (reached === "confirmed") return { state: "ACKNOWLEDGED", ...acknowledged, version: 2 };
  const acted = { ...acknowledged, assignedToId: officer, actionStartedAt: steps.responding };
  if (reached === "responding") return { state: "IN_ACTION", ...acted, version: 4 };
  const outcome = random.pick(texts.alertOutcomes);
  return { state: "RESOLVED", ...acted, outcome, endedAt: steps.stabilised, version: 5 };
}

// The control room takes what is grave, the school the rest.
function answersFor({ incident: { severity }, campus }: Episode): string | undefined {
  const officer = isGrave(severity)
    ? campus.place.region.people.get("CONTROL_CENTRE")
    : campus.staff.get("SCHOOL_DIRECTOR");
  return officer?.id;
}
