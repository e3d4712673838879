import type * as table from "../../modules/workgroups/table.js";
import type { Episode } from "./episode.js";
import texts from "./group-texts.json" with { type: "json" };
import type { Team } from "./groups.js";
import { DAY, dayOf, HOUR, MINUTE, plus, plusDays, workdayOf } from "./time.js";
import type { Made, World } from "./world.js";

export type Meeting = Made<typeof table.meetings>;
type AgendaItem = Made<typeof table.agendaItems>;
type Decision = Made<typeof table.decisions>;

/** What a group met about. */
export interface Session {
  meeting: Meeting;
  team: Team;
}

const EVERY_DAYS = 45;

/** Meetings of the standing groups: recorded ones, one that is planned, and for some one that nobody has recorded. */
export const makeMeetings = (world: World, teams: readonly Team[]): Session[] =>
  teams.flatMap((team) => {
    const { random, now } = world;
    const planned = [convene(world, team, plusDays(now, random.int(2, 30)))];
    if (random.chance(0.14)) planned.push(convene(world, team, plusDays(now, -random.int(4, 14))));
    if (team.group.state !== "ACTIVE") return planned;
    const last = plusDays(now, -random.int(14, EVERY_DAYS)).getTime();
    const since = (team.group.createdAt as Date).getTime() + 10 * DAY;
    const count = Math.floor((last - since) / (EVERY_DAYS * DAY)) + 1;
    const dates = Array.from({ length: count }, (_, i) => new Date(last - i * EVERY_DAYS * DAY)).reverse();
    team.group.version = 1 + count;
    return [...dates.map((day, i) => hold(world, convene(world, team, day), i + 1)), ...planned];
  });

function convene({ random }: World, team: Team, day: Date): Session {
  const { id: workingGroupId, schoolId, kato } = team.group;
  // 10, 11 or 15 o'clock in Almaty.
  const plannedFor = plus(workdayOf(day), random.pick([5, 6, 10]) * HOUR);
  const createdAt = plusDays(plannedFor, -32);
  const meeting = {
    id: random.id("meeting", createdAt),
    workingGroupId,
    schoolId,
    kato,
    topic: random.pick(texts.topics),
  };
  return { meeting: { ...meeting, plannedFor, createdAt }, team };
}

function hold({ random }: World, { meeting, team }: Session, protocol: number): Session {
  const heldAt = plus(meeting.plannedFor as Date, random.int(0, 30) * MINUTE);
  const recordedById = team.place.people.get("EDUCATION_OFFICE")?.id;
  return { meeting: { ...meeting, heldAt, recordedById, protocolNumber: String(protocol), version: 2 }, team };
}

/** What recorded and planned meetings deal with: a text, and where there is one a child or an incident. */
export function makeAgenda(world: World, sessions: readonly Session[], episodes: readonly Episode[]): AgendaItem[] {
  const children = Map.groupBy(
    world.campuses.flatMap((campus) => campus.children.map((child) => ({ child, place: campus.place }))),
    ({ place }) => place,
  );
  const incidents = Map.groupBy(episodes, ({ campus }) => campus.place);
  return sessions.flatMap(({ meeting, team: { place } }) => {
    const at = (meeting.heldAt ?? meeting.plannedFor) as Date;
    const known = children.get(place)?.filter(({ child }) => (child.createdAt as Date) < at) ?? [];
    const child = world.random.sample(known, 1).map((found) => ({ childId: found.child.id }));
    const recent = incidents.get(place)?.filter(({ incident }) => isRecent(incident.reportedAt, at)) ?? [];
    const incident = world.random.sample(recent, 1).map((found) => ({ incidentId: found.incident.id }));
    const subjects = [{ text: world.random.pick(texts.agenda) }, ...child, ...incident];
    meeting.agendaSize = subjects.length;
    return subjects.map((subject, i) => item(world, meeting, { ...subject, position: i + 1 }));
  });
}

const isRecent = (reportedAt: Date, at: Date) => reportedAt < at && plusDays(reportedAt, 40) > at;

function item({ random }: World, meeting: Meeting, subject: Partial<AgendaItem> & { position: number }): AgendaItem {
  const { id: meetingId, workingGroupId, schoolId, kato } = meeting;
  const addedAt = meeting.createdAt as Date;
  return { id: random.id("agenda", addedAt), meetingId, workingGroupId, schoolId, kato, ...subject, addedAt };
}

/** Who came to the recorded meetings. */
export const makeAttendance = ({ random }: World, sessions: readonly Session[]): Made<typeof table.attendances>[] =>
  sessions.filter(isRecorded).flatMap(({ meeting: { id: meetingId, schoolId, kato, heldAt }, team }) =>
    team.members.map(({ officerId, agencyId }, i) => ({
      ...{ id: random.id("attendance", heldAt as Date), meetingId, officerId, agencyId, schoolId, kato },
      ...{ position: i + 1, present: random.chance(0.92) },
    })),
  );

const isRecorded = ({ meeting }: Session) => meeting.heldAt != null;

/** What recorded meetings decided. */
export const makeDecisions = (world: World, sessions: readonly Session[]): Decision[] =>
  sessions.filter(isRecorded).flatMap(({ meeting, team }) => {
    const takenAt = meeting.heldAt as Date;
    const dueOn = dayOf(plusDays(takenAt, world.random.int(7, 40)));
    const decided = world.random.sample(texts.decisions, world.random.int(1, 2));
    return decided.map((text, i) =>
      decide(world, team, { text, takenAt, dueOn, meetingId: meeting.id, position: i + 1 }),
    );
  });

/** What headquarters decided outside a meeting. */
export const makeOrders = (world: World, teams: readonly Team[]): Decision[] =>
  teams.flatMap((team) => {
    const takenAt = plus(team.group.activatedAt as Date, 5 * MINUTE);
    return texts.headquartersDecisions.map((text, i) => decide(world, team, { text, takenAt, position: i + 1 }));
  });

type Decided = Pick<Decision, "text" | "takenAt" | "dueOn" | "meetingId" | "position">;

function decide({ random }: World, { group, members }: Team, decided: Decided): Decision {
  const { id: workingGroupId, schoolId, kato } = group;
  const responsibleAgencyId = random.pick(members).agencyId;
  return {
    id: random.id("decision", decided.takenAt),
    workingGroupId,
    responsibleAgencyId,
    schoolId,
    kato,
    ...decided,
  };
}
