import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { AlertSeverity } from "../incidents/enums.js";
import type { incidents } from "../incidents/table.js";
import type { AlertRow } from "./machine.js";
import { recordAlert } from "./record.js";
import { alerts } from "./table.js";

type Severity = (typeof AlertSeverity.values)[number];
const URGENCY: Record<Severity, AlertRow["urgency"]> = {
  EXTREME: "IMMEDIATE",
  SEVERE: "IMMEDIATE",
  MODERATE: "EXPECTED",
  MINOR: "FUTURE",
  UNKNOWN: "EXPECTED",
};

/** Raises the alert of an incident, in the transaction that makes the incident. */
export async function raiseAlert(tx: Transaction, incident: typeof incidents.$inferSelect, actor: string | null) {
  const { id: incidentId, kato, schoolId, kind, severity, certainty, place, exercise } = incident;
  const urgency = URGENCY[severity];
  const values = { incidentId, kato, schoolId, kind, severity, certainty, place, exercise, urgency };
  const [alert] = await tx.db.insert(alerts).values(values).returning();
  await recordAlert(tx, alert as AlertRow, "RAISED", actor);
  return alert as AlertRow;
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
