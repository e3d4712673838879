import type { Role } from "../../src/access/roles.js";
import type { Database } from "../../src/db/database.js";
import { anOfficer } from "./factories.js";

/** An officer of a role with a jurisdiction, made in the database when first needed. */
export interface OfficerSpec {
  role: Role;
  kato: string | null;
}

/** Describes an officer of a territory: `as(officerOf(almaly))`. Without a territory: of the whole country. */
export const officerOf = (kato: string | null, role: Role = "DISTRICT_OFFICER"): OfficerSpec => ({ role, kato });

/** Finds the id of whoever asks; an officer that is only described is made once for the database. */
export function officerFinder(database: Database) {
  const made = new Map<string, Promise<string>>();
  return async (officer: { id: string } | string | OfficerSpec): Promise<string> => {
    if (typeof officer === "string") return officer;
    if ("id" in officer) return officer.id;
    const key = `${officer.role} ${officer.kato}`;
    if (!made.has(key))
      made.set(
        key,
        anOfficer(database, officer).then(({ id }) => id),
      );
    return made.get(key) as Promise<string>;
  };
}
