import { and, eq, sql } from "drizzle-orm";
import { excludeParties, type Grant, grantAccess } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { memberships, workingGroups } from "../workgroups/table.js";
import type { ParticipantInput } from "./input.js";
import type { IncidentRow } from "./machine.js";

type Given = readonly ParticipantInput[];

/**
 * What follows for access when people are put into an incident: its active headquarters sees the children, and officers
 * who are party to it see it no more. It is the last step of a change, since the viewer may be such an officer.
 */
export async function relateParticipants(tx: Transaction, { id }: IncidentRow, given: Given) {
  const childIds = given.map(({ childId }) => childId).filter((childId) => childId != null);
  if (childIds.length) await grantAccess(tx, () => grantsOfHeadquarters(tx, id, childIds));
  await excludeParties(
    tx,
    given.flatMap((participant) => partyOf(id, participant)),
  );
}

// Who only saw or reported it is no party; whose part isn't told may be one.
const partyOf = (subject: string, { officerId, participation }: ParticipantInput) =>
  officerId && participation !== "WITNESS" && participation !== "REPORTER"
    ? [{ principal: officerId, subject, because: `PARTICIPANT_${participation}` }]
    : [];

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
