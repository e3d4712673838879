import type { Settings } from "../db/database.js";
import { uuidWithin } from "../db/ids.js";
import type { TerritoryScope } from "../graphql/filters.js";
import type { Role } from "./roles.js";

/** Who is asking: an officer acting under one appointment in force, or somebody who acts for children. */
export interface Viewer {
  /** The prefixed id of whoever it is. */
  principal: string;
  /** The officer's prefixed id, or null for a guardian. */
  officerId: string | null;
  agencyId: string | null;
  /** The appointment under which the officer acts, or null for a guardian. */
  appointmentId: string | null;
  role: Role;
  /** The territory of the jurisdiction, or null for the whole country. */
  kato: string | null;
  /** The one school of the jurisdiction, for people who work in a school. */
  schoolId: string | null;
  /** The territory as lists filter it, or null for the whole country. */
  territory: TerritoryScope | null;
  /** When the appointment ends, or gives way to a newer one; null when time alone changes nothing. */
  until: Date | null;
  /** What the policies of the database read. */
  settings: Settings;
}

/** First and last code of a jurisdiction: 75… of Almaty, 7512… of its Alatau district, all for the country. */
export function katoRange(kato: string | null): { from: string; to: string } {
  if (kato === null) return { from: "0", to: "999999999" };
  const digits = kato.endsWith("0000000") ? 2 : 4;
  return { from: kato.slice(0, digits).padEnd(9, "0"), to: kato.slice(0, digits).padEnd(9, "9") };
}

/** First and last code of a territory of any level. */
export const rangeOf = ({ kato, locality }: TerritoryScope) =>
  locality ? { from: String(locality.from), to: String(locality.to) } : katoRange(kato);

/** Region and district of a code, as tables store them. */
export const scopeOfKato = (kato: string): TerritoryScope => ({
  kato,
  region: Number(kato.slice(0, 2)),
  district: kato.endsWith("0000000") ? null : Number(kato.slice(0, 4)),
});

/** A viewer who is an officer. */
export type Official = Viewer & { officerId: string; agencyId: string; appointmentId: string };
export const isOfficial = (viewer: Viewer): viewer is Official => viewer.officerId !== null;

type Appointment = Pick<Official, "officerId" | "agencyId" | "appointmentId" | "role" | "kato" | "schoolId" | "until">;

/** The viewer of an appointment. `schoolUuid` is the plain uuid that policies compare. */
export function viewerOf(appointment: Appointment): Official {
  const { officerId, role, kato, schoolId } = appointment;
  const { from, to } = katoRange(kato);
  const settings: Settings = { principal: uuidWithin(officerId), role, kato_from: from, kato_to: to };
  if (schoolId) settings.school = uuidWithin(schoolId);
  const territory = kato === null ? null : scopeOfKato(kato);
  return { ...appointment, principal: officerId, territory, settings };
}

/** The viewer who acts for children. Without a territory: no policy that goes by jurisdiction lets it pass. */
export function viewerOfGuardian(guardianId: string): Viewer {
  const settings: Settings = { principal: uuidWithin(guardianId), role: "GUARDIAN" };
  const nowhere = { officerId: null, agencyId: null, appointmentId: null, kato: null, schoolId: null, territory: null };
  return { principal: guardianId, role: "GUARDIAN", ...nowhere, until: null, settings };
}
