import { randomBytes } from "node:crypto";
import { eq, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Role } from "../../src/access/roles.js";
import { type Database, maintain, type Transaction } from "../../src/db/database.js";
import { agencies, appointments, officers } from "../../src/modules/agencies/table.js";
import { alerts } from "../../src/modules/alerts/table.js";
import { children } from "../../src/modules/children/table.js";
import { incidentParticipants, incidents } from "../../src/modules/incidents/table.js";
import { schools } from "../../src/modules/schools/table.js";

export { officerOf } from "./officers.js";

/** Territories that every test database holds. */
export const almaty = "750000000";
export const almaly = "751110000";
export const alatau = "751210000";
export const auezov = "751310000";
export const bostandyk = "751410000";
export const shymkent = "790000000";
export const abai = "791110000";

const random = () => randomBytes(4).toString("hex");

/** The first row, which an insert of one row always gives. */
async function insertOne<Row>(database: Database, insert: (tx: Transaction) => PromiseLike<Row[]>): Promise<Row> {
  const [row] = await maintain(database, async (tx) => insert(tx));
  return row as Row;
}

export const anAgency = (database: Database, given: Partial<typeof agencies.$inferInsert> = {}) => {
  const values = { kind: "EDUCATION_OFFICE", nameRu: `Учреждение ${random()}`, kato: almaly, ...given } as const;
  return insertOne(database, ({ db }) => db.insert(agencies).values(values).returning());
};

export interface OfficerValues extends Partial<typeof officers.$inferInsert> {
  role?: Role;
  /** The jurisdiction; null is the whole country. */
  kato?: string | null;
  /** The school of the jurisdiction, instead of a territory. */
  school?: { agencyId: string };
  /** Days of the appointment: `2026-01-31`. */
  from?: string;
  to?: string | null;
}

/** An officer with an appointment in force. */
export async function anOfficer(database: Database, given: OfficerValues = {}) {
  const { role = "DISTRICT_OFFICER", kato = almaly, school, from = "2020-01-01", to = null, ...values } = given;
  const agencyId = values.agencyId ?? school?.agencyId ?? (await anAgency(database, { kato })).id;
  const officer = await insertOne(database, ({ db }) =>
    db
      .insert(officers)
      .values({ name: `Сотрудник ${random()}`, ...values, agencyId })
      .returning(),
  );
  const place = school ? { schoolAgencyId: school.agencyId } : { kato };
  await insertOne(database, ({ db }) =>
    db
      .insert(appointments)
      .values({ officerId: officer.id, role, from, to, ...place })
      .returning(),
  );
  return officer;
}

/** A school with its agency. */
export async function aSchool(database: Database, given: Partial<typeof schools.$inferInsert> = {}) {
  const { kato = almaly, nameRu = `Школа ${random()}`, ...rest } = given;
  const agencyId = rest.agencyId ?? (await anAgency(database, { kind: "SCHOOL", kato, nameRu })).id;
  const row: typeof schools.$inferInsert = { kind: "SECONDARY", ownership: "STATE", ...rest, kato, nameRu, agencyId };
  return insertOne(database, ({ db }) => db.insert(schools).values(row).returning());
}

/** A child at risk, in a school of its own unless one is given. */
export async function aChild(
  database: Database,
  given: Partial<typeof children.$inferInsert> & { school?: { id: string; kato: string } } = {},
) {
  const { school: at, ...rest } = given;
  const school = at ?? (await schoolOf(database, rest));
  const values = { pseudonym: `К-${random()}`, riskLevel: "MEDIUM", kato: school.kato, ...rest, schoolId: school.id };
  const row = values as typeof children.$inferInsert;
  return insertOne(database, ({ db }) => db.insert(children).values(row).returning());
}

/** An incident in a school of its own unless one is given. */
export async function anIncident(
  database: Database,
  given: Partial<typeof incidents.$inferInsert> & { school?: { id: string; kato: string } } = {},
) {
  const { school: at, ...rest } = given;
  const school = at ?? (await schoolOf(database, rest));
  const values = {
    kind: "FIGHT",
    severity: "MODERATE",
    place: "Коридор",
    occurredAt: new Date(),
    kato: school.kato,
    ...rest,
    schoolId: school.id,
  };
  const row = values as typeof incidents.$inferInsert;
  return insertOne(database, ({ db }) => db.insert(incidents).values(row).returning());
}

/** An alert of an incident of its own unless one is given. */
export async function anAlert(
  database: Database,
  given: Partial<typeof alerts.$inferInsert> & { incident?: typeof incidents.$inferSelect } = {},
) {
  const { incident: of, ...rest } = given;
  const incident = of ?? (await anIncident(database, { kato: rest.kato ?? almaly }));
  const { id: incidentId, schoolId, kato, kind, severity, certainty, place, exercise } = incident;
  const copied = { incidentId, schoolId, kato, kind, severity, certainty, place, exercise };
  const row = { urgency: "IMMEDIATE", ...copied, ...rest } as typeof alerts.$inferInsert;
  return insertOne(database, ({ db }) => db.insert(alerts).values(row).returning());
}

/** Puts somebody into an incident, in a role in this incident. */
export async function aParticipant(
  database: Database,
  given: Pick<typeof incidentParticipants.$inferInsert, "incidentId"> &
    Partial<typeof incidentParticipants.$inferInsert>,
) {
  const [incident] = await find(database, incidents, eq(incidents.id, given.incidentId));
  const [child] = given.childId ? await find(database, children, eq(children.id, given.childId)) : [];
  const { schoolId, kato, active, severityRank } = incident as typeof incidents.$inferSelect;
  const copied = { schoolId, kato, active, severityRank, pseudonym: child?.pseudonym };
  const row = { participation: "WITNESS", ...copied, ...given } as typeof incidentParticipants.$inferInsert;
  const waits = row.participation === "VICTIM" && !row.contactedAt ? 1 : 0;
  return insertOne(database, async ({ db }) => {
    const uncontactedVictims = sql`${incidents.uncontactedVictims} + ${waits}`;
    await db.update(incidents).set({ uncontactedVictims }).where(eq(incidents.id, row.incidentId));
    return db.insert(incidentParticipants).values(row).returning();
  });
}

const find = <T extends typeof incidents | typeof children>(database: Database, table: T, where: SQL) =>
  maintain(
    database,
    async ({ db }) =>
      (await db
        .select()
        .from(table as PgTable)
        .where(where)) as T["$inferSelect"][],
  );

async function schoolOf(database: Database, { schoolId, kato = almaly }: { schoolId?: string | null; kato?: string }) {
  return schoolId ? { id: schoolId, kato } : aSchool(database, { kato });
}
