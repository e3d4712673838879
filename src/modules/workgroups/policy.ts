import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, inJurisdiction, signedIn } from "../../access/policies.js";

type Columns = { kato: AnyPgColumn; schoolId: AnyPgColumn };

/** Groups, members and dates of meetings are a directory (tier T1); those who work in the territory change them. */
export const groupPolicies = (t: Columns) => directory("working_groups", t);
export const membershipPolicies = (t: Columns) => directory("memberships", t);
export const meetingPolicies = (t: Columns) => directory("meetings", t);
/** What a meeting was about may tell of children. It is append-only: a record isn't rewritten. */
export const agendaPolicies = (t: Columns) => appending("agenda_items", t);
export const attendancePolicies = (t: Columns) => appending("attendances", t);
export const decisionPolicies = (t: Columns) => appending("decisions", t);

function directory(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: signedIn, insert: within, update: within });
}

function appending(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: within, insert: within });
}
