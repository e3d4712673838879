import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, atLeastAsGrave, granted, inJurisdiction, inSchool, notExcluded } from "./policies.js";
import { SCHOOL_STAFF, SITUATION_READERS, WORK } from "./roles.js";

/** Columns by which a situation is judged. */
export type Situation = { kato: AnyPgColumn; schoolId: AnyPgColumn; severityRank: AnyPgColumn };

/** EXTREME and SEVERE: a rank is the position in `AlertSeverity`. */
export const GRAVE = 1;

/** Tier T3S: what happened, where and how grave, without persons. An incident and its alerts share the rule. */
export const situation = (t: Situation, incidentId: AnyPgColumn): SQL =>
  allOf(
    anyOf(
      inSchool(t, SCHOOL_STAFF),
      inJurisdiction(t, SITUATION_READERS),
      allOf(atLeastAsGrave(t.severityRank, GRAVE), inJurisdiction(t, ["MINISTRY_CONTROLLER"])),
      granted(incidentId, "incident", "T3S"),
    ),
    notExcluded(incidentId, "incident"),
  );

// School staff work at their own school, whatever their territory.
const OFFICIALS = WORK.incidents.filter((role) => !SCHOOL_STAFF.includes(role));

/** Who works on incidents at the place, and the incident's headquarters; never who is party to it. */
export const workedOn = (t: Omit<Situation, "severityRank">, incidentId: AnyPgColumn): SQL =>
  allOf(
    anyOf(inSchool(t, SCHOOL_STAFF), inJurisdiction(t, OFFICIALS), granted(incidentId, "incident", "T3C")),
    notExcluded(incidentId, "incident"),
  );

/** Tier T3S: that a control room is silent. Who works on the alerts of its territory, or oversees it, must know. */
export const silentRoom = (t: Pick<Situation, "kato">): SQL =>
  inJurisdiction({ kato: t.kato }, [...SITUATION_READERS, "MINISTRY_CONTROLLER"]);

/** Columns by which an alert is judged: it is of an incident, of an emergency access, or of a silent control room. */
export type Alerted = Situation & { incidentId: AnyPgColumn; emergencyId: AnyPgColumn; silenceId: AnyPgColumn };

export const isSet = (column: AnyPgColumn): SQL => sql`${column} is not null`;

/** Who reads an incident reads its alerts. */
export const alertOfIncident = (t: Alerted): SQL => allOf(isSet(t.incidentId), situation(t, t.incidentId));

/** The alert of an emergency access is for who was told of it and for the data officer. */
export const alertOfEmergency = (t: Alerted): SQL =>
  allOf(
    isSet(t.emergencyId),
    anyOf(inJurisdiction({ kato: t.kato }, WORK.reviews), granted(t.emergencyId, "emergency", "T3S")),
  );

/** The alert of a silent control room is for everybody of the territory who acts on alerts. */
export const alertOfSilence = (t: Alerted): SQL => allOf(isSet(t.silenceId), silentRoom(t));

/** Who reads an alert, whatever it is of. */
export const alertReaders = (t: Alerted): SQL => anyOf(alertOfIncident(t), alertOfEmergency(t), alertOfSilence(t));
