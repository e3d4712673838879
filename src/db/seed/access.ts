import { type Grant, grantRow } from "../../access/grant.js";
import type { childTeamMembers } from "../../modules/children/table.js";
import type { Ward } from "./children.js";
import type { Member, Team } from "./groups.js";
import type { Session } from "./meetings.js";
import { createWideRandom } from "./random.js";
import { plusDays } from "./time.js";
import type { Made, Officer, World } from "./world.js";

type TeamMember = Made<typeof childTeamMembers>;
type Timed = Omit<Grant, "from" | "to"> & { from: Date; to?: Date | null };

/** Who works with the children at grave risk: people of the school and, for some, an officer of the district. */
export const makeTeams = (world: World, wards: readonly Ward[]): TeamMember[] =>
  wards
    .filter(({ child }) => child.riskLevel === "HIGH" || child.riskLevel === "CRITICAL")
    .flatMap((ward) => teamOf(world, ward));

function teamOf({ random }: World, { child, campus }: Ward): TeamMember[] {
  const { staff, place } = campus;
  const outside = random.pick(["GUARDIANSHIP", "JUVENILE_POLICE", null] as const);
  const people = [staff.get("PSYCHOLOGIST"), staff.get("SOCIAL_PEDAGOGUE"), outside && place.people.get(outside)];
  const { id: childId, schoolId, kato, registeredAt: from } = child;
  return people
    .filter((officer): officer is Officer => Boolean(officer))
    .map(({ id: officerId }) => ({ id: random.id("teammember", from), childId, officerId, schoolId, kato, from }));
}

interface Relations {
  wards: readonly Ward[];
  members: readonly TeamMember[];
  teams: readonly Team[];
  sessions: readonly Session[];
  agenda: readonly { meetingId: string; childId?: string | null; incidentId?: string | null }[];
  participants: readonly { incidentId: string; childId?: string | null }[];
}

/** What the relations of the demo open, as the services that make them would. */
export const makeGrants = (world: World, given: Relations) =>
  [...ofChildren(given), ...ofGroups(given), ...ofAgendas(world, given), ...ofHeadquarters(given)].map(
    ({ from, to, ...grant }) => ({
      id: world.random.id("grant", from).replace("grant_", ""),
      ...grantRow(grant),
      from,
      to,
    }),
  );

interface Signals {
  members: readonly TeamMember[];
  participants: readonly { incidentId: string; childId?: string | null; addedAt?: unknown }[];
}

// Of its own: as they are made or not, everything else is the same.
const SEED = 1;

/** The signals of incidents that the teams of children got, as the services that report them would give. */
export function makeSignals({ members, participants }: Signals) {
  const random = createWideRandom(SEED, `signals of ${participants[0]?.incidentId}`);
  const teams = Map.groupBy(members, ({ childId }) => childId);
  return participants.flatMap(({ incidentId: subject, childId, addedAt }) => {
    const from = addedAt as Date;
    const told = (childId && teams.get(childId)?.filter((member) => (member.from as Date) <= from)) || [];
    return told.map(({ officerId: principal, childId: basisId }) => ({
      id: random.id("grant", from).replace("grant_", ""),
      ...grantRow({ principal, subject, tier: "T3S", basis: "TEAM", basisId }),
      ...{ from, to: null },
    }));
  });
}

const ofChildren = ({ wards, members }: Relations): Timed[] => [
  ...wards.flatMap(({ child: { id, accountableOfficerId, registeredAt } }): Timed[] =>
    accountableOfficerId
      ? [
          {
            principal: accountableOfficerId,
            subject: id,
            tier: "T2",
            basis: "ACCOUNTABLE",
            basisId: id,
            from: registeredAt,
          },
        ]
      : [],
  ),
  ...members.map(
    ({ officerId, childId, from }): Timed => ({
      ...{ principal: officerId, subject: childId, tier: "T2", basis: "TEAM", basisId: childId },
      from: from as Date,
    }),
  ),
];

const ofGroups = ({ teams }: Relations): Timed[] =>
  teams.flatMap(({ members }) =>
    members.map(
      (member): Timed => ({
        ...{ principal: member.officerId, subject: member.workingGroupId, tier: "T3C", basis: "MEMBERSHIP" },
        ...{ basisId: member.id, from: member.addedAt as Date, to: endOf(member) },
      }),
    ),
  );

const endOf = ({ to }: Member) => (to ? new Date(`${to}T19:00:00Z`) : null);

function ofAgendas({ now }: World, { sessions, agenda }: Relations): Timed[] {
  const items = Map.groupBy(agenda, ({ meetingId }) => meetingId);
  return sessions.flatMap(({ meeting, team }) => {
    const to = plusDays((meeting.heldAt ?? meeting.plannedFor) as Date, 30);
    if (to <= now) return [];
    const members = team.members.filter((member) => !member.to);
    return (items.get(meeting.id) ?? []).flatMap(({ childId, incidentId }) => {
      const subject = childId ?? incidentId;
      if (!subject) return [];
      const given = { subject, tier: childId ? "T2" : "T3C", basis: "AGENDA", basisId: meeting.id } as const;
      return members.map(
        ({ officerId }): Timed => ({ ...given, principal: officerId, from: meeting.createdAt as Date, to }),
      );
    });
  });
}

function ofHeadquarters({ teams, participants }: Relations): Timed[] {
  const children = Map.groupBy(participants, ({ incidentId }) => incidentId);
  return teams.flatMap(({ group: { id, incidentId, activatedAt, stoodDownAt }, members }) => {
    if (!incidentId) return [];
    const given = { basis: "HEADQUARTERS", basisId: id, from: activatedAt as Date, to: stoodDownAt ?? null } as const;
    const involved = new Set((children.get(incidentId) ?? []).flatMap(({ childId }) => (childId ? [childId] : [])));
    return members.flatMap(({ officerId: principal }): Timed[] => [
      { ...given, principal, subject: incidentId, tier: "T3C" },
      ...[...involved].map((subject): Timed => ({ ...given, principal, subject, tier: "T2" })),
    ]);
  });
}
