import { and, desc, eq, isNull } from "drizzle-orm";
import { v7 } from "uuid";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import { fromUuid } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, uuidOf } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { children } from "../children/table.js";
import { lockIdentity } from "./change.js";
import { checkChange, checkContact, checkNote, checkPeriod } from "./check.js";
import { endFamilyAccess, grantFamily } from "./family.js";
import type { GuardianAddInput, GuardianshipChangeInput } from "./input.js";
import { type ChildRow, recordChange } from "./record.js";
import { CONTACT, type Contact, type GuardianshipRow, openContact, sealContact } from "./sealing.js";
import { guardians, guardianships } from "./table.js";

const FIRST = 1;

/** Adds somebody who acts for a child, and who from then on may see it. */
export function addGuardian(ctx: Context, input: GuardianAddInput, now = new Date()) {
  return mutate(ctx, { name: "guardianAdd", thing: "child" }, input, async (tx) => {
    const { relation, legalBasis, contactAllowed, custodyWithheld } = input;
    const period = checkPeriod(input, dayOf(now));
    const custodyNote = checkNote(input.custodyNote);
    const child = await lock(tx, children, input);
    await lockIdentity(tx, child.id);
    const { guardianId, ...contact } = await findOrInsert(ctx, tx, input);
    const facts = { guardianId, relation, legalBasis, contactAllowed, custodyWithheld, ...period };
    const guardianship = await insert(ctx, tx, { child, facts, contact: { ...contact, custodyNote } });
    await grantFamily(tx, guardianship);
    await recordChange(ctx, tx, child, "CHILD_GUARDIAN_ADDED");
    return child;
  });
}

type Facts = Pick<GuardianshipRow, "guardianId" | "relation" | "legalBasis" | "contactAllowed" | "custodyWithheld"> &
  ReturnType<typeof checkPeriod>;

async function insert(
  { ring }: Context,
  tx: Transaction,
  { child, facts, contact }: { child: ChildRow; facts: Facts; contact: Contact },
) {
  const { id: childId, schoolId, kato } = child;
  const id = fromUuid("guardianship", v7());
  const sealed = sealContact(ring, { id, version: FIRST }, contact);
  const insertion = tx.db.insert(guardianships).values({ id, childId, schoolId, kato, ...facts, ...sealed });
  return (await insertion.returning())[0] as GuardianshipRow;
}

async function findOrInsert({ ring }: Context, tx: Transaction, input: GuardianAddInput) {
  if (!input.guardianId) {
    const contact = checkContact(input);
    const guardianId = fromUuid("guardian", v7());
    await tx.db.insert(guardians).values({ id: guardianId });
    return { guardianId, ...contact };
  }
  const extra = (["name", "phone", "email", "address"] as const).find((field) => input[field] != null);
  if (extra) throw fail("INVALID_INPUT", [extra], say`${extra} must be left out when guardianId is given`);
  const known = await getKnown(tx, input.guardianId);
  const { custodyNote: _, ...contact } = openContact(ring, known, CONTACT) as Contact;
  return { guardianId: known.guardianId, ...contact };
}

// Of a child whom the viewer knows by name: contacts are taken from there.
async function getKnown(tx: Transaction, id: string): Promise<GuardianshipRow> {
  const { guardianId, erasedAt, from } = guardianships;
  uuidOf(guardianId, id, ["guardianId"]);
  const which = and(eq(guardianId, id), isNull(erasedAt));
  const [known] = await tx.db.select().from(guardianships).where(which).orderBy(desc(from), guardianships.id).limit(1);
  if (known) return known;
  const message = say`guardianId must name a guardian whom this viewer knows and who wasn't erased, but got "${id}"`;
  throw fail("NOT_FOUND", ["guardianId"], message);
}

/** Changes what is known of a guardian, whether they may be contacted and until when: what they see follows. */
export function changeGuardianship(ctx: Context, input: GuardianshipChangeInput) {
  return mutate(ctx, { name: "guardianshipChange", thing: "child" }, input, async (tx) => {
    const { contact, facts } = checkChange(input);
    const child = await lock(tx, children, input);
    await lockIdentity(tx, child.id);
    const old = await getOf(tx, child, input.guardianshipId);
    checkPeriod({ from: old.from, to: facts.to ?? old.to }, old.from);
    const changed = { ...(openContact(ctx.ring, old, CONTACT) as Contact), ...contact };
    const sealed = sealContact(ctx.ring, { id: old.id, version: old.version + 1 }, changed);
    const update = tx.db.update(guardianships).set({ ...facts, ...sealed });
    const [row] = await update.where(eq(guardianships.id, old.id)).returning();
    await endFamilyAccess(tx, old);
    await grantFamily(tx, row as GuardianshipRow);
    await recordChange(ctx, tx, child, "CHILD_GUARDIAN_CHANGED");
    return child;
  });
}

async function getOf(tx: Transaction, { id }: ChildRow, guardianshipId: string): Promise<GuardianshipRow> {
  const found = await get(tx, guardianships, guardianshipId, ["guardianshipId"]);
  if (found.childId === id) return found;
  throw fail("INVALID_INPUT", ["guardianshipId"], say`guardianshipId must be one of the child that id names`);
}
