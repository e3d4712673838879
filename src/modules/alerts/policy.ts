import { sql } from "drizzle-orm";
import { allOf, anyOf, granted, guard, hasRole, inJurisdiction, notExcluded } from "../../access/policies.js";
import { WORK } from "../../access/roles.js";
import { type Alerted, alertOfEmergency, alertOfIncident } from "../../access/situation.js";

/**
 * Who works on alerts answers those that it reads, and so does the headquarters. Whoever asks for an emergency access
 * raises its alert.
 */
export function alertPolicies(t: Alerted) {
  const ofIncident = alertOfIncident(t);
  const ofEmergency = alertOfEmergency(t);
  const worked = anyOf(inJurisdiction(t, WORK.alerts), granted(t.incidentId, "incident", "T3C"));
  const write = anyOf(allOf(ofIncident, worked, notExcluded(t.incidentId, "incident")), ofEmergency);
  const insert = anyOf(write, allOf(sql`${t.emergencyId} is not null`, hasRole(WORK.emergencies)));
  return guard("alerts", { read: anyOf(ofIncident, ofEmergency), insert, update: write, workerWrite: true });
}
