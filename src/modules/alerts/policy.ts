import { allOf, anyOf, granted, guard, hasRole, inJurisdiction, notExcluded } from "../../access/policies.js";
import { WORK } from "../../access/roles.js";
import {
  type Alerted,
  alertOfEmergency,
  alertOfIncident,
  alertOfSilence,
  alertReaders,
  isSet,
  workedOn,
} from "../../access/situation.js";

/**
 * Who works on alerts answers those that it reads, and so does the headquarters. Whoever may report the incident, or
 * asks for the emergency access, raises its alert: the rule is no longer than that, since each report pays for it.
 * That a control room is silent the server's worker says.
 */
export function alertPolicies(t: Alerted) {
  const ofIncident = alertOfIncident(t);
  const ofEmergency = alertOfEmergency(t);
  const worked = anyOf(inJurisdiction(t, WORK.alerts), granted(t.incidentId, "incident", "T3C"));
  const write = anyOf(allOf(ofIncident, worked, notExcluded(t.incidentId, "incident")), ofEmergency);
  const raised = allOf(isSet(t.incidentId), workedOn(t, t.incidentId));
  const insert = anyOf(raised, allOf(isSet(t.emergencyId), hasRole(WORK.emergencies)));
  const answered = allOf(alertOfSilence(t), inJurisdiction({ kato: t.kato }, WORK.alerts));
  return guard("alerts", { read: alertReaders(t), insert, update: anyOf(write, answered), workerWrite: true });
}
