import { v7 } from "uuid";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import { fromUuid } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { children } from "../children/table.js";
import { lockIdentity } from "./change.js";
import { checkContact, checkNote, checkPeriod } from "./check.js";
import type { GuardianAddInput } from "./input.js";
import { type ChildRow, recordChange } from "./record.js";
import { sealContact, sealCustody } from "./sealing.js";
import { guardians, guardianships } from "./table.js";

const FIRST = 1;

/** Adds somebody who acts for a child. */
export function addGuardian(ctx: Context, input: GuardianAddInput, now = new Date()) {
  return mutate(ctx, { name: "guardianAdd", thing: "child" }, input, async (tx) => {
    const { relation, legalBasis, contactAllowed } = input;
    const period = checkPeriod(input, dayOf(now));
    const custodyNote = checkNote(input.custodyNote);
    const child = await lock(tx, children, input);
    await lockIdentity(tx, child.id);
    const { id: childId, schoolId, kato } = child;
    const guardianId = await findOrInsert(ctx, tx, input, child);
    const id = fromUuid("guardianship", v7());
    const sealed = sealCustody(ctx.ring, { id, version: FIRST }, { custodyNote });
    const facts = { relation, legalBasis, contactAllowed, ...period };
    await tx.db.insert(guardianships).values({ id, childId, guardianId, schoolId, kato, ...facts, ...sealed });
    await recordChange(ctx, tx, child, "CHILD_GUARDIAN_ADDED");
    return child;
  });
}

async function findOrInsert(ctx: Context, tx: Transaction, input: GuardianAddInput, { schoolId, kato }: ChildRow) {
  if (input.guardianId) return findKnown(tx, input, input.guardianId);
  const contact = checkContact(input);
  const id = fromUuid("guardian", v7());
  await tx.db
    .insert(guardians)
    .values({ id, schoolId, kato, ...sealContact(ctx.ring, { id, version: FIRST }, contact) });
  return id;
}

async function findKnown(tx: Transaction, given: GuardianAddInput, guardianId: string): Promise<string> {
  const extra = (["name", "phone", "email", "address"] as const).find((field) => given[field] != null);
  if (extra) throw fail("INVALID_INPUT", [extra], `${extra} must be left out when guardianId is given`);
  const { id, erasedAt } = await get(tx, guardians, guardianId, ["guardianId"]);
  if (!erasedAt) return id;
  throw fail("REQUIREMENT_UNMET", ["guardianId"], "guardianId must be a guardian who wasn't erased");
}
