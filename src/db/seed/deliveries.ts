import { OPEN_ALERT_STATES } from "../../modules/alerts/enums.js";
import type { alertDeliveries } from "../../modules/deliveries/table.js";
import { AlertSeverity } from "../../modules/incidents/enums.js";
import type { makeAlerts } from "./alerts.js";
import type { Episode } from "./episode.js";

type Alert = ReturnType<typeof makeAlerts>[number];
type Delivery = typeof alertDeliveries.$inferInsert;

const SECOND = 1_000;

/** Who was told of the open alerts: the control room of the region, and the director of the school. */
export const makeDeliveries = (episodes: readonly Episode[], alerts: readonly Alert[]): Delivery[] =>
  alerts.flatMap((alert, i) => {
    const { campus } = episodes[i] as Episode;
    const told = [campus.place.region.people.get("CONTROL_CENTRE"), campus.staff.get("SCHOOL_DIRECTOR")];
    return isOpen(alert) ? told.flatMap((officer) => (officer ? [deliveryOf(alert, officer.id)] : [])) : [];
  });

const isOpen = ({ state }: Alert) => OPEN_ALERT_STATES.some((open) => open === state);

function deliveryOf(alert: Alert, officerId: string): Delivery {
  const { id: alertId, incidentId, schoolId, kato, severity, raisedAt, acknowledgedAt, acknowledgedById } = alert;
  const after = (seconds: number) => new Date((raisedAt as Date).getTime() + seconds * SECOND);
  const isTaker = acknowledgedById === officerId;
  return {
    ...{ alertId, officerId, incidentId, schoolId, kato, severityRank: AlertSeverity.values.indexOf(severity) },
    ...{ sentAt: after(0), reachedAt: after(1), seenAt: isTaker ? after(20) : null },
    acknowledgedAt: isTaker ? (acknowledgedAt ?? null) : null,
  };
}
