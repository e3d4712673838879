import { and, desc, eq, gte, isNull, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import { type Official, type Viewer, viewerOf } from "../../access/viewer.js";
import type { Statement, Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { uuidWithin } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { schools } from "../schools/table.js";
import { appointments, officers } from "./table.js";

interface InForce {
  appointmentId: string;
  officerId: string;
  agencyId: string;
  role: Role;
  kato: string | null;
  schoolId: string | null;
  schoolKato: string | null;
  schoolAgencyId: string | null;
  /** Milliseconds since 1970. */
  until: number | null;
}

const inForce = and(lte(appointments.from, today), or(isNull(appointments.to), gte(appointments.to, today)));

// An appointment that was taken back begins after its end.
const next = sql`(select min(later.from_day) from ${appointments} later
  where later.officer_id = ${appointments.officerId} and later.from_day > ${today}
    and coalesce(later.to_day, later.from_day) >= later.from_day)`;
const isNamed = sql`${sql.placeholder("appointment")}::uuid is not null`;

/** When time alone changes which appointment is in force: its last day is over, or a newer one begins. */
const until = sql<number | null>`(extract(epoch from least(${appointments.to} + 1, case when ${isNamed} then null
  else ${next} end)::timestamp at time zone 'Asia/Almaty') * 1000)::float8`;

/** The appointments of an officer that count, of which the newest is acted under. */
const counting = (officer: SQLWrapper, named: SQLWrapper) =>
  and(
    sql`${appointments.officerId} = ${officer}::uuid`,
    sql`${appointments.id} = coalesce(${named}::uuid, ${appointments.id})`,
    inForce,
  );
const newest = [desc(appointments.from), desc(appointments.id)];
const isAppointed = eq(officers.id, appointments.officerId);
const isItsSchool = eq(schools.agencyId, appointments.schoolAgencyId);

/** The appointment in force of an officer that is named, else the newest. */
const appointmentInForce: Statement<InForce> = {
  name: "appointmentInForce",
  build(db) {
    return db
      .select({
        appointmentId: appointments.id,
        officerId: officers.id,
        agencyId: officers.agencyId,
        role: appointments.role,
        kato: appointments.kato,
        schoolId: schools.id,
        schoolKato: schools.kato,
        schoolAgencyId: appointments.schoolAgencyId,
        until,
      })
      .from(appointments)
      .innerJoin(officers, isAppointed)
      .leftJoin(schools, isItsSchool)
      .where(counting(sql.placeholder("officer"), sql.placeholder("appointment")))
      .orderBy(...newest)
      .limit(1)
      .prepare(this.name);
  },
};

/** The viewer that an officer's id names, or null when no such appointment is in force. Both are plain uuids. */
export async function findViewer(
  tx: Transaction,
  principal: string,
  named: string | null = null,
): Promise<Official | null> {
  const [found] = await tx.run(appointmentInForce, { officer: principal, appointment: named });
  if (!found) return null;
  const { schoolKato, schoolAgencyId, until, ...appointment } = found;
  // Without its school the appointment would read as one for the whole country.
  if (schoolAgencyId && !appointment.schoolId) return null;
  const kato = appointment.kato ?? schoolKato;
  return viewerOf({ ...appointment, kato, until: until === null ? null : new Date(until) });
}

/** Holds as long as `findViewer` would give the same viewer and, with a subject, it is the officer's. */
export function guardOf(viewer: Viewer, named: string | null, subject: string | null): SQL {
  const isSame = and(
    sql`${appointments.id} = ${uuidOrNull(viewer.appointmentId)}`,
    sql`${officers.agencyId} = ${uuidOrNull(viewer.agencyId)}`,
    sql`${appointments.role} = ${viewer.role}`,
    isSamePlace(viewer),
    subject === null ? undefined : sql`is_called(${officers.id}, ${subject})`,
  );
  const school = viewer.schoolId === null ? sql`` : sql`left join ${schools} on ${isItsSchool}`;
  return sql`(select ${isSame} from ${appointments} join ${officers} on ${isAppointed} ${school}
    where ${counting(uuidOrNull(viewer.officerId), sql`${named}`)} order by ${sql.join(newest, sql`, `)} limit 1)`;
}

const uuidOrNull = (id: string | null) => sql`${id && uuidWithin(id)}::uuid`;

// It stands in every statement: whoever works in no school is told from the others without looking for one.
const isSamePlace = ({ kato, schoolId }: Viewer) =>
  schoolId === null
    ? and(sql`${appointments.kato} is not distinct from ${kato}::int`, isNull(appointments.schoolAgencyId))
    : and(
        sql`coalesce(${appointments.kato}, ${schools.kato}) is not distinct from ${kato}::int`,
        sql`${schools.id} = ${uuidOrNull(schoolId)}`,
      );

/** Every appointment under which the viewer may act now, the newest first; none for a guardian. */
export async function findAppointments(ctx: Context, { officerId }: Pick<Viewer, "officerId">) {
  if (officerId === null) return [];
  const { db } = await ctx.open();
  const own = and(eq(appointments.officerId, officerId), inForce);
  return db
    .select()
    .from(appointments)
    .where(own)
    .orderBy(...newest);
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
