import { type SQL, sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, oneOf, oneOfText, prefixedId, primaryId, rankOf, territorial } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { AlertKind, AlertState, OPEN_ALERT_STATES } from "../alerts/enums.js";
import { alerts } from "../alerts/table.js";
import { AlertCertainty, AlertSeverity, AlertUrgency } from "../incidents/enums.js";
import { incidents } from "../incidents/table.js";
import { schools } from "../schools/table.js";
import { NEVER_PUBLIC } from "./enums.js";
import { publicAlertPolicies, publicationPolicies } from "./policy.js";

const listOf = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));
const isOpen = sql`alert_state in (${listOf(OPEN_ALERT_STATES)})`;

/** That an alert was made public: by whom, why, and who took it back. What policies look at is the alert's, copied. */
export const alertPublications = pgTable(
  "alert_publications",
  {
    id: primaryId("publication"),
    alertId: prefixedId("alert", "alert_id")
      .notNull()
      .references(() => alerts.id),
    incidentId: prefixedId("incident", "incident_id")
      .notNull()
      .references(() => incidents.id),
    schoolId: prefixedId("school", "school_id").references(() => schools.id),
    publishedById: prefixedId("officer", "published_by_id")
      .notNull()
      .references(() => officers.id),
    withdrawnById: prefixedId("officer", "withdrawn_by_id").references(() => officers.id),
    ...territorial(),
    severityRank: integer("severity_rank").notNull(),
    reason: text("reason").notNull(),
    place: text("place"),
    withdrawReason: text("withdraw_reason"),
    publishedAt: instant("published_at").notNull().default(sql`now()`),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    index("alert_publications_alert").on(t.alertId, t.publishedAt, t.id), // alert { publications }
    uniqueIndex("alert_publications_one").on(t.alertId).where(sql`withdrawn_at is null`),
    index("alert_publications_incident").on(t.incidentId),
    index("alert_publications_school").on(t.schoolId),
    index("alert_publications_publisher").on(t.publishedById),
    index("alert_publications_withdrawer").on(t.withdrawnById),
    check("alert_publications_withdrawn", sql`(${t.withdrawnAt} is null) = (${t.withdrawnById} is null)`),
    ...publicationPolicies(t),
  ],
);

/**
 * What the public reads of a publication, and nothing else: a table of its own, since a policy can't hide columns.
 * What became of the alert follows it, whoever changes it, by a foreign key in `drizzle/access.sql`: drizzle-kit would
 * make it before the constraint that it refers to.
 */
export const publicAlerts = pgTable(
  "public_alerts",
  {
    id: prefixedId("publication")
      .primaryKey()
      .references(() => alertPublications.id),
    alertId: prefixedId("alert", "alert_id").notNull(),
    alertState: oneOfText("alert_state", AlertState).notNull(),
    alertSettledAt: instant("alert_settled_at").notNull(),
    ...territorial(),
    kind: oneOfText("kind", AlertKind).notNull(),
    severity: oneOfText("severity", AlertSeverity).notNull(),
    severityRank: integer("severity_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => rankOf("severity", AlertSeverity.values)),
    urgency: oneOfText("urgency", AlertUrgency).notNull(),
    certainty: oneOfText("certainty", AlertCertainty).notNull(),
    place: text("place"),
    raisedAt: instant("raised_at").notNull(),
    publishedAt: instant("published_at").notNull().default(sql`now()`),
    withdrawnAt: instant("withdrawn_at"),
    changedAt: instant("changed_at")
      .notNull()
      .generatedAlwaysAs(
        (): SQL =>
          sql`coalesce(withdrawn_at, case when ${isOpen} then published_at else greatest(published_at, alert_settled_at) end)`,
      ),
  },
  (t) => [
    index("public_alerts_district").on(t.district, t.changedAt, t.id), // /cap/public.atom of a district
    index("public_alerts_region").on(t.region, t.changedAt, t.id), // /cap/public.atom of a region
    index("public_alerts_changes").on(t.changedAt, t.id), // /cap/public.atom
    index("public_alerts_alert").on(t.alertId), // what follows the alert
    oneOf(t.alertState, AlertState.values, "public_alerts"),
    oneOf(t.kind, AlertKind.values, "public_alerts"),
    oneOf(t.severity, AlertSeverity.values, "public_alerts"),
    oneOf(t.urgency, AlertUrgency.values, "public_alerts"),
    oneOf(t.certainty, AlertCertainty.values, "public_alerts"),
    check("public_alerts_never", sql`${t.kind} not in (${listOf(NEVER_PUBLIC)})`),
    ...publicAlertPolicies(t),
  ],
);
