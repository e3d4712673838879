import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { allOf, anyOf, guard, hasRole, inJurisdiction, officials, own } from "../../access/policies.js";
import { DUTY_ROLES, WORK } from "../../access/roles.js";
import { silentRoom } from "../../access/situation.js";

type Place = { kato: AnyPgColumn };
type Shift = Place & { officerId: AnyPgColumn; takenOverFromId: AnyPgColumn };

// Of the whole country the ministry answers.
const ruled = (t: Place): SQL =>
  anyOf(inJurisdiction(t, WORK.rosters), allOf(sql`${t.kato} is null`, hasRole(["MINISTRY_CONTROLLER"])));

/** Rosters are a directory (tier T1): every official may know whom to call. */
export const rosterPolicies = (t: Place) =>
  guard("duty_rosters", { read: officials, insert: ruled(t), update: ruled(t), workerRead: true });

/** Whoever is on duty ends the own shift by handing it over, in the own name. */
export function shiftPolicies(t: Shift) {
  const within = anyOf(inJurisdiction(t, DUTY_ROLES), allOf(sql`${t.kato} is null`, hasRole(DUTY_ROLES)));
  const insert = anyOf(ruled(t), allOf(own(t.takenOverFromId), within));
  const update = anyOf(ruled(t), allOf(own(t.officerId), within));
  return guard("duty_shifts", { read: officials, insert, update, workerRead: true });
}

/** Only processes say of each other what they hear. */
export const presencePolicies = guard("control_room_presence", { read: sql.raw("false"), workerWrite: true });

/** Tier T3S: who reads the alert of a silence reads the silence. */
export const silencePolicies = (t: Place) => guard("duty_silences", { read: silentRoom(t), workerWrite: true });
