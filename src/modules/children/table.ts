import { type SQL, sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant, oneOf, oneOfText, prefixedId, primaryId, rankOf, stamped, territorial } from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { schools } from "../schools/table.js";
import { RiskLevel } from "./enums.js";
import { childPolicies } from "./policy.js";

const riskRank = () => rankOf("risk_level", RiskLevel.values);

/** Children at risk, without anything that names them: a pseudonym, a school, a risk level and dates due. */
export const children = pgTable(
  "children",
  {
    id: primaryId("child"),
    pseudonym: text("pseudonym").notNull().unique(),
    schoolId: prefixedId("school", "school_id")
      .notNull()
      .references(() => schools.id),
    accountableOfficerId: prefixedId("officer", "accountable_officer_id").references(() => officers.id),
    ...territorial(),
    riskLevel: oneOfText("risk_level", RiskLevel).notNull(),
    riskRank: integer("risk_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => riskRank()),
    assessmentDueOn: date("assessment_due_on"),
    planReviewDueOn: date("plan_review_due_on"),
    registeredAt: instant("registered_at").notNull().default(sql`now()`),
    synthetic: boolean("synthetic").notNull().default(false),
    ...stamped(),
  },
  (t) => [
    index("children_school").on(t.schoolId, t.riskRank, t.pseudonym, t.id), // school { childrenAtRisk }
    index("children_district").on(t.district, t.riskRank, t.pseudonym, t.id), // district { childrenAtRisk }
    index("children_region").on(t.region, t.riskRank, t.pseudonym, t.id), // childrenAtRisk(territory: region)
    index("children_risk").on(t.riskRank, t.pseudonym, t.id), // childrenAtRisk of the country
    index("children_accountable").on(t.accountableOfficerId),
    oneOf(t.riskLevel, RiskLevel.values, "children"),
    check("children_district_known", sql`${t.district} is not null`),
    ...childPolicies(t),
  ],
);
