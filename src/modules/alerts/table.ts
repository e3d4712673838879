import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant, oneOf, oneOfText, prefixedId, primaryId, rankOf, stamped, territorial } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { dutySilences } from "../duty/table.js";
import { emergencyAccesses } from "../emergencies/table.js";
import { EscalationLadder } from "../escalations/enums.js";
import { AlertCertainty, AlertSeverity, AlertUrgency } from "../incidents/enums.js";
import { incidents } from "../incidents/table.js";
import { schools } from "../schools/table.js";
import { AlertKind, AlertState, OPEN_ALERT_STATES } from "./enums.js";
import { alertPolicies } from "./policy.js";

const openList = sql.raw(OPEN_ALERT_STATES.map((state) => `'${state}'`).join(", "));
const severityRank = () => rankOf("severity", AlertSeverity.values);

/** Alerts. `openRank` and `severityRank` make the order of a dispatcher's work an index that is walked upward. */
export const alerts = pgTable(
  "alerts",
  {
    id: primaryId("alert"),
    incidentId: prefixedId("incident", "incident_id").references(() => incidents.id),
    emergencyId: prefixedId("emergency", "emergency_id").references(() => emergencyAccesses.id),
    silenceId: prefixedId("silence", "silence_id").references(() => dutySilences.id),
    schoolId: prefixedId("school", "school_id").references(() => schools.id),
    // The first alert of the same event, which is never a duplicate itself.
    duplicateOfId: prefixedId("alert", "duplicate_of_id").references((): AnyPgColumn => alerts.id),
    acknowledgedById: prefixedId("officer", "acknowledged_by_id").references(() => officers.id),
    assignedToId: prefixedId("officer", "assigned_to_id").references(() => officers.id),
    // No foreign key: each raising would lock the same few rows.
    policyId: prefixedId("policy", "policy_id"),
    ...territorial(),
    kind: oneOfText("kind", AlertKind).notNull(),
    severity: oneOfText("severity", AlertSeverity).notNull(),
    severityRank: integer("severity_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => severityRank()),
    urgency: oneOfText("urgency", AlertUrgency).notNull(),
    certainty: oneOfText("certainty", AlertCertainty).notNull(),
    state: oneOfText("state", AlertState).notNull().default("RAISED"),
    openRank: integer("open_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => sql`case when state in (${openList}) then 0 else 1 end`),
    place: text("place").notNull(),
    exercise: boolean("exercise").notNull(),
    outcome: text("outcome"),
    level: integer("level").notNull().default(0),
    // The trigger `alerts_escalate` sets them with the state, whoever writes; the sweep of escalations moves them on.
    ladder: oneOfText("ladder", EscalationLadder),
    nextEscalationAt: instant("next_escalation_at"),
    schoolSkippedAt: instant("school_skipped_at"),
    // The trigger `alerts_hurry` and the watch over control rooms set it, once.
    hurriedAt: instant("hurried_at"),
    raisedAt: instant("raised_at").notNull().default(sql`now()`),
    acknowledgedAt: instant("acknowledged_at"),
    actionStartedAt: instant("action_started_at"),
    endedAt: instant("ended_at"),
    escalatedAt: instant("escalated_at"),
    // When the newest of these happened: feeds of messages go by it.
    changedAt: instant("changed_at")
      .notNull()
      .generatedAlwaysAs(sql`greatest(raised_at, acknowledged_at, action_started_at, escalated_at, ended_at)`),
    // What is public follows the end only: an escalation looks for nothing there.
    settledAt: instant("settled_at").notNull().generatedAlwaysAs(sql`coalesce(ended_at, raised_at)`),
    ...stamped(),
  },
  (t) => [
    index("alerts_district").on(t.district, t.openRank, t.severityRank, t.raisedAt, t.id), // alerts(territory: district)
    index("alerts_region").on(t.region, t.openRank, t.severityRank, t.raisedAt, t.id), // alerts(territory: region)
    index("alerts_work").on(t.openRank, t.severityRank, t.raisedAt, t.id), // alerts of the country
    index("alerts_school").on(t.schoolId, t.openRank, t.severityRank, t.raisedAt, t.id), // school { alerts }
    index("alerts_incident").on(t.incidentId, t.raisedAt, t.id), // incident { alerts }
    index("alerts_district_changes").on(t.district, t.changedAt, t.id), // /cap/alerts.atom of a district
    index("alerts_region_changes").on(t.region, t.changedAt, t.id), // /cap/alerts.atom of a region
    index("alerts_changes").on(t.changedAt, t.id), // /cap/alerts.atom of the country
    unique("alerts_followed").on(t.id, t.state, t.settledAt), // what public alerts follow
    // Filters whose rows are rare, in whatever territory; those of which there are many walk the lists' own indexes.
    index("alerts_kind").on(t.kind),
    index("alerts_severity").on(t.severityRank),
    index("alerts_state").on(t.state),
    index("alerts_exercises").on(t.openRank, t.severityRank, t.raisedAt, t.id).where(sql`exercise`),
    index("alerts_duplicate") // alert { duplicates }
      .on(t.duplicateOfId, t.openRank, t.severityRank, t.raisedAt, t.id)
      .where(sql`duplicate_of_id is not null`),
    index("alerts_first") // whether an alert that is raised tells of an event that another one told of
      .on(t.kind, t.kato, t.schoolId, t.raisedAt)
      .where(sql`duplicate_of_id is null and state = 'RAISED'`),
    unique("alerts_emergency").on(t.emergencyId), // one for each emergency access
    index("alerts_escalation").on(t.nextEscalationAt).where(sql`next_escalation_at is not null`), // the sweep
    unique("alerts_silence").on(t.silenceId), // one for each silence of a control room
    index("alerts_acknowledged_by").on(t.acknowledgedById),
    index("alerts_assigned_to").on(t.assignedToId),
    oneOf(t.kind, AlertKind.values, "alerts"),
    oneOf(t.severity, AlertSeverity.values, "alerts"),
    oneOf(t.urgency, AlertUrgency.values, "alerts"),
    oneOf(t.certainty, AlertCertainty.values, "alerts"),
    oneOf(t.state, AlertState.values, "alerts"),
    oneOf(t.ladder, EscalationLadder.values, "alerts"),
    check("alerts_about_one", sql`num_nonnulls(${t.incidentId}, ${t.emergencyId}, ${t.silenceId}) = 1`),
    // A control room may be that of a whole region.
    check("alerts_district_known", sql`${t.district} is not null or ${t.silenceId} is not null`),
    ...alertPolicies(t),
  ],
);
