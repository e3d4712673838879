import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { auditCommand, fieldsOf } from "../../audit/record.js";
import { type Database, maintain, type Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { isIdOf } from "../../db/ids.js";
import { readAll } from "../../db/import.js";
import { fail } from "../../graphql/errors.js";
import { districts, regions } from "../territories/table.js";
import type { AgencyKind, OfficerKind } from "./enums.js";
import { agencies, appointments, officers } from "./table.js";

/** What a command made, or found as it was asked for; in a dry run nothing is written and there is no id yet. */
export interface Made {
  id: string | null;
  isNew: boolean;
}

export interface NewAgency {
  kind: AgencyKind;
  nameRu: string;
  nameKk?: string | undefined;
  kato?: string | undefined;
  phone?: string | undefined;
  dryRun: boolean;
}

/** Adds an agency, unless one of its kind with its name is there already. Schools come by their import. */
export async function addAgency(database: Database, { dryRun, ...given }: NewAgency): Promise<Made> {
  if (given.kind === "SCHOOL") throw fail("INVALID_INPUT", ["kind"], "kind must not be SCHOOL: import the school");
  return maintain(database, async (tx) => {
    if (given.kato) await requireUnit(tx, given.kato);
    const same = and(
      eq(agencies.kind, given.kind),
      eq(agencies.nameRu, given.nameRu),
      isSame(agencies.kato, given.kato),
    );
    const [old] = await tx.db.select().from(agencies).where(same);
    if (old || dryRun) return { id: old?.id ?? null, isNew: !old };
    const [made] = await tx.db.insert(agencies).values(given).returning();
    const { id } = made as typeof agencies.$inferSelect;
    const act = { action: "agencyAdd", subjectType: "Agency", subjectId: id, kato: given.kato };
    await auditCommand(tx, { ...act, fields: fieldsOf(given) });
    return { id, isNew: true };
  });
}

export interface NewOfficer {
  agency: string;
  name: string;
  kind: OfficerKind;
  position?: string | undefined;
  dutyPhone?: string | undefined;
  subject?: string | undefined;
  dryRun: boolean;
}

/** Adds an officer, unless whoever the provider calls so, or somebody of this name and post, is there already. */
export async function addOfficer(database: Database, { dryRun, agency, ...given }: NewOfficer): Promise<Made> {
  if (given.kind === "SERVICE" && given.dutyPhone) {
    throw fail("INVALID_INPUT", ["phone"], "phone must be left out for a service, which nobody can call");
  }
  return maintain(database, async (tx) => {
    const agencyId = await requireOne(tx, "agency", { column: agencies.id, id: agency });
    const old = await findOfficer(tx, agencyId, given);
    if (old || dryRun) return { id: old ?? null, isNew: !old };
    const [made] = await tx.db
      .insert(officers)
      .values({ ...given, agencyId })
      .returning();
    const { id } = made as typeof officers.$inferSelect;
    const fields = ["agency", ...fieldsOf(given)];
    await auditCommand(tx, { action: "officerAdd", subjectType: "Officer", subjectId: id, fields });
    return { id, isNew: true };
  });
}

type Named = Pick<NewOfficer, "name" | "position" | "subject">;

async function findOfficer({ db }: Transaction, agencyId: string, { name, position, subject }: Named) {
  const post = and(eq(officers.agencyId, agencyId), eq(officers.name, name), isSame(officers.position, position));
  const [old] = await db
    .select()
    .from(officers)
    .where(subject ? eq(officers.subject, subject) : post);
  if (!old || (old.agencyId === agencyId && old.name === name)) return old?.id;
  throw fail("INVALID_INPUT", ["subject"], `subject must name one officer, but "${subject}" is ${old.id}, ${old.name}`);
}

/** An officer as an operator sees them, with what is in force of their appointments. */
export interface Listed {
  id: string;
  name: string;
  kind: OfficerKind;
  agency: string;
  subject: string | null;
  appointments: string;
}

const inForce = sql`${today} between ${appointments.from} and coalesce(${appointments.to}, 'infinity')`;

/** In force, or to come and not taken back. */
export const isOpen = sql`coalesce(${appointments.to}, 'infinity') >= greatest(${appointments.from}, ${today})`;

/** Officers by name, with their appointments in force as `role place id`. */
export const listOfficers = (database: Database, { agency }: { agency?: string | undefined }): Promise<Listed[]> =>
  readAll(database, async (tx) => {
    const agencyId = agency && (await requireOne(tx, "agency", { column: agencies.id, id: agency }));
    const place = sql`coalesce(${appointments.kato}::text, 'agency_' || ${appointments.schoolAgencyId}, 'country')`;
    const said = sql<string>`coalesce(string_agg(lower(${appointments.role}) || ' ' || ${place} || ' appointment_'
      || ${appointments.id}, ', ' order by ${appointments.from}), '')`;
    return tx.db
      .select({ ...LISTED, appointments: said })
      .from(officers)
      .innerJoin(agencies, eq(agencies.id, officers.agencyId))
      .leftJoin(appointments, and(eq(appointments.officerId, officers.id), inForce))
      .where(agencyId ? eq(officers.agencyId, agencyId) : undefined)
      .groupBy(officers.id, agencies.id)
      .orderBy(officers.name, desc(officers.id));
  });

const LISTED = {
  id: officers.id,
  name: officers.name,
  kind: officers.kind,
  agency: agencies.nameRu,
  subject: officers.subject,
};

/** Ends every appointment of an officer at once, and lets no token name them any more. Gives how many were ended. */
export const endOfficer = (database: Database, { officer }: { officer: string }): Promise<{ ended: number }> =>
  maintain(database, async (tx) => {
    const officerId = await requireOne(tx, "officer", { column: officers.id, id: officer });
    await tx.db.update(officers).set({ subject: null }).where(eq(officers.id, officerId));
    const ended = await tx.db
      .update(appointments)
      .set({ to: sql`greatest(${appointments.from}, ${today}) - 1` })
      .where(and(eq(appointments.officerId, officerId), isOpen))
      .returning();
    const fields = ["appointments", "subject"];
    await auditCommand(tx, { action: "officerEnd", subjectType: "Officer", subjectId: officerId, fields });
    return { ended: ended.length };
  });

/** The prefixed id, when there is such a row; `NOT_FOUND` otherwise. */
export async function requireOne(tx: Transaction, what: string, { column, id }: { column: AnyPgColumn; id: string }) {
  const prefix = String(column.mapFromDriverValue("")).slice(0, -1);
  const [found] = isIdOf(prefix, id) ? await tx.db.select({ id: column }).from(column.table).where(eq(column, id)) : [];
  if (found) return id;
  throw fail("NOT_FOUND", [what], `${what} must be the id of one that is there, ${prefix}_…, but got "${id}"`);
}

/** A region or a district of the classifier: a jurisdiction is a range of codes, which only these make. */
export async function requireUnit({ db }: Transaction, kato: string) {
  const ofRegions = db.select({ kato: regions.kato }).from(regions).where(eq(regions.kato, kato));
  const [found] = await ofRegions.union(
    db.select({ kato: districts.kato }).from(districts).where(eq(districts.kato, kato)),
  );
  if (!found) throw fail("UNKNOWN_KATO", ["kato"], `kato must be a region or a district, but got ${kato}`);
}

/** Whether a column holds a value, or nothing for nothing. */
export const isSame = (column: AnyPgColumn, value: string | undefined): SQL =>
  value === undefined ? isNull(column) : eq(column, value);
