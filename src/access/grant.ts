import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import { uuidWithin } from "../db/ids.js";
import { type Basis, type GrantTier, SUBJECTS, type Subject } from "./subjects.js";
import { accessExclusions, accessGrants } from "./table.js";

/** A relationship that lets an officer or a guardian see something. Ids are prefixed ones. */
export interface Grant {
  principal: string;
  subject: string;
  tier: GrantTier;
  basis: Basis;
  /** The row of the relation, by which the grant is ended. */
  basisId: string;
  /** From when; now, when left out. */
  from?: SQL;
  /** Until when; without an end, when left out. */
  to?: SQL | Date | null;
}

/**
 * Gives access in the transaction that makes the relation. `find` reads under the viewer's policies, but sees every
 * participant, team and agenda item: a relationship must not depend on what whoever makes it may see. Whoever is
 * excluded from the basis is given nothing by it.
 */
export async function grantAccess(tx: Transaction, find: () => Promise<readonly Grant[]> | readonly Grant[]) {
  await whileGranting(tx, async () => {
    const rows = await dropExcluded(tx, (await find()).map(toRow));
    if (rows.length) await tx.db.insert(accessGrants).values(rows);
  });
}

// An incident doesn't know of whom a child must be protected: its team's grant on it would let the accused in.
async function dropExcluded<Row extends Based>(tx: Transaction, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  const { principal, subjectId } = accessExclusions;
  const isOne = inArray(principal, [...new Set(rows.map((row) => row.principal))]);
  const isBasis = inArray(subjectId, [...new Set(rows.map(({ basisId }) => basisId))]);
  const found = await tx.db.select({ principal, subjectId }).from(accessExclusions).where(and(isOne, isBasis));
  const excluded = new Set(found.map((row) => `${row.principal} ${row.subjectId}`));
  return rows.filter((row) => !excluded.has(`${row.principal} ${row.basisId}`));
}
type Based = { principal: string; basisId: string };

/**
 * Reads with every relationship, participant, incident and child in sight, to judge whether access may be given. What
 * it finds must not reach whoever asked.
 */
export const findWhileGranting = <T>(tx: Transaction, find: () => Promise<T>): Promise<T> => whileGranting(tx, find);

/** Which grants end: those of a relation, of some officers only where they are named. */
export interface Ending {
  basis: Basis;
  basisId: string;
  principals?: readonly string[];
}

/** Ends access in the transaction that ends the relation. It acts on the next statement. */
export async function endAccess(tx: Transaction, { basis, basisId, principals }: Ending) {
  const which = and(eq(accessGrants.basis, basis), eq(accessGrants.basisId, uuidWithin(basisId)));
  const of = principals && inArray(accessGrants.principal, principals.map(uuidWithin));
  await whileGranting(tx, () => endGrants(tx, and(which, of)));
}

function endGrants(tx: Transaction, which: SQL | undefined) {
  const inForce = or(isNull(accessGrants.to), sql`${accessGrants.to} > now()`);
  // Cut and not rounded, or half of them would go on for the next statement.
  const end = { to: sql`greatest(${accessGrants.from}, date_trunc('milliseconds', now()))` };
  return tx.db.update(accessGrants).set(end).where(and(which, inForce));
}

/** Somebody who is party to a matter, and why. */
export interface Party {
  principal: string;
  subject: string;
  because: string;
}

/**
 * Excludes those who are party to a matter, and ends what the matter gave them elsewhere. It acts on the next
 * statement, also for the viewer. `find` sees every participant, as that of `grantAccess`.
 */
export async function excludeParties(tx: Transaction, find: () => Promise<readonly Party[]>) {
  await whileGranting(tx, async () => {
    const rows = (await find()).map(({ principal, subject, because }) => {
      return { principal: uuidWithin(principal), ...subjectOf(subject), because };
    });
    if (rows.length === 0) return;
    await tx.db.insert(accessExclusions).values(rows).onConflictDoNothing();
    const parties = sql.join(
      rows.map(({ principal, subjectId }) => sql`(${principal}::uuid, ${subjectId}::uuid)`),
      sql`, `,
    );
    await endGrants(tx, sql`(${accessGrants.principal}, ${accessGrants.basisId}) in (${parties})`);
  });
}

const toRow = ({ principal, subject, basisId, ...grant }: Grant) => ({
  ...grant,
  ...subjectOf(subject),
  principal: uuidWithin(principal),
  basisId: uuidWithin(basisId),
});

/** A grant as a row, for seeds. */
export const grantRow = toRow;

function subjectOf(id: string): { subjectType: Subject; subjectId: string } {
  const subjectType = SUBJECTS.find((subject) => id.startsWith(`${subject}_`));
  if (!subjectType) throw new Error(`No access is given to ${id}`);
  return { subjectType, subjectId: uuidWithin(id) };
}

// Not for longer than the work: with it the policies show every relationship and participant.
async function whileGranting<T>(tx: Transaction, work: () => PromiseLike<T>): Promise<T> {
  const set = (value: string) => tx.rows(sql`select set_config('qorgan.granting', ${value}, true)`);
  await set("on");
  const result = await work();
  await set("");
  return result;
}
