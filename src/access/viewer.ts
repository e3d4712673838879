import type { Settings } from "../db/database.js";
import type { TerritoryScope } from "../graphql/filters.js";
import type { Role } from "./roles.js";

/** Who is asking: an officer acting under one appointment in force. */
export interface Viewer {
  /** The officer's prefixed id. */
  officerId: string;
  agencyId: string;
  /** The appointment under which the officer acts. */
  appointmentId: string;
  role: Role;
  /** The territory of the jurisdiction, or null for the whole country. */
  kato: string | null;
  /** The one school of the jurisdiction, for people who work in a school. */
  schoolId: string | null;
  /** The territory as lists filter it, or null for the whole country. */
  territory: TerritoryScope | null;
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

type Appointment = Pick<Viewer, "officerId" | "agencyId" | "appointmentId" | "role" | "kato" | "schoolId">;

/** The viewer of an appointment. `schoolUuid` is the plain uuid that policies compare. */
export function viewerOf(appointment: Appointment): Viewer {
  const { officerId, role, kato, schoolId } = appointment;
  const { from, to } = katoRange(kato);
  const settings: Settings = { principal: uuid(officerId), role, kato_from: from, kato_to: to };
  if (schoolId) settings.school = uuid(schoolId);
  return { ...appointment, territory: kato === null ? null : scopeOfKato(kato), settings };
}

const uuid = (id: string) => id.slice(id.indexOf("_") + 1);
