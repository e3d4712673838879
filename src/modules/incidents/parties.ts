import { and, eq, inArray, isNotNull, isNull, notExists, or, sql } from "drizzle-orm";
import { excludeParties, findWhileGranting, type Grant, grantAccess, type Party } from "../../access/grant.js";
import { accessGrants } from "../../access/table.js";
import type { Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { uuidWithin } from "../../db/ids.js";
import { queueFor } from "../../graphql/lock.js";
import { childTeamMembers } from "../children/table.js";
import { memberships, workingGroups } from "../workgroups/table.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";
import { incidentParticipants } from "./table.js";

type Given = readonly ParticipantInput[];
type Incident = Pick<IncidentRow, "id" | "active" | "exercise">;

/**
 * What follows for access when people are put into an incident: its active headquarters sees the children, their teams
 * get its signal, officers who are party to it see it no more, and whoever is said to have harmed its children, officer
 * or family, sees none of them. It is the last step of a change, since the viewer may be such an officer.
 */
export async function relateParticipants(tx: Transaction, incident: Incident, given: Given) {
  if (given.length === 0) return;
  const { id } = incident;
  const childIds = given.map(({ childId }) => childId).filter((childId) => childId != null);
  if (childIds.length) {
    await grantAccess(tx, async () => [
      ...(await grantsOfHeadquarters(tx, id, childIds)),
      ...(await grantsOfTeams(tx, incident, childIds)),
    ]);
  }
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

/** What follows when an incident goes on again: who has joined a child's team since it ended gets its signal too. */
export async function relateTeams(tx: Transaction, incident: Incident) {
  const { childId } = incidentParticipants;
  const rows = await findWhileGranting(tx, () => {
    const ofChild = and(eq(incidentParticipants.incidentId, incident.id), isNotNull(childId));
    return tx.db.selectDistinct({ childId }).from(incidentParticipants).where(ofChild);
  });
  const childIds = rows.map((row) => row.childId as string);
  if (childIds.length === 0) return;
  // Whoever joins a team at this moment would else find the incident ended, and not be found here.
  queueFor(tx, childIds);
  await grantAccess(tx, () => grantsOfTeams(tx, incident, childIds));
}

// What happened and where, without persons. A drill stays in its territory, where nobody needs a relationship.
async function grantsOfTeams(tx: Transaction, { id, active, exercise }: Incident, childIds: readonly string[]) {
  if (!active || exercise) return [];
  const { officerId: principal, childId: basisId, to } = childTeamMembers;
  const { principal: of, subjectId, basisId: by } = accessGrants;
  const inForce = and(eq(of, principal), eq(by, basisId), eq(subjectId, uuidWithin(id)), isNull(accessGrants.to));
  const isTold = tx.db.select({ one: sql`1` }).from(accessGrants).where(inForce);
  const members = await tx.db
    .select({ principal, basisId })
    .from(childTeamMembers)
    .where(and(inArray(basisId, [...childIds]), isNull(to), notExists(isTold)));
  return members.map((member): Grant => ({ ...member, subject: id, tier: "T3S", basis: "TEAM" }));
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
