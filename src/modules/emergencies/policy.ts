import type { AnyPgColumn } from "drizzle-orm/pg-core";
import {
  allOf,
  anyOf,
  granted,
  guard,
  hasRole,
  inJurisdiction,
  inRegion,
  inSchool,
  notExcluded,
  officials,
  own,
} from "../../access/policies.js";
import { SCHOOL_STAFF, WORK } from "../../access/roles.js";

interface Columns {
  id: AnyPgColumn;
  childId: AnyPgColumn;
  officerId: AnyPgColumn;
  schoolId: AnyPgColumn;
  kato: AnyPgColumn;
  region: AnyPgColumn;
}

/**
 * Tier T3C, since a reason tells of a child: whoever asked, the data officer who reviews it, the officer who was told
 * of it, and who reads the child's circumstances. It is asked for in the own name and region.
 */
export function emergencyPolicies(t: Columns) {
  const reviewed = inJurisdiction({ kato: t.kato }, WORK.reviews);
  const concerned = allOf(
    officials,
    anyOf(inSchool(t, SCHOOL_STAFF), granted(t.childId, "child", "T3C"), granted(t.id, "emergency", "T3S")),
    notExcluded(t.childId, "child"),
  );
  const insert = allOf(own(t.officerId), hasRole(WORK.emergencies), inRegion(t.region));
  return guard("emergency_accesses", { read: anyOf(own(t.officerId), reviewed, concerned), insert, update: reviewed });
}
