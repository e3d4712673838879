import { and, desc, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import { type Official, viewerOf } from "../../access/viewer.js";
import type { Statement, Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { schools } from "../schools/table.js";
import { appointments, officers } from "./table.js";

interface InForce {
  officerId: string;
  agencyId: string;
  role: Role;
  kato: string | null;
  schoolId: string | null;
  schoolKato: string | null;
  schoolAgencyId: string | null;
}

/** The appointment in force of an officer; of several the newest. */
const appointmentInForce: Statement<InForce> = {
  name: "appointmentInForce",
  build(db) {
    return db
      .select({
        officerId: officers.id,
        agencyId: officers.agencyId,
        role: appointments.role,
        kato: appointments.kato,
        schoolId: schools.id,
        schoolKato: schools.kato,
        schoolAgencyId: appointments.schoolAgencyId,
      })
      .from(appointments)
      .innerJoin(officers, eq(officers.id, appointments.officerId))
      .leftJoin(schools, eq(schools.agencyId, appointments.schoolAgencyId))
      .where(
        and(
          sql`${appointments.officerId} = ${sql.placeholder("officer")}::uuid`,
          lte(appointments.from, today),
          or(isNull(appointments.to), gte(appointments.to, today)),
        ),
      )
      .orderBy(desc(appointments.from), appointments.id)
      .limit(1)
      .prepare(this.name);
  },
};

/** The viewer that an officer's id names, or null when no appointment is in force. `principal` is a plain uuid. */
export async function findViewer(tx: Transaction, principal: string): Promise<Official | null> {
  const [found] = await tx.run(appointmentInForce, { officer: principal });
  if (!found) return null;
  const { schoolKato, schoolAgencyId, ...appointment } = found;
  // Without its school the appointment would read as one for the whole country.
  if (schoolAgencyId && !appointment.schoolId) return null;
  return viewerOf({ ...appointment, kato: appointment.kato ?? schoolKato });
}

/** The officer of an OpenID provider's name for them. Unlinking acts on the next request, so nothing is kept. */
const officerOfSubject: Statement<{ id: string }> = {
  name: "officerOfSubject",
  build(db) {
    const isLinked = eq(officers.subject, sql.placeholder("subject"));
    return db.select({ id: officers.id }).from(officers).where(isLinked).prepare(this.name);
  },
};

/** The prefixed id of the officer who is linked to a subject, or null. */
export async function findOfficerOf(tx: Transaction, subject: string): Promise<string | null> {
  const [officer] = await tx.run(officerOfSubject, { subject });
  return officer?.id ?? null;
}
