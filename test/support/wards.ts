import { maintain } from "../../src/db/database.js";
import type { children } from "../../src/modules/children/table.js";
import { childProfiles } from "../../src/modules/children/table.js";
import { aChild, almaly, anOfficer, aSchool } from "./factories.js";
import type { Running } from "./start.js";

/** A child with circumstances, and those who work at its school. Its director answers for it. */
export async function aWard({ database }: Running, given: Partial<typeof children.$inferInsert> = {}) {
  const school = await aSchool(database, { kato: given.kato ?? almaly });
  const director = await anOfficer(database, { role: "SCHOOL_DIRECTOR", school });
  const psychologist = await anOfficer(database, { role: "PSYCHOLOGIST", school });
  const pedagogue = await anOfficer(database, { role: "SOCIAL_PEDAGOGUE", school });
  const child = await aChild(database, { school, accountableOfficerId: director.id, ...given });
  const { id: childId, schoolId, kato } = child;
  await maintain(database, ({ db }) =>
    db.insert(childProfiles).values({ childId, schoolId, kato, birthYear: 2013, sex: "FEMALE" }).returning(),
  );
  return { school, child, director, psychologist, pedagogue };
}
