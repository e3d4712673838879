import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { ERASING_ROLES } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireViewer } from "../../graphql/resolve.js";
import { children } from "../children/table.js";
import { lockIdentity } from "./change.js";
import type { ChildEraseInput } from "./input.js";
import { type ChildRow, recordChange } from "./record.js";
import { CONTACT, CUSTODY, IDENTITY } from "./sealing.js";
import { childIdentities, guardians, guardianships } from "./table.js";

/**
 * Destroys who a child is: the data keys, the blind index and the encrypted bytes, of the child and of guardians who
 * guard no other child. The child's pseudonym stays, so no count changes.
 */
export function eraseChild(ctx: Context, input: ChildEraseInput, now = new Date()) {
  return mutate(ctx, { name: "childErase", thing: "child" }, input, async (tx) => {
    const { role } = requireViewer(ctx);
    if (!ERASING_ROLES.includes(role)) {
      throw fail("NOT_ALLOWED", [], `The role must be one of ${ERASING_ROLES.join(", ")}, but is ${role}`);
    }
    const child = await lock(tx, children, input);
    await lockIdentity(tx, child.id);
    await destroyIdentity(tx, child, now);
    await destroyGuardians(tx, child.id, now);
    await recordChange(ctx, tx, child, "CHILD_ERASED");
    return child;
  });
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
  const ended = await tx.db
    .update(guardianships)
    .set({ ...nothing(CUSTODY), ...keyless(now) })
    .where(eq(guardianships.childId, childId))
    .returning({ guardianId: guardianships.guardianId });
  if (ended.length === 0) return;
  const ids = ended.map(({ guardianId }) => guardianId);
  const guardsAnother = sql`exists (select from ${guardianships}
    where ${guardianships.guardianId} = ${guardians.id} and ${guardianships.erasedAt} is null)`;
  await tx.db
    .update(guardians)
    .set({ ...nothing(CONTACT), ...keyless(now) })
    .where(and(inArray(guardians.id, ids), isNull(guardians.erasedAt), sql`not ${guardsAnother}`));
}
