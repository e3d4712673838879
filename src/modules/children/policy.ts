import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, inJurisdiction } from "../../access/policies.js";

type Columns = { kato: AnyPgColumn; schoolId: AnyPgColumn };

/** Officials read and change the pseudonymous record of children in their jurisdiction. */
export const childPolicies = (t: Columns) => changing("children", t);
/** Periods are ended by a change, and never overwritten. */
export const enrolmentPolicies = (t: Columns) => changing("enrolments", t);

export const profilePolicies = (t: Columns) => changing("child_profiles", t);
export const registrationPolicies = (t: Columns) => changing("risk_registrations", t);
export const categoryPolicies = (t: Columns) => changing("child_categories", t);
/** Assessments are append-only: there is no policy to change one. */
export const assessmentPolicies = (t: Columns) => appending("risk_assessments", t);
export const factorPolicies = (t: Columns) => appending("assessment_factors", t);

function changing(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: within, insert: within, update: within });
}

function appending(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: within, insert: within });
}
