import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, kato, prefixedId } from "../../db/columns.js";
import { deliveryPolicies } from "./policy.js";

/**
 * Who was sent which alert, and what became of it; the first time of each counts. What policies look at is copied from
 * the alert, where it doesn't change.
 */
export const alertDeliveries = pgTable(
  "alert_deliveries",
  {
    // No foreign keys: their checks lock the alert, and an acknowledgement and the ledger would wait for each other.
    alertId: prefixedId("alert", "alert_id").notNull(),
    officerId: prefixedId("officer", "officer_id").notNull(),
    incidentId: prefixedId("incident", "incident_id"),
    emergencyId: prefixedId("emergency", "emergency_id"),
    silenceId: prefixedId("silence", "silence_id"),
    schoolId: prefixedId("school", "school_id"),
    kato: kato("kato").notNull(),
    severityRank: integer("severity_rank").notNull(),
    sentAt: instant("sent_at"),
    reachedAt: instant("reached_at"),
    seenAt: instant("seen_at"),
    acknowledgedAt: instant("acknowledged_at"),
    // An alert that was seen in a list was never sent, and a list's order knows no null.
    firstAt: instant("first_at")
      .notNull()
      .generatedAlwaysAs(sql`coalesce(sent_at, reached_at, seen_at, acknowledged_at)`),
  },
  (t) => [
    primaryKey({ columns: [t.alertId, t.officerId] }),
    index("alert_deliveries_alert").on(t.alertId, t.firstAt, t.officerId), // alert { deliveries }
    ...deliveryPolicies(t),
  ],
);
