import { eq, sql } from "drizzle-orm";
import { type Viewer, viewerOfGuardian } from "../../access/viewer.js";
import type { Statement, Transaction } from "../../db/database.js";
import { guardians } from "./table.js";

type Found = { id: string };

const guardianById: Statement<Found> = {
  name: "guardianById",
  build(db) {
    const which = sql`${guardians.id} = ${sql.placeholder("guardian")}::uuid`;
    return db.select({ id: guardians.id }).from(guardians).where(which).prepare(this.name);
  },
};

/** The viewer that a guardian's id names, or null when there is none. `principal` is a plain uuid. */
export async function findGuardian(tx: Transaction, principal: string): Promise<Viewer | null> {
  const [found] = await tx.run(guardianById, { guardian: principal });
  return found ? viewerOfGuardian(found.id) : null;
}

const guardianOfSubject: Statement<Found> = {
  name: "guardianOfSubject",
  build(db) {
    const isLinked = eq(guardians.subject, sql.placeholder("subject"));
    return db.select({ id: guardians.id }).from(guardians).where(isLinked).prepare(this.name);
  },
};

/** The prefixed id of the guardian who is linked to a subject, or null. */
export async function findGuardianOf(tx: Transaction, subject: string): Promise<string | null> {
  const [found] = await tx.run(guardianOfSubject, { subject });
  return found?.id ?? null;
}
