import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, granted, guard, inJurisdiction, notExcluded } from "../../access/policies.js";
import { WORK } from "../../access/roles.js";
import { type Situation, situation } from "../../access/situation.js";

type Columns = Situation & { incidentId: AnyPgColumn };

/** Who reads an incident reads its alerts. Who works on alerts answers them, and so does the headquarters. */
export function alertPolicies(t: Columns) {
  const read = situation(t, t.incidentId);
  const worked = anyOf(inJurisdiction(t, WORK.alerts), granted(t.incidentId, "incident", "T3C"));
  const write = allOf(read, worked, notExcluded(t.incidentId, "incident"));
  return guard("alerts", { read, insert: write, update: write });
}
