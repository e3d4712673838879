import type { alertPublications, publicAlerts } from "../../modules/cap/table.js";
import { AlertSeverity } from "../../modules/incidents/enums.js";
import { fromUuid, uuidWithin } from "../ids.js";
import type { makeAlerts } from "./alerts.js";
import type { Episode } from "./episode.js";
import type { Made } from "./world.js";

type Publication = Made<typeof alertPublications>;
type Shown = typeof publicAlerts.$inferInsert;
type Alert = ReturnType<typeof makeAlerts>[number];

const MINUTE = 60_000;
const FOR_ALL: readonly Alert["kind"][] = ["FIRE", "INTRUSION", "BOMB_THREAT", "TRANSPORT"];

/** The control room of a region lets everybody read of what is a danger to everybody. */
export function makePublications(episodes: readonly Episode[], alerts: readonly Alert[]) {
  const made = alerts.flatMap((alert, i) => {
    const officer = (episodes[i] as Episode).campus.place.region.people.get("CONTROL_CENTRE");
    return officer && FOR_ALL.includes(alert.kind) && !alert.exercise ? [publish(alert, officer.id)] : [];
  });
  return { publications: made.map(({ publication }) => publication), shown: made.map(({ shown }) => shown) };
}

function publish(alert: Alert, publishedById: string): { publication: Publication; shown: Shown } {
  const { id: alertId, incidentId, schoolId, kato, kind, severity, urgency, certainty, state = "RAISED" } = alert;
  const raisedAt = alert.raisedAt as Date;
  const publishedAt = new Date(raisedAt.getTime() + MINUTE);
  // Not drawn: everything that is drawn afterwards would change.
  const id = fromUuid("publication", uuidWithin(alertId));
  const by = { publishedById, reason: "Жители рядом должны знать об опасности", publishedAt };
  const about = {
    alertId,
    incidentId: incidentId as string,
    schoolId,
    kato,
    severityRank: AlertSeverity.values.indexOf(severity),
  };
  const followed = { alertId, alertState: state, alertSettledAt: alert.endedAt ?? raisedAt };
  return {
    publication: { id, ...about, ...by },
    shown: { id, ...followed, kato, kind, severity, urgency, certainty, raisedAt, publishedAt },
  };
}
