import { and, eq, sql } from "drizzle-orm";
import { type Grant, grantAccess } from "../../access/grant.js";
import type { Transaction } from "../../db/database.js";
import { today } from "../../db/day.js";
import { incidentParticipants } from "../incidents/table.js";
import type { GroupRow } from "./machine.js";
import { agendaItems, meetings, memberships } from "./table.js";

export type MembershipRow = typeof memberships.$inferSelect;
type AgendaRow = Pick<typeof agendaItems.$inferSelect, "childId" | "incidentId" | "opens">;
type Opened = Pick<Grant, "subject" | "tier" | "basis" | "basisId"> & { until?: Date };

const DAY = 86_400_000;
/** How long after a meeting its members see what stood on the agenda. */
export const AGENDA_DAYS = 30;
/** What new members may see: the group's papers, what is on its agenda, and the incident of an active headquarters. */
export const grantToMembers = (tx: Transaction, group: GroupRow, members: readonly MembershipRow[]) =>
  grantAccess(tx, async () => {
    const opened = [...(await openedByIncident(tx, group)), ...(await openedByAgenda(tx, group.id))];
    return members.flatMap((member) => [
      toGrant(member, { subject: group.id, tier: "T3C", basis: "MEMBERSHIP", basisId: member.id }),
      ...opened.map((given) => toGrant(member, given)),
    ]);
  });

/** What stands on the agenda of a meeting is seen by every current member of the group, until a while after it. */
export const grantAgenda = (tx: Transaction, meeting: typeof meetings.$inferSelect, items: readonly AgendaRow[]) =>
  grantAccess(tx, async () => {
    const opened = items.flatMap((item) => openedBy(item, meeting));
    const members = opened.length ? await findMembers(tx, meeting.workingGroupId) : [];
    return members.flatMap((member) => opened.map((given) => toGrant(member, given)));
  });

function toGrant({ officerId, from, to }: MembershipRow, { until, ...given }: Opened): Grant {
  const start = sql`greatest(date_trunc('milliseconds', now()), ${from}::date::timestamp at time zone 'Asia/Almaty')`;
  const left = to && sql`(${to}::date + 1)::timestamp at time zone 'Asia/Almaty'`;
  const end = until && sql`${until.toISOString()}::timestamptz`;
  // least and greatest pass over nulls; the end must not lie before the beginning.
  const last = left || end ? sql`greatest(${start}, least(${left ?? null}, ${end ?? null}))` : null;
  return { ...given, principal: officerId, from: start, to: last };
}

function openedBy(
  { childId, incidentId, opens }: AgendaRow,
  { id: basisId, at }: Pick<Meeting, "id" | "at">,
): Opened[] {
  const until = new Date(at.getTime() + AGENDA_DAYS * DAY);
  if (!opens || until.getTime() <= Date.now()) return [];
  if (childId) return [{ subject: childId, tier: "T2", basis: "AGENDA", basisId, until }];
  return incidentId ? [{ subject: incidentId, tier: "T3C", basis: "AGENDA", basisId, until }] : [];
}
type Meeting = typeof meetings.$inferSelect;

async function findMembers(tx: Transaction, groupId: string): Promise<MembershipRow[]> {
  const stays = sql`(${memberships.to} is null or ${memberships.to} >= ${today})`;
  return tx.db
    .select()
    .from(memberships)
    .where(and(eq(memberships.workingGroupId, groupId), stays));
}

async function openedByIncident(tx: Transaction, { id: basisId, incidentId, state }: GroupRow): Promise<Opened[]> {
  if (state !== "ACTIVATED" || incidentId === null) return [];
  const { childId } = incidentParticipants;
  const involved = and(eq(incidentParticipants.incidentId, incidentId), sql`${childId} is not null`);
  const rows = await tx.db.selectDistinct({ childId }).from(incidentParticipants).where(involved);
  const headquarters = { basis: "HEADQUARTERS", basisId } as const;
  return [
    { subject: incidentId, tier: "T3C", ...headquarters },
    ...rows.map((row): Opened => ({ subject: row.childId as string, tier: "T2", ...headquarters })),
  ];
}

async function openedByAgenda(tx: Transaction, groupId: string): Promise<Opened[]> {
  const { id, at } = meetings;
  const { childId, incidentId, opens } = agendaItems;
  const rows = await tx.db
    .select({ childId, incidentId, opens, meeting: { id, at } })
    .from(agendaItems)
    .innerJoin(meetings, eq(id, agendaItems.meetingId))
    .where(
      and(eq(agendaItems.workingGroupId, groupId), sql`${at} > now() - ${sql.raw(`interval '${AGENDA_DAYS} days'`)}`),
    );
  return rows.flatMap(({ meeting, ...item }) => openedBy(item, meeting));
}
