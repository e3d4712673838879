import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import {
  instant,
  kato,
  oneOf,
  oneOfText,
  prefixedId,
  primaryId,
  rankOf,
  stamped,
  territorial,
} from "../../db/columns.js";
import { officers } from "../agencies/table.js";
import { schools } from "../schools/table.js";
import { ChildCategory, Confidentiality, EnrolmentOutcome, RiskCategory, RiskLevel, Sex } from "./enums.js";
import {
  assessmentPolicies,
  categoryPolicies,
  childPolicies,
  enrolmentPolicies,
  factorPolicies,
  profilePolicies,
  registrationPolicies,
  teamPolicies,
} from "./policy.js";

const riskRank = () => rankOf("risk_level", RiskLevel.values);
const childId = () => prefixedId("child", "child_id").references(() => children.id);
// A policy names only its own table's columns, so each table carries the place itself.
const place = () => ({
  schoolId: prefixedId("school", "school_id")
    .notNull()
    .references(() => schools.id),
  kato: kato("kato").notNull(),
});
const period = () => ({ from: date("from_day").notNull(), to: date("to_day") });
const inOrder = (t: { from: AnyPgColumn; to: AnyPgColumn }, table: string) =>
  check(`${table}_period`, sql`${t.to} is null or ${t.to} >= ${t.from}`);

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
    confidentiality: oneOfText("confidentiality", Confidentiality).notNull().default("PROTECTED"),
    assessmentDueOn: date("assessment_due_on"),
    planReviewDueOn: date("plan_review_due_on"),
    registeredAt: instant("registered_at").notNull().default(sql`now()`),
    synthetic: boolean("synthetic").notNull().default(false),
    ...stamped(),
  },
  (t) => [
    index("children_school").on(t.schoolId, t.riskRank, t.pseudonym, t.id), // school { childrenAtRisk }
    // district { childrenAtRisk }, and board { childrenByRisk }, for which the rest is what the policy looks at.
    index("children_district").on(t.district, t.riskRank, t.pseudonym, t.id, t.riskLevel, t.schoolId, t.kato),
    index("children_region").on(t.region, t.riskRank, t.pseudonym, t.id), // childrenAtRisk(territory: region)
    index("children_risk").on(t.riskRank, t.pseudonym, t.id), // childrenAtRisk of the country
    // Filters whose rows are rare, in whatever territory.
    index("children_assessment_due").on(t.assessmentDueOn),
    index("children_plan_review_due").on(t.planReviewDueOn),
    index("children_synthetic").on(t.synthetic),
    index("children_accountable").on(t.accountableOfficerId),
    oneOf(t.riskLevel, RiskLevel.values, "children"),
    oneOf(t.confidentiality, Confidentiality.values, "children"),
    check("children_district_known", sql`${t.district} is not null`),
    ...childPolicies(t),
  ],
);

/** Where a child learns and learnt. A period is ended and followed by another, never overwritten. */
export const enrolments = pgTable(
  "enrolments",
  {
    id: primaryId("enrolment"),
    childId: childId().notNull(),
    ...place(),
    grade: integer("grade").notNull(),
    letter: text("letter").notNull(),
    shift: integer("shift").notNull().default(1),
    ...period(),
    outcome: oneOfText("outcome", EnrolmentOutcome),
  },
  (t) => [
    index("enrolments_child").on(t.childId, t.from, t.id), // child { enrolments }
    uniqueIndex("enrolments_current").on(t.childId).where(sql`${t.to} is null`), // child { currentEnrolment }
    index("enrolments_school").on(t.schoolId),
    oneOf(t.outcome, EnrolmentOutcome.values, "enrolments"),
    inOrder(t, "enrolments"),
    check("enrolments_grade", sql`${t.grade} between 0 and 12`),
    check("enrolments_shift", sql`${t.shift} between 1 and 3`),
    ...enrolmentPolicies(t),
  ],
);

/** Who works with a child. Membership gives access to its circumstances; a change of the team ends it. */
export const childTeamMembers = pgTable(
  "child_team_members",
  {
    id: primaryId("teammember"),
    childId: childId().notNull(),
    officerId: prefixedId("officer", "officer_id")
      .notNull()
      .references(() => officers.id),
    ...place(),
    from: instant("from_at").notNull().default(sql`now()`),
    to: instant("to_at"),
  },
  (t) => [
    index("child_team_members_child").on(t.childId, t.from, t.id), // child { team }
    index("child_team_members_officer").on(t.officerId),
    index("child_team_members_school").on(t.schoolId),
    uniqueIndex("child_team_members_once").on(t.childId, t.officerId).where(sql`to_at is null`),
    ...teamPolicies(t),
  ],
);

/** The circumstances of a child, of a stricter tier than the child itself. From here on every table is of that tier. */
export const childProfiles = pgTable(
  "child_profiles",
  {
    childId: childId().primaryKey(),
    ...place(),
    birthYear: integer("birth_year").notNull(),
    sex: oneOfText("sex", Sex).notNull(),
  },
  (t) => [
    index("child_profiles_school").on(t.schoolId),
    oneOf(t.sex, Sex.values, "child_profiles"),
    check("child_profiles_birth_year", sql`${t.birthYear} between 1990 and 2100`),
    ...profilePolicies(t),
  ],
);

export const riskRegistrations = pgTable(
  "risk_registrations",
  {
    id: primaryId("registration"),
    childId: childId().notNull(),
    ...place(),
    category: oneOfText("category", RiskCategory).notNull(),
    basis: text("basis").notNull(),
    ...period(),
  },
  (t) => [
    index("risk_registrations_child").on(t.childId, t.from, t.id), // profile { riskCategories }
    index("risk_registrations_school").on(t.schoolId),
    oneOf(t.category, RiskCategory.values, "risk_registrations"),
    inOrder(t, "risk_registrations"),
    ...registrationPolicies(t),
  ],
);

export const childCategories = pgTable(
  "child_categories",
  {
    id: primaryId("category"),
    childId: childId().notNull(),
    ...place(),
    kind: oneOfText("kind", ChildCategory).notNull(),
    ...period(),
    document: text("document"),
  },
  (t) => [
    index("child_categories_child").on(t.childId, t.from, t.id), // profile { childCategories }
    index("child_categories_school").on(t.schoolId),
    oneOf(t.kind, ChildCategory.values, "child_categories"),
    inOrder(t, "child_categories"),
    ...categoryPolicies(t),
  ],
);

export const riskAssessments = pgTable(
  "risk_assessments",
  {
    id: primaryId("assessment"),
    childId: childId().notNull(),
    ...place(),
    assessedById: prefixedId("officer", "assessed_by_id")
      .notNull()
      .references(() => officers.id),
    instrument: text("instrument").notNull(),
    level: oneOfText("level", RiskLevel).notNull(),
    nextDueOn: date("next_due_on"),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("risk_assessments_child").on(t.childId, t.at, t.id), // profile { assessments }, newest first
    index("risk_assessments_school").on(t.schoolId),
    index("risk_assessments_assessor").on(t.assessedById),
    oneOf(t.level, RiskLevel.values, "risk_assessments"),
    ...assessmentPolicies(t),
  ],
);

export const assessmentFactors = pgTable(
  "assessment_factors",
  {
    id: primaryId("factor"),
    assessmentId: prefixedId("assessment", "assessment_id")
      .notNull()
      .references(() => riskAssessments.id),
    childId: childId().notNull(),
    ...place(),
    code: text("code").notNull(),
    present: boolean("present").notNull(),
    note: text("note"),
  },
  (t) => [
    uniqueIndex("assessment_factors_assessment").on(t.assessmentId, t.code), // assessment { factors }
    index("assessment_factors_child").on(t.childId),
    index("assessment_factors_school").on(t.schoolId),
    ...factorPolicies(t),
  ],
);
