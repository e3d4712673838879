import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { Role } from "../../access/roles.js";
import { instant, oneOf, oneOfText, prefixedId, primaryId, stamped, territorial } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import { incidents } from "../incidents/table.js";
import { schools } from "../schools/table.js";
import { EmergencyReason, EmergencyVerdict } from "./enums.js";
import { emergencyPolicies } from "./policy.js";

const officerId = (name: string) => prefixedId("officer", name).references(() => officers.id);

/** Records that officers opened in an emergency, for three hours. What the access is comes from `access_grants`. */
export const emergencyAccesses = pgTable(
  "emergency_accesses",
  {
    id: primaryId("emergency"),
    childId: prefixedId("child", "child_id")
      .notNull()
      .references(() => children.id),
    officerId: officerId("officer_id").notNull(),
    notifiedId: officerId("notified_id"),
    reviewedById: officerId("reviewed_by_id"),
    incidentId: prefixedId("incident", "incident_id").references(() => incidents.id),
    schoolId: prefixedId("school", "school_id")
      .notNull()
      .references(() => schools.id),
    ...territorial(),
    role: oneOfText("role", Role).notNull(),
    reasonCode: oneOfText("reason_code", EmergencyReason).notNull(),
    reason: text("reason").notNull(),
    verdict: oneOfText("verdict", EmergencyVerdict),
    isReviewed: boolean("is_reviewed").notNull().generatedAlwaysAs(sql`verdict is not null`),
    finding: text("finding"),
    grantedAt: instant("granted_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull().default(sql`now() + interval '3 hours'`),
    reviewedAt: instant("reviewed_at"),
    ...stamped(),
  },
  (t) => [
    index("emergency_accesses_district").on(t.district, t.isReviewed, t.grantedAt, t.id), // emergencyAccesses of a district
    index("emergency_accesses_region").on(t.region, t.isReviewed, t.grantedAt, t.id), // emergencyAccesses of a region
    index("emergency_accesses_work").on(t.isReviewed, t.grantedAt, t.id), // emergencyAccesses of the country
    index("emergency_accesses_child").on(t.childId, t.isReviewed, t.grantedAt, t.id), // child { emergencyAccesses }
    index("emergency_accesses_officer").on(t.officerId, t.childId, t.expiresAt), // whether one is in force
    index("emergency_accesses_notified").on(t.notifiedId),
    index("emergency_accesses_reviewer").on(t.reviewedById),
    index("emergency_accesses_incident").on(t.incidentId),
    index("emergency_accesses_school").on(t.schoolId),
    oneOf(t.role, Role.values, "emergency_accesses"),
    oneOf(t.reasonCode, EmergencyReason.values, "emergency_accesses"),
    oneOf(t.verdict, EmergencyVerdict.values, "emergency_accesses"),
    // It can't be extended: three hours, whatever sets them.
    check("emergency_accesses_period", sql`${t.expiresAt} <= ${t.grantedAt} + interval '3 hours'`),
    check("emergency_accesses_review", sql`(${t.verdict} is null) = (${t.reviewedAt} is null)`),
    check("emergency_accesses_district_known", sql`${t.district} is not null`),
    ...emergencyPolicies(t),
  ],
);
