import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { GRAVE } from "../../access/situation.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { inserting } from "../../db/insert.js";
import type { dutySilences } from "../duty/table.js";
import type { emergencyAccesses } from "../emergencies/table.js";
import { AlertSeverity } from "../incidents/enums.js";
import type { incidents } from "../incidents/table.js";
import { addOfEvent } from "./duplicates.js";
import { OPEN_ALERT_STATES } from "./enums.js";
import type { AlertRow } from "./machine.js";
import { recordAlert } from "./record.js";
import { alerts } from "./table.js";

type Cause = Pick<
  typeof incidents.$inferSelect,
  ("id" | "kato" | "schoolId" | "kind" | "severity") | ("severityRank" | "certainty" | "place" | "exercise")
>;
type EmergencyRow = typeof emergencyAccesses.$inferSelect;
type SilenceRow = typeof dutySilences.$inferSelect;
type Severity = (typeof AlertSeverity.values)[number];
const URGENCY: Record<Severity, AlertRow["urgency"]> = {
  EXTREME: "IMMEDIATE",
  SEVERE: "IMMEDIATE",
  MODERATE: "EXPECTED",
  MINOR: "FUTURE",
  UNKNOWN: "EXPECTED",
};

const addAlert = inserting(alerts);

/** Raises the alert of an incident, in the transaction that makes the incident. */
export async function raiseAlert(tx: Transaction, incident: Cause, actor: string | null) {
  const { id: incidentId, kato, schoolId, kind, severity, certainty, place, exercise, severityRank } = incident;
  const id = fromUuid("alert", v7());
  addOfEvent(tx, {
    ...{ id, incidentId, kato, schoolId, kind, severity, certainty, place, exercise },
    urgency: URGENCY[severity],
  });
  await recordAlert(tx, { id, version: 1, kato, schoolId, severityRank, exercise }, "RAISED", actor);
}

/**
 * Raises the alert of an emergency access, in the transaction that grants it, for who answers for the child and for the
 * data officer. Whoever asked for the access doesn't read it, so the row isn't asked back.
 */
export async function raiseEmergencyAlert(tx: Transaction, access: EmergencyRow, place: string) {
  const { id: emergencyId, kato, schoolId, notifiedId: assignedToId } = access;
  const id = fromUuid("alert", v7());
  const grave = { severity: "MODERATE", urgency: "IMMEDIATE", certainty: "OBSERVED", exercise: false } as const;
  const about = { kind: "EMERGENCY_ACCESS_USED", emergencyId, kato, schoolId, assignedToId, place } as const;
  addAlert(tx, { id, ...about, ...grave });
  const severityRank = AlertSeverity.values.indexOf(grave.severity);
  await recordAlert(tx, { id, version: 1, kato, schoolId, severityRank, exercise: false }, "RAISED", access.officerId);
}

/**
 * Raises the alert of a control room in which nobody listens, in the transaction that finds it silent, for everybody of
 * its territory who acts on alerts, and for those above.
 */
export async function raiseSilenceAlert(tx: Transaction, silence: SilenceRow, place: string) {
  const { id: silenceId, kato, foundAt: raisedAt } = silence;
  const id = fromUuid("alert", v7());
  const grave = { severity: "SEVERE", urgency: "IMMEDIATE", certainty: "OBSERVED", exercise: false } as const;
  addAlert(tx, { id, kind: "CONTROL_ROOM_SILENT", silenceId, kato, place, raisedAt, ...grave });
  const severityRank = AlertSeverity.values.indexOf(grave.severity);
  await recordAlert(tx, { id, version: 1, kato, schoolId: null, severityRank, exercise: false }, "RAISED", null);
}

/**
 * Lets grave alerts that wait for an answer where a control room is silent climb their next step at once: nobody there
 * gives one. Those that are raised later the trigger `alerts_hurry` hurries, but for one whose report was under way
 * when the silence was found: therefore it is done at each look.
 */
export const hurryAlerts = (tx: Transaction): void =>
  // Nobody who changes an alert is waited for: what is left out is hurried at the next look.
  tx.send(sql`
    update alerts set hurried_at = found.at, next_escalation_at = found.at
    from (
      select a.id, greatest(s.found_at, a.raised_at) as at from duty_silences s
      join alerts a on a.region = s.region and (s.district is null or a.district = s.district)
      where s.ended_at is null and a.open_rank = 0 and a.severity_rank <= ${GRAVE} and a.silence_id is null
        and a.ladder = 'ACKNOWLEDGE' and a.next_escalation_at is not null and a.hurried_at is null
      for no key update of a skip locked
    ) found where alerts.id = found.id`);

/** Resolves the open alert of a silence that has ended; what somebody ended before stays as it is. */
export async function resolveSilenceAlert(tx: Transaction, silenceId: string, ended: { at: Date; outcome: string }) {
  const open = and(eq(alerts.silenceId, silenceId), inArray(alerts.state, [...OPEN_ALERT_STATES]));
  const version = sql`${alerts.version} + 1`;
  const changes = { state: "RESOLVED" as const, outcome: ended.outcome, endedAt: ended.at, version };
  const [alert] = await tx.db.update(alerts).set(changes).where(open).returning();
  if (alert) await recordAlert(tx, alert, "RESOLVED", null);
}

/** Cancels the alerts of a dismissed incident; one on which action was started must be resolved by who started it. */
export async function cancelAlertsOf(
  tx: Transaction,
  incidentId: string,
  by: { reason: string; actor: string | null },
) {
  const open = and(eq(alerts.incidentId, incidentId), inArray(alerts.state, ["RAISED", "ACKNOWLEDGED"]));
  const version = sql`${alerts.version} + 1`;
  const changes = { state: "CANCELLED" as const, outcome: by.reason, endedAt: sql`now()`, version };
  const cancelled = await tx.db.update(alerts).set(changes).where(open).returning();
  for (const alert of cancelled) await recordAlert(tx, alert, "CANCELLED", by.actor);
}
