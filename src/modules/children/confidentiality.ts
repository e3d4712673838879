import { and, eq, gt, sql } from "drizzle-orm";
import { endAccess } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { lock, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { emergencyAccesses } from "../emergencies/table.js";
import type { ChildConfidentialitySetInput } from "./input.js";
import { type ChildRow, recordChild } from "./record.js";
import { children } from "./table.js";

/** Says whether a child's record can be opened in an emergency. Closing it ends what is open. */
export function setConfidentiality(ctx: Context, input: ChildConfidentialitySetInput) {
  return mutate(ctx, { name: "childConfidentialitySet", thing: "child" }, input, async (tx) => {
    const { confidentiality } = input;
    // Whoever asks for emergency access stands in the same line, or what is granted meanwhile would stay open.
    queueFor(tx, [input.id]);
    const child = await lock(tx, children, input);
    const update = tx.db.update(children).set({ confidentiality, version: child.version + 1 });
    const [changed] = await update.where(eq(children.id, child.id)).returning();
    await recordChild(ctx, tx, changed as ChildRow, "CHILD_CONFIDENTIALITY_SET");
    if (confidentiality === "CLOSED") await endEmergencies(tx, child.id);
    return child;
  });
}

async function endEmergencies(tx: Transaction, childId: string) {
  const { id, childId: of, expiresAt } = emergencyAccesses;
  const inForce = and(eq(of, childId), gt(expiresAt, sql`now()`));
  const open = await tx.db.select({ id }).from(emergencyAccesses).where(inForce);
  for (const access of open) await endAccess(tx, { basis: "EMERGENCY", basisId: access.id });
}
