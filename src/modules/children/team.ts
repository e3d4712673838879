import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { endAccess, type Grant, grantAccess } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock, queueFor, uuidOf } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { officers } from "../agencies/table.js";
import { incidentParticipants, incidents } from "../incidents/table.js";
import type { ChildTeamSetInput } from "./input.js";
import { type ChildRow, recordChild } from "./record.js";
import { children, childTeamMembers } from "./table.js";

const MOST = 20;
const PATH = ["officerIds"];

/** Sets who works with a child: access follows in the same transaction. */
export function setChildTeam(ctx: Context, input: ChildTeamSetInput) {
  return mutate(ctx, { name: "childTeamSet", thing: "child" }, input, async (tx) => {
    const wanted = checkTeam(input.officerIds);
    queueFor(tx, [input.id]);
    const child = await lock(tx, children, input);
    await requireOfficers(tx, wanted);
    const members = await findMembers(tx, child.id);
    const gone = members.filter((id) => !wanted.includes(id));
    await addMembers(
      tx,
      child,
      wanted.filter((id) => !members.includes(id)),
    );
    const update = tx.db.update(children).set({ version: child.version + 1 });
    const [changed] = await update.where(eq(children.id, child.id)).returning();
    await recordChild(ctx, tx, changed as ChildRow, "CHILD_TEAM_SET");
    // Last: the viewer may be among those who leave.
    await removeMembers(tx, child.id, gone);
    return child;
  });
}

function checkTeam(ids: readonly string[]): readonly string[] {
  if (ids.length > MOST)
    throw fail("OUT_OF_RANGE", PATH, say`officerIds must hold at most ${MOST}, but got ${ids.length}`);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw fail("INVALID_INPUT", PATH, say`officerIds must hold each officer once, but got "${twice}" twice`);
  return ids;
}

async function requireOfficers(tx: Transaction, ids: readonly string[]) {
  for (const [i, id] of ids.entries()) uuidOf(officers.id, id, [...PATH, String(i)]);
  if (ids.length === 0) return;
  const found = await tx.db
    .select({ id: officers.id })
    .from(officers)
    .where(inArray(officers.id, [...ids]));
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (!missing) return;
  const message = say`officerIds must name officers, but there is no "${missing}"`;
  throw fail("NOT_FOUND", [...PATH, String(ids.indexOf(missing))], message);
}

async function findMembers(tx: Transaction, childId: string) {
  const current = and(eq(childTeamMembers.childId, childId), isNull(childTeamMembers.to));
  const rows = await tx.db.select({ id: childTeamMembers.officerId }).from(childTeamMembers).where(current);
  return rows.map(({ id }) => id);
}

async function addMembers(tx: Transaction, { id: childId, schoolId, kato }: ChildRow, ids: readonly string[]) {
  if (ids.length === 0) return;
  await tx.db.insert(childTeamMembers).values(ids.map((officerId) => ({ childId, officerId, schoolId, kato })));
  const given = { basis: "TEAM", basisId: childId } as const;
  await grantAccess(tx, async () => {
    const signals = await findSignals(tx, childId);
    return ids.flatMap((principal): Grant[] => [
      { ...given, principal, subject: childId, tier: "T2" },
      ...signals.map((subject): Grant => ({ ...given, principal, subject, tier: "T3S" })),
    ]);
  });
}

// As `relateParticipants` gives them: the child is locked, so no report that names it is under way.
async function findSignals(tx: Transaction, childId: string): Promise<string[]> {
  const { id, active, exercise } = incidents;
  const goesOn = and(eq(incidentParticipants.childId, childId), eq(active, true), eq(exercise, false));
  const rows = await tx.db
    .selectDistinct({ id })
    .from(incidentParticipants)
    .innerJoin(incidents, eq(id, incidentParticipants.incidentId))
    .where(goesOn);
  return rows.map((row) => row.id);
}

async function removeMembers(tx: Transaction, childId: string, ids: readonly string[]) {
  if (ids.length === 0) return;
  const { childId: of, officerId, to } = childTeamMembers;
  const which = and(eq(of, childId), inArray(officerId, [...ids]), isNull(to));
  await tx.db.update(childTeamMembers).set({ to: sql`now()` }).where(which);
  await endAccess(tx, { basis: "TEAM", basisId: childId, principals: ids });
}
