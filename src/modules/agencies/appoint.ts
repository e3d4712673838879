import { and, eq, sql } from "drizzle-orm";
import { type Role, SCHOOL_STAFF } from "../../access/roles.js";
import { auditCommand, fieldsOf } from "../../audit/record.js";
import { type Database, maintain, type Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { fail } from "../../graphql/errors.js";
import { schools } from "../schools/table.js";
import { isOpen, isSame, type Made, requireOne, requireUnit } from "./staff.js";
import { appointments, officers } from "./table.js";

export interface NewAppointment {
  officer: string;
  role: Role;
  /** The jurisdiction: a territory, a school, or the whole country. One of them must be said. */
  kato?: string | undefined;
  school?: string | undefined;
  country?: boolean | undefined;
  from?: string | undefined;
  to?: string | undefined;
  actingFor?: string | undefined;
  dryRun: boolean;
}

/** Appoints an officer, unless the same appointment is there and not over. It acts on the next request. */
export async function addAppointment(database: Database, given: NewAppointment): Promise<Made> {
  checkPlace(given);
  return maintain(database, async (tx) => {
    const row = await readAppointment(tx, given);
    const place = and(isSame(appointments.kato, row.kato), isSame(appointments.schoolAgencyId, row.schoolAgencyId));
    const deputy = isSame(appointments.actingForId, row.actingForId);
    const same = and(eq(appointments.officerId, row.officerId), eq(appointments.role, row.role), place, deputy, isOpen);
    const [old] = await tx.db.select().from(appointments).where(same);
    if (old) checkEnd(old, given.to);
    if (old || given.dryRun) return { id: old?.id ?? null, isNew: !old };
    const [made] = await tx.db.insert(appointments).values(row).returning();
    const { id, kato } = made as typeof appointments.$inferSelect;
    const { dryRun: _, ...named } = given;
    const act = { action: "appointmentAdd", subjectType: "Appointment", subjectId: id, kato };
    await auditCommand(tx, { ...act, fields: fieldsOf(named) });
    return { id, isNew: true };
  });
}

// Said silently to be there already, it would end on another day than the operator believes.
function checkEnd(old: typeof appointments.$inferSelect, to: string | undefined) {
  if (to === undefined || to === old.to) return;
  const rule = `to must be that of ${old.id}, which is there already: ${old.to ?? "none"}`;
  throw fail("INVALID_INPUT", ["to"], `${rule}, but is ${to}; end that one with appointment end first`);
}

const OF_SCHOOLS: readonly Role[] = [...SCHOOL_STAFF, "CLASS_TEACHER"];

// Without a place an appointment is one for the whole country, so that must be said and not forgotten.
function checkPlace({ role, kato, school, country }: NewAppointment) {
  const refuse = (field: string, rule: string) => fail("INVALID_INPUT", [field], rule);
  if (role === "GUARDIAN") throw refuse("role", "role must be an official's, but guardian is none");
  const said = [kato, school, country].filter(Boolean).length;
  if (said !== 1) throw refuse("kato", `one of kato, school and country must be given, but got ${said} of them`);
  if (OF_SCHOOLS.includes(role) && !school) throw refuse("school", `school must be given for ${role.toLowerCase()}`);
  if (school && !OF_SCHOOLS.includes(role) && role !== "PARENT_REPRESENTATIVE")
    throw refuse("school", `school must be left out for ${role.toLowerCase()}, who has a territory`);
  const level = LEVELS[role];
  if (!level || level.is(kato ?? null)) return;
  throw refuse(
    "kato",
    `the jurisdiction of ${role.toLowerCase()} must be ${level.name}, but is ${kato ?? "the country"}`,
  );
}

const isRegion = (kato: string | null) => kato?.endsWith("0000000") === true;
/** Roles whose name says their level; the others serve a district, a region or the country as they are needed. */
const LEVELS: Partial<Record<Role, { name: string; is(kato: string | null): boolean }>> = {
  MINISTRY_CONTROLLER: { name: "the country", is: (kato) => kato === null },
  REGION_OFFICER: { name: "a region or a city of republican standing", is: isRegion },
  DISTRICT_OFFICER: { name: "a district", is: (kato) => kato !== null && !isRegion(kato) },
};

async function readAppointment(tx: Transaction, given: NewAppointment) {
  const { role, kato, from, to, actingFor } = given;
  const officerId = await requireOne(tx, "officer", { column: officers.id, id: given.officer });
  if (kato) await requireUnit(tx, kato);
  if (actingFor) await requireOne(tx, "actingFor", { column: officers.id, id: actingFor });
  if (actingFor === officerId) throw fail("INVALID_INPUT", ["actingFor"], "actingFor must be another officer");
  const [day] = await tx.rows<{ today: string }>(sql`select ${today}::text as today`);
  const first = from ?? day?.today ?? "";
  if (to && to < first) throw fail("INVALID_INPUT", ["to"], `to must not be before ${first}, but is ${to}`);
  const schoolAgencyId = given.school && (await agencyOfSchool(tx, given.school));
  return { officerId, role, kato, schoolAgencyId, to, actingForId: actingFor, from: first };
}

async function agencyOfSchool(tx: Transaction, school: string) {
  const id = await requireOne(tx, "school", { column: schools.id, id: school });
  const [row] = await tx.db.select({ agencyId: schools.agencyId }).from(schools).where(eq(schools.id, id));
  return row?.agencyId;
}

/** Ends an appointment: after its last day, or at once. An end that has passed stays as it is. */
export const endAppointment = (database: Database, given: { appointment: string; on?: string | undefined }) =>
  maintain(database, async (tx) => {
    const id = await requireOne(tx, "appointment", { column: appointments.id, id: given.appointment });
    const [old] = await tx.db
      .select({ from: appointments.from, isOver: sql<boolean>`not (${isOpen})` })
      .from(appointments)
      .where(eq(appointments.id, id));
    if (old?.isOver) return { id, isNew: false };
    if (given.on && old && given.on < old.from)
      throw fail("INVALID_INPUT", ["on"], `on must not be before its first day ${old.from}, but is ${given.on}`);
    const to = given.on ?? sql`greatest(${appointments.from}, ${today}) - 1`;
    const [ended] = await tx.db.update(appointments).set({ to }).where(eq(appointments.id, id)).returning();
    const act = { action: "appointmentEnd", subjectType: "Appointment", subjectId: id, kato: ended?.kato };
    await auditCommand(tx, { ...act, fields: ["to"] });
    return { id, isNew: true };
  });
