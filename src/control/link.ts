import { eq } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import { fail } from "../graphql/errors.js";
import { officers } from "../modules/agencies/table.js";
import { guardians } from "../modules/identities/table.js";

/** Refuses a name at the OpenID provider that is another person's: a token must name one. */
export async function requireFree(tx: Transaction, subject: string, id: string): Promise<void> {
  const [officer] = await tx.db.select({ id: officers.id }).from(officers).where(eq(officers.subject, subject));
  const [guardian] = await tx.db.select({ id: guardians.id }).from(guardians).where(eq(guardians.subject, subject));
  const other = officer ?? guardian;
  if (!other || other.id === id) return;
  throw fail("INVALID_INPUT", ["subject"], `subject must name one person, but "${subject}" is ${other.id}`);
}
