import { eq } from "drizzle-orm";
import { findWhileGranting } from "../../access/grant.js";
import { requireRole } from "../../access/jurisdiction.js";
import { ERASERS } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { children } from "../children/table.js";
import { sensitiveNotes } from "../notes/table.js";
import { lockIdentity } from "./change.js";
import { endFamilyAccess } from "./family.js";
import type { ChildEraseInput } from "./input.js";
import { type ChildRow, recordChange } from "./record.js";
import { CONTACT, IDENTITY } from "./sealing.js";
import { childIdentities, guardianships } from "./table.js";

/**
 * Destroys who a child is: the data keys, the blind index and the encrypted bytes, of the child, of what is known
 * of its guardians and of the sensitive notes. The child's pseudonym stays, so no count changes.
 */
export function eraseChild(ctx: Context, input: ChildEraseInput, now = new Date()) {
  return mutate(ctx, { name: "childErase", thing: "child" }, input, async (tx) => {
    const { schoolId } = requireRole(ctx, ERASERS);
    const child = await lock(tx, children, input);
    requireOwn(child, schoolId);
    await lockIdentity(tx, child.id);
    await destroyIdentity(tx, child, now);
    await destroyGuardians(tx, child.id, now);
    await destroyNotes(tx, child.id, now);
    await recordChange(ctx, tx, child, "CHILD_ERASED");
    return child;
  });
}

// A director of another school may be in the child's team. The notes' policy would pass them over, and keep their keys.
function requireOwn(child: ChildRow, schoolId: string | null) {
  if (child.schoolId === schoolId) return;
  throw fail(
    "NOT_ALLOWED",
    ["id"],
    say`id must be a child of your school, ${schoolId}, but is one of ${child.schoolId}`,
  );
}

const keyless = (erasedAt: Date) => ({ dataKey: null, keyVersion: null, erasedAt });
const nothing = <F extends string>(fields: readonly F[]) =>
  Object.fromEntries(fields.map((field) => [field, null])) as Record<F, null>;

async function destroyIdentity(tx: Transaction, { id: childId, schoolId, kato }: ChildRow, now: Date) {
  const gone = { ...nothing(IDENTITY), iinIndex: null, ...keyless(now) };
  // Without an identity too: what was erased can't be set afterwards.
  const insert = tx.db.insert(childIdentities).values({ childId, schoolId, kato, ...gone });
  await insert.onConflictDoUpdate({ target: childIdentities.childId, set: gone });
}

async function destroyGuardians(tx: Transaction, childId: string, now: Date) {
  const update = tx.db.update(guardianships).set({ ...nothing(CONTACT), ...keyless(now) });
  const { id } = guardianships;
  const gone = await update.where(eq(guardianships.childId, childId)).returning({ id });
  // Nobody could check any more that whoever signs in is the guardian.
  for (const guardianship of gone) await endFamilyAccess(tx, guardianship);
}

// Whoever erases reads none of them.
async function destroyNotes(tx: Transaction, childId: string, now: Date) {
  const update = tx.db.update(sensitiveNotes).set({ text: null, ...keyless(now) });
  await findWhileGranting(tx, () => update.where(eq(sensitiveNotes.childId, childId)));
}
