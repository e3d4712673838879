import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { guard, knowsByName } from "../../access/policies.js";

type Columns = { schoolId: AnyPgColumn };

/** Who a child is, and who its guardians are, is for the people of its own school who know it by name. */
export const identityPolicies = (t: Columns) => named("child_identities", t);
export const guardianPolicies = (t: Columns) => named("guardians", t);
export const guardianshipPolicies = (t: Columns) => named("guardianships", t);

function named(table: string, t: Columns) {
  const known = knowsByName(t);
  return guard(table, { read: known, insert: known, update: known });
}
