import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";
import { agencies, officers } from "../agencies/table.js";
import { checkBetween, checkCount, checkOnce, findAll } from "./checks.js";
import { grantToMembers, type MembershipRow } from "./grants.js";
import type { MemberInput } from "./input.js";
import type { GroupRow } from "./machine.js";
import { memberships } from "./table.js";

type PathOf = (index: number) => readonly string[];

const MOST = 50;
const YEAR = 366 * 86_400_000;
/** Adds members to a new or locked group: each officer once, one chair. */
export async function addMembers(tx: Transaction, group: GroupRow, given: readonly MemberInput[], at: PathOf) {
  checkCount(given, ["members"], MOST);
  if (given.length === 0) return [];
  const members = await tx.db.select().from(memberships).where(current(group.id));
  checkMembers(members, given, at);
  const agencyOf = await findAgencies(tx, given, at);
  const rows = given.map(({ officerId, role, from }) => {
    const { id: agencyId, kind: agencyKind } = agencyOf(officerId);
    return { ...ofGroup(group), officerId, agencyId, agencyKind, role, from: from ?? today };
  });
  const added = await tx.db.insert(memberships).values(rows).returning();
  await grantToMembers(tx, group, added);
  return added;
}

const current = (groupId: string) => and(eq(memberships.workingGroupId, groupId), isNull(memberships.to));
const ofGroup = ({ id, kato, schoolId }: GroupRow) => ({ workingGroupId: id, kato, schoolId });

function checkMembers(members: readonly MembershipRow[], given: readonly MemberInput[], at: PathOf) {
  const latest = new Date(Date.now() + YEAR).toISOString().slice(0, 10);
  checkOnce(
    given.map(({ officerId }) => officerId),
    (i) => [...at(i), "officerId"],
  );
  let chair = members.find(({ role }) => role === "CHAIR")?.officerId;
  for (const [i, { officerId, role, from }] of given.entries()) {
    if (from) checkBetween(from, [...at(i), "from"], ["2000-01-01", latest]);
    if (members.some((member) => member.officerId === officerId)) throw twice(officerId, at(i));
    if (role !== "CHAIR") continue;
    if (chair) throw secondChair(chair, at(i));
    chair = officerId;
  }
}

const twice = (id: string, path: readonly string[]) =>
  fail("INVALID_INPUT", [...path, "officerId"], say`officerId must not be a member yet, but "${id}" is one`);
const secondChair = (id: string, path: readonly string[]) =>
  fail("INVALID_INPUT", [...path, "role"], say`role must not be CHAIR: a group has one, and it is "${id}"`);

async function findAgencies(tx: Transaction, given: readonly MemberInput[], at: PathOf) {
  const pathOf = (i: number) => [...at(i), "officerId"];
  const ids = given.map(({ officerId }) => officerId);
  const people = await findAll(tx, { table: officers, ids, pathOf });
  const agencyIds = ids.map((id) => people.get(id)?.agencyId);
  const bodies = await findAll(tx, { table: agencies, ids: agencyIds, pathOf });
  return (officerId: string) => {
    const agency = bodies.get(people.get(officerId)?.agencyId ?? "");
    if (!agency) throw new Error(`The officer ${officerId} has no agency`);
    return agency;
  };
}
