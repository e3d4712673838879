import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, inJurisdiction } from "../../access/policies.js";

type Columns = { kato: AnyPgColumn; schoolId: AnyPgColumn };

/** Officials read and change what happened in their jurisdiction. */
export const incidentPolicies = (t: Columns) => changing("incidents", t);
export const participantPolicies = (t: Columns) => changing("incident_participants", t);
/** Notes and reviews are append-only: there is no policy to change one. */
export const notePolicies = (t: Columns) => appending("incident_notes", t);
export const reviewPolicies = (t: Columns) => appending("incident_reviews", t);

function changing(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: within, insert: within, update: within });
}

function appending(table: string, t: Columns) {
  const within = inJurisdiction(t);
  return guard(table, { read: within, insert: within });
}
