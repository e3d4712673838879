import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  atLeastAsGrave,
  granted,
  granting,
  guard,
  guardianOf,
  inJurisdiction,
  inSchool,
  notExcluded,
} from "../../access/policies.js";
import { PSEUDONYM_READERS, SCHOOL_STAFF } from "../../access/roles.js";

type Place = { kato: AnyPgColumn; schoolId: AnyPgColumn };
type Part = Place & { childId: AnyPgColumn };

// CRITICAL and HIGH: a rank is the position in RiskLevel.
const GRAVE = 1;

// Tier T3C: the own school, and whoever a relationship lets see the child's circumstances.
const circumstances = (t: Place, childId: AnyPgColumn) =>
  allOf(anyOf(inSchool(t, SCHOOL_STAFF), granted(childId, "child", "T3C")), notExcluded(childId, "child"));

/**
 * Tier T3P. A region sees children at high and critical risk; the ministry sees none, and a control room sees
 * participants of incidents that go on, whose pseudonym stands in their own row. Who sees the circumstances changes it.
 * Whether access may be given is judged of every child.
 */
export function childPolicies(t: Place & { id: AnyPgColumn; riskRank: AnyPgColumn }) {
  const read = anyOf(
    inSchool(t, SCHOOL_STAFF),
    inJurisdiction(t, PSEUDONYM_READERS),
    allOf(atLeastAsGrave(t.riskRank, GRAVE), inJurisdiction(t, ["REGION_OFFICER"])),
    granted(t.id, "child", "T3P"),
    guardianOf(t.id, "T3P"),
  );
  const write = circumstances(t, t.id);
  const visible = anyOf(granting, allOf(read, notExcluded(t.id, "child")));
  return guard("children", { read: visible, insert: write, update: write });
}

/**
 * Tier T3P: who answers for a child may be asked for. Members are ended by a change, and never overwritten. An incident
 * reaches them, whoever reports it.
 */
export function teamPolicies(t: Part) {
  const read = anyOf(
    inSchool(t, SCHOOL_STAFF),
    inJurisdiction(t, PSEUDONYM_READERS),
    granted(t.childId, "child", "T3P"),
  );
  const write = circumstances(t, t.childId);
  return guard("child_team_members", {
    read: anyOf(granting, allOf(read, notExcluded(t.childId, "child"))),
    insert: write,
    update: write,
  });
}

/** The class is part of an identity (tier T2). Periods are ended by a change, and never overwritten. */
export const enrolmentPolicies = (t: Part) => changing("enrolments", t);

export const profilePolicies = (t: Part) => changing("child_profiles", t);
export const registrationPolicies = (t: Part) => changing("risk_registrations", t);
export const categoryPolicies = (t: Part) => changing("child_categories", t);
/** Assessments are append-only: there is no policy to change one. */
export const assessmentPolicies = (t: Part) => appending("risk_assessments", t);
export const factorPolicies = (t: Part) => appending("assessment_factors", t);

// Who reads circumstances writes them; a family reads what was decided of its own child and writes nothing.
function changing(table: string, t: Part) {
  const within = circumstances(t, t.childId);
  const family = allOf(guardianOf(t.childId, "T3C"), notExcluded(t.childId, "child"));
  return guard(table, { read: anyOf(within, family), insert: within, update: within });
}

// Assessments are working papers: they may hold what a child said of its family.
function appending(table: string, t: Part) {
  const within = circumstances(t, t.childId);
  return guard(table, { read: within, insert: within });
}
