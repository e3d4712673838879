import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, everybody, guard, inJurisdiction } from "../../access/policies.js";
import { WORK } from "../../access/roles.js";
import { type Situation, situation } from "../../access/situation.js";

/** Who reads an alert reads who made it public and why; those who may make it public write that. */
export function publicationPolicies(t: Situation & { incidentId: AnyPgColumn }) {
  const read = situation(t, t.incidentId);
  const write = allOf(read, inJurisdiction(t, WORK.publications));
  return guard("alert_publications", { read, insert: write, update: write });
}

/** Tier T0: everybody reads what was made public. */
export function publicAlertPolicies(t: { kato: AnyPgColumn }) {
  const write = inJurisdiction({ kato: t.kato }, WORK.publications);
  return guard("public_alerts", { read: everybody, insert: write, update: write });
}
