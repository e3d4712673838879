import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, inJurisdiction } from "../../access/policies.js";

type Columns = { kato: AnyPgColumn; schoolId: AnyPgColumn };

/** Officials read and change the pseudonymous record of children in their jurisdiction. */
export function childPolicies(t: Columns) {
  const within = inJurisdiction(t);
  return guard("children", { read: within, insert: within, update: within });
}
