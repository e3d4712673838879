import { eq } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { children } from "../children/table.js";
import { checkIdentity } from "./check.js";
import type { ChildIdentitySetInput } from "./input.js";
import { takeLookup } from "./lookup.js";
import { type ChildRow, recordChange } from "./record.js";
import { IDENTITY, type Identity, type IdentityRow, openIdentity, sealIdentity } from "./sealing.js";
import { childIdentities } from "./table.js";

/** Stores who a child is, under a new data key. */
export function setIdentity(ctx: Context, input: ChildIdentitySetInput, now = new Date()) {
  return mutate(ctx, { name: "childIdentitySet", thing: "child" }, input, async (tx) => {
    const given = checkIdentity(input, dayOf(now));
    // A number that is in use is refused, which tells that it is: no faster than a search may ask.
    if (given.iin) takeLookup(ctx, ["iin"]);
    const child = await lock(tx, children, input);
    const old = await lockIdentity(tx, child.id);
    const identity = requireNames({ ...(old ? openIdentity(ctx.ring, old, IDENTITY) : {}), ...given });
    await writeIdentity(ctx, tx, { child, old, identity });
    await recordChange(ctx, tx, child, "CHILD_IDENTITY_SET");
    return child;
  });
}

/** The stored identity of a child; `REQUIREMENT_UNMET` when it was erased, which can't be undone. */
export async function lockIdentity(tx: Transaction, childId: string): Promise<IdentityRow | null> {
  const [row] = await tx.db.select().from(childIdentities).where(eq(childIdentities.childId, childId)).for("update");
  if (!row?.erasedAt) return row ?? null;
  throw fail("REQUIREMENT_UNMET", ["id"], say`id must be a child whose identity wasn't erased`);
}

interface Change {
  child: ChildRow;
  old: IdentityRow | null;
  identity: Identity;
}

async function writeIdentity(ctx: Context, tx: Transaction, { child, old, identity }: Change) {
  const { id: childId, schoolId, kato } = child;
  const sealed = sealIdentity(ctx.ring, { id: childId, version: (old?.version ?? 0) + 1 }, identity);
  try {
    if (old) await tx.db.update(childIdentities).set(sealed).where(eq(childIdentities.childId, childId));
    else await tx.db.insert(childIdentities).values({ childId, schoolId, kato, ...sealed });
  } catch (error) {
    if (!isTaken(error)) throw error;
    // The refusal tells that the number is somebody's, as a search would, and rolls back the change and its entry.
    const place = { subjectType: "Child", subjectId: childId, kato, schoolId };
    ctx.trace({ action: "childIdentitySet", ...place, fields: ["iin"], outcome: "REFUSED" });
    throw fail("INVALID_INPUT", ["iin"], say`iin must not be another child's: ask the data officer where it stands`);
  }
}

const UNIQUE_VIOLATION = "23505";
const isTaken = (error: unknown) =>
  ((error as Error | null)?.cause as { code?: unknown } | undefined)?.code === UNIQUE_VIOLATION;

function requireNames(identity: Partial<Identity>): Identity {
  for (const field of ["surname", "givenName", "birthDate"] as const) {
    if (!identity[field]) throw fail("INVALID_INPUT", [field], say`${field} must be given`);
  }
  return Object.fromEntries(IDENTITY.map((field) => [field, identity[field] ?? null])) as Identity;
}
