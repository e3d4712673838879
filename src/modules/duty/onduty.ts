import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";
import type { ShiftRow } from "./record.js";
import { dutyRosters, dutyShifts } from "./table.js";

/** Whose duty is asked for, and when. */
export interface Duty {
  role: Role;
  /** The territory of the roster; null is the whole country. */
  kato: string | null;
  at: Date;
}

/** The roster of a role in exactly a territory. */
export const isRosterOf = ({ role, kato }: Pick<Duty, "role" | "kato">) =>
  and(eq(dutyRosters.role, role), kato === null ? isNull(dutyRosters.kato) : eq(dutyRosters.kato, kato));

/** The shifts that go on at a time; a new roster takes nothing from what was before it. */
export async function findShiftsOnDuty(tx: Transaction, { at, ...duty }: Duty): Promise<ShiftRow[]> {
  const roster = tx.db.select({ id: dutyRosters.id }).from(dutyRosters).where(isRosterOf(duty));
  const goesOn = and(lte(dutyShifts.from, at), gt(dutyShifts.to, at), isNull(dutyShifts.replacedAt));
  return tx.db
    .select()
    .from(dutyShifts)
    .where(and(sql`${dutyShifts.rosterId} = (${roster})`, goesOn))
    .orderBy(asc(dutyShifts.from), asc(dutyShifts.id));
}

/** The officers on duty for a role in exactly a territory, by its roster; nobody without one, or in a gap of it. */
export async function findOnDuty(tx: Transaction, duty: Duty): Promise<string[]> {
  const shifts = await findShiftsOnDuty(tx, duty);
  return [...new Set(shifts.map(({ officerId }) => officerId))];
}
