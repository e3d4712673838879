import { and, eq, isNotNull, or, sql } from "drizzle-orm";
import { excludeParties, type Grant, grantAccess, type Party } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { memberships, workingGroups } from "../workgroups/table.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { incidentParticipants } from "./table.js";

type Given = readonly ParticipantInput[];

/**
 * What follows for access when people are put into an incident: its active headquarters sees the children, officers
 * who are party to it see it no more, and whoever is said to have harmed its children, officer or family, sees none of
 * them. It is the last step of a change, since the viewer may be such an officer.
 */
export async function relateParticipants(tx: Transaction, { id }: Pick<IncidentRow, "id">, given: Given) {
  if (given.length === 0) return;
  const childIds = given.map(({ childId }) => childId).filter((childId) => childId != null);
  if (childIds.length) await grantAccess(tx, () => grantsOfHeadquarters(tx, id, childIds));
  await excludeParties(tx, async () => [
    ...given.flatMap((participant) => partyOf(id, participant)),
    ...(await findOffenders(tx, id)),
  ]);
}

// Who only saw or reported it is no party; whose part isn't told may be one.
const partyOf = (subject: string, { officerId, participation }: ParticipantInput): Party[] =>
  officerId && participation !== "WITNESS" && participation !== "REPORTER"
    ? [{ principal: officerId, subject, because: `PARTICIPANT_${participation}` }]
    : [];

// Of the whole incident: the child may have been added long before the offender, or after.
async function findOffenders(tx: Transaction, incident: string): Promise<Party[]> {
  const { incidentId, guardianId, officerId, childId, participation } = incidentParticipants;
  const isNamed = and(eq(incidentId, incident), or(isNotNull(guardianId), isNotNull(officerId), isNotNull(childId)));
  const named = { guardianId, officerId, childId, participation };
  const people = await tx.db.select(named).from(incidentParticipants).where(isNamed);
  const accused = people.filter((person) => person.participation === "ALLEGED_OFFENDER");
  const offenders = accused.flatMap((person) => person.guardianId ?? person.officerId ?? []);
  const children = new Set(people.flatMap((person) => person.childId ?? []));
  const because = "PARTICIPANT_ALLEGED_OFFENDER";
  return offenders.flatMap((principal) => [...children].map((subject) => ({ principal, subject, because })));
}

async function grantsOfHeadquarters(tx: Transaction, incidentId: string, childIds: readonly string[]) {
  const { id: basisId, incidentId: of, state } = workingGroups;
  const current = sql`${today} >= ${memberships.from} and ${today} <= coalesce(${memberships.to}, ${today})`;
  const members = await tx.db
    .select({ principal: memberships.officerId, basisId })
    .from(memberships)
    .innerJoin(workingGroups, eq(basisId, memberships.workingGroupId))
    .where(and(eq(of, incidentId), eq(state, "ACTIVATED"), current));
  return members.flatMap((member) =>
    childIds.map((subject): Grant => ({ ...member, subject, tier: "T2", basis: "HEADQUARTERS" })),
  );
}
