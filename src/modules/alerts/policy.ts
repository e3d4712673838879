import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, inJurisdiction } from "../../access/policies.js";

/** Officials read and answer alerts of their jurisdiction. */
export function alertPolicies(t: { kato: AnyPgColumn; schoolId: AnyPgColumn }) {
  const within = inJurisdiction(t);
  return guard("alerts", { read: within, insert: within, update: within });
}
