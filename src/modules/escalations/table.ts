import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { Role } from "../../access/roles.js";
import { instant, kato, oneOf, oneOfText, prefixedId, primaryId } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { AlertKind } from "../alerts/enums.js";
import { AlertSeverity } from "../incidents/enums.js";
import { EscalationLadder, EscalationTargetKind, JurisdictionLevel } from "./enums.js";
import type { Step } from "./ladder.js";
import { escalationPolicyPolicies, escalationPolicies as policiesOfEscalations } from "./policy.js";

/**
 * Who is called when about alerts of a severity and perhaps a kind, in a territory or, without one, the country. A row
 * never changes but for the time at which a newer version took its place or it was withdrawn: alerts go on under the
 * one that they have.
 */
export const escalationPolicies = pgTable(
  "escalation_policies",
  {
    id: primaryId("policy"),
    setById: prefixedId("officer", "set_by_id").references(() => officers.id),
    kato: kato("kato"),
    kind: oneOfText("kind", AlertKind),
    severity: oneOfText("severity", AlertSeverity).notNull(),
    steps: jsonb("steps").$type<Step[]>().notNull(),
    acknowledgeSeconds: integer("acknowledge_seconds").notNull(),
    acknowledgeWorkingHours: boolean("acknowledge_working_hours").notNull().default(false),
    version: integer("version").notNull().default(1),
    setAt: instant("set_at").notNull().default(sql`now()`),
    replacedAt: instant("replaced_at"),
  },
  (t) => [
    // Of two versions in force nobody could say which one an alert gets.
    uniqueIndex("escalation_policies_in_force")
      .on(t.severity, sql`coalesce(kato, 0)`, sql`coalesce(kind, '')`)
      .where(sql`replaced_at is null`),
    uniqueIndex("escalation_policies_version").on(
      t.severity,
      sql`coalesce(kato, 0)`,
      sql`coalesce(kind, '')`,
      t.version,
    ),
    index("escalation_policies_set_by").on(t.setById),
    oneOf(t.kind, AlertKind.values, "escalation_policies"),
    oneOf(t.severity, AlertSeverity.values, "escalation_policies"),
    check("escalation_policies_kato", sql`${t.kato} % 10000 = 0`),
    check("escalation_policies_steps", sql`jsonb_typeof(${t.steps}) = 'array'`),
    ...escalationPolicyPolicies(t),
  ],
);

/**
 * The steps of alerts that fired, each once, and whom they called. What policies look at is copied from the alert,
 * where it doesn't change.
 */
export const alertEscalations = pgTable(
  "alert_escalations",
  {
    // No foreign key, as in the ledger of deliveries: nobody deletes an alert.
    alertId: prefixedId("alert", "alert_id").notNull(),
    incidentId: prefixedId("incident", "incident_id"),
    emergencyId: prefixedId("emergency", "emergency_id"),
    silenceId: prefixedId("silence", "silence_id"),
    schoolId: prefixedId("school", "school_id"),
    kato: kato("kato").notNull(),
    severityRank: integer("severity_rank").notNull(),
    ladder: oneOfText("ladder", EscalationLadder).notNull(),
    step: integer("step").notNull(),
    level: integer("level").notNull(),
    targetKind: oneOfText("target_kind", EscalationTargetKind).notNull(),
    role: oneOfText("role", Role),
    jurisdiction: oneOfText("jurisdiction", JurisdictionLevel),
    toKato: kato("to_kato"),
    groupId: prefixedId("group", "group_id"),
    officerIds: uuid("officer_ids").array().notNull(),
    dueAt: instant("due_at").notNull(),
    firedAt: instant("fired_at").notNull(),
  },
  (t) => [
    // A step that fired twice would be refused here, whatever the sweeps do.
    primaryKey({ columns: [t.alertId, t.ladder, t.step] }),
    index("alert_escalations_alert").on(t.alertId, t.level), // alert { escalations }
    oneOf(t.ladder, EscalationLadder.values, "alert_escalations"),
    oneOf(t.targetKind, EscalationTargetKind.values, "alert_escalations"),
    oneOf(t.role, Role.values, "alert_escalations"),
    oneOf(t.jurisdiction, JurisdictionLevel.values, "alert_escalations"),
    ...policiesOfEscalations(t),
  ],
);
