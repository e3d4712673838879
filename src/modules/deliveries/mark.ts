import { isNull, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { alerts } from "../alerts/table.js";
import { alertDeliveries } from "./table.js";

type AlertRow = typeof alerts.$inferSelect;
type Mark = { officerId: string; what: "seenAt" | "acknowledgedAt" };

/** Writes down that an officer has seen or acknowledged alerts, also such as were never sent. The first time counts. */
export async function markDeliveries(tx: Transaction, marked: readonly AlertRow[], { officerId, what }: Mark) {
  const column = alertDeliveries[what];
  // In the order in which the ledger writes, or two that mark and send the same alerts wait for each other for ever.
  const rows = marked.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((alert) => rowOf(alert, officerId));
  await tx.db
    .insert(alertDeliveries)
    .values(rows.map((row) => ({ ...row, [what]: sql`now()` })))
    .onConflictDoUpdate({
      target: [alertDeliveries.alertId, alertDeliveries.officerId],
      set: { [what]: sql`excluded.${sql.identifier(column.name)}` },
      setWhere: isNull(column),
    });
}

const rowOf = (alert: AlertRow, officerId: string) => {
  const { id: alertId, incidentId, emergencyId, silenceId, schoolId, kato, severityRank } = alert;
  return { alertId, officerId, incidentId, emergencyId, silenceId, schoolId, kato, severityRank };
};
