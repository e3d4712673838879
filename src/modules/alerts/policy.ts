import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, granted, guard, hasRole, inJurisdiction, notExcluded } from "../../access/policies.js";
import { WORK } from "../../access/roles.js";
import { type Situation, situation } from "../../access/situation.js";

type Columns = Situation & { incidentId: AnyPgColumn; emergencyId: AnyPgColumn };

/**
 * Who reads an incident reads its alerts. Who works on alerts answers them, and so does the headquarters. The alert of
 * an emergency access is for who was told of it and for the data officer; whoever asks for the access raises it.
 */
export function alertPolicies(t: Columns) {
  const ofIncident = allOf(isSet(t.incidentId), situation(t, t.incidentId));
  const ofEmergency = allOf(
    isSet(t.emergencyId),
    anyOf(inJurisdiction({ kato: t.kato }, WORK.reviews), granted(t.emergencyId, "emergency", "T3S")),
  );
  const worked = anyOf(inJurisdiction(t, WORK.alerts), granted(t.incidentId, "incident", "T3C"));
  const write = anyOf(allOf(ofIncident, worked, notExcluded(t.incidentId, "incident")), ofEmergency);
  const insert = anyOf(write, allOf(isSet(t.emergencyId), hasRole(WORK.emergencies)));
  return guard("alerts", { read: anyOf(ofIncident, ofEmergency), insert, update: write });
}

const isSet = (column: AnyPgColumn): SQL => sql`${column} is not null`;
