import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  granted,
  granting,
  guard,
  inJurisdiction,
  inSchool,
  officials,
  own,
} from "../../access/policies.js";
import { SCHOOL_STAFF, WORK } from "../../access/roles.js";

type Place = { kato: AnyPgColumn; schoolId: AnyPgColumn };
type Paper = Place & { workingGroupId: AnyPgColumn };

/** Groups, members and dates of meetings are a directory (tier T1); those who work in the territory change them. */
export const groupPolicies = (t: Place) => directory("working_groups", t, true);
export const membershipPolicies = (t: Place) => directory("memberships", t);
export const meetingPolicies = (t: Place) => directory("meetings", t);
/** Who came is as open as who belongs to the group. It is append-only: a record isn't rewritten. */
export const attendancePolicies = (t: Place) =>
  guard("attendances", { read: officials, insert: inJurisdiction(t, WORK.groups) });

/** Tier T3C: what a meeting was about and what it decided may tell of children. Append-only as well. */
export const agendaPolicies = (t: Paper & { addedById: AnyPgColumn }) => {
  const { read, insert } = paper(t, t.addedById);
  return guard("agenda_items", { read: anyOf(granting, read), insert });
};
export const decisionPolicies = (t: Paper & { writtenById: AnyPgColumn }) =>
  guard("decisions", paper(t, t.writtenById));

function directory(table: string, t: Place, workerRead = false) {
  const within = inJurisdiction(t, WORK.groups);
  return guard(table, { read: officials, insert: within, update: within, workerRead });
}

// Members read their group's papers, a school those of its own groups, and who wrote one reads it.
const paper = (t: Paper, writer: AnyPgColumn) => ({
  read: anyOf(inSchool(t, SCHOOL_STAFF), granted(t.workingGroupId, "group", "T3C"), own(writer)),
  insert: allOf(own(writer), inJurisdiction(t, WORK.groups)),
});
