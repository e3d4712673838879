import { and, eq, sql } from "drizzle-orm";
import { Role } from "../access/roles.js";
import type { Viewer } from "../access/viewer.js";
import { auditCommand } from "../audit/record.js";
import { type Database, maintain, type Transaction } from "../db/database.js";
import { isIdOf, uuidWithin } from "../db/ids.js";
import { readAll } from "../db/import.js";
import { fail } from "../graphql/errors.js";
import { findViewer } from "../modules/agencies/service.js";
import { appointments, officers } from "../modules/agencies/table.js";
import { requireFree } from "./link.js";

/** Whom a command acts as. */
export interface OfficerChoice {
  /** An officer's id or name, or a role in lower case. */
  as: string;
  /** The jurisdiction, when `as` is a role. */
  kato?: string | undefined;
}

interface Found {
  name: string;
  viewer: Viewer;
}

const roleNames = Role.values.map((role) => role.toLowerCase());

/** The officer that the choice names, acting under the appointment in force. */
export function findOfficer(database: Database, { as, kato }: OfficerChoice): Promise<Found> {
  const role = Role.values.find((name) => name.toLowerCase() === as.toLowerCase().replaceAll("-", "_"));
  return readAll(database, (tx) => (role ? findByRole(tx, role, kato) : findByName(tx, as, kato)));
}

async function findByName(tx: Transaction, as: string, kato: string | undefined): Promise<Found> {
  const isNamed = isIdOf("officer", as) ? eq(officers.id, as) : sql`lower(${officers.name}) = lower(${as})`;
  const [officer, another] = await tx.db.select().from(officers).where(isNamed).orderBy(officers.id).limit(2);
  if (!officer) {
    const rule = `as must be an officer's id, an officer's name or one of the roles ${roleNames.join(", ")}`;
    throw fail("NOT_FOUND", ["as"], `${rule}, but got "${as}"`);
  }
  if (another)
    throw fail("INVALID_INPUT", ["as"], `as must name one officer, but several are called "${as}": give the id`);
  const viewer = await findViewer(tx, uuidWithin(officer.id));
  if (!viewer)
    throw fail("NOT_FOUND", ["as"], `as must be an officer with an appointment in force, but ${as} has none`);
  if (!kato || viewer.kato === kato) return { name: officer.name, viewer };
  const own = viewer.kato ?? "the whole country";
  throw fail(
    "NOT_FOUND",
    ["kato"],
    `kato must be the jurisdiction of ${officer.name}, which is ${own}, but got ${kato}`,
  );
}

async function findByRole(tx: Transaction, role: Role, kato: string | undefined): Promise<Found> {
  for (const { id, name } of await loadOfficers(tx, role, kato)) {
    const viewer = await findViewer(tx, uuidWithin(id));
    if (viewer?.role === role && (!kato || viewer.kato === kato)) return { name, viewer };
  }
  const as = role.toLowerCase();
  if (!kato) throw fail("NOT_FOUND", ["as"], `as must be the role of an officer, but nobody is ${as} yet`);
  const places = new Set((await loadOfficers(tx, role, undefined)).map(({ place }) => place ?? "the whole country"));
  const known = [...places].slice(0, 10).join(", ") || "nobody";
  const rule = `kato must be the jurisdiction of an officer of the role ${as} (there are ${places.size}: ${known})`;
  throw fail("NOT_FOUND", ["kato"], `${rule}, but got ${kato}`);
}

const MOST = 500;

async function loadOfficers(tx: Transaction, role: Role, kato: string | undefined) {
  // A school's people have its territory as theirs.
  const ofSchool = sql`(select s.kato from schools s where s.agency_id = ${appointments.schoolAgencyId})`;
  const place = sql<string | null>`coalesce(${appointments.kato}, ${ofSchool})::text`;
  return tx.db
    .select({ id: officers.id, name: officers.name, place })
    .from(appointments)
    .innerJoin(officers, eq(officers.id, appointments.officerId))
    .where(and(eq(appointments.role, role), kato ? sql`${place} = ${kato}` : undefined))
    .orderBy(sql`${place} nulls first`, officers.name, officers.id)
    .limit(MOST);
}

/** Says what the OpenID provider calls an officer; with null it calls them nothing any more. */
export const linkOfficer = (database: Database, { officer, subject }: { officer: string; subject: string | null }) =>
  maintain(database, async (tx) => {
    if (subject) await requireFree(tx, subject, officer);
    const isNamed = isIdOf("officer", officer) ? eq(officers.id, officer) : sql`false`;
    const [linked] = await tx.db.update(officers).set({ subject }).where(isNamed).returning();
    if (!linked) throw fail("NOT_FOUND", ["officer"], `officer must be an officer's id, but got "${officer}"`);
    const action = subject ? "officerLink" : "officerUnlink";
    await auditCommand(tx, { action, subjectType: "Officer", subjectId: linked.id, fields: ["subject"] });
    return { name: linked.name };
  });
