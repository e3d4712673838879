import type { AgencyKind } from "../../modules/agencies/enums.js";
import type { memberships, workingGroups } from "../../modules/workgroups/table.js";
import type { Episode } from "./episode.js";
import texts from "./group-texts.json" with { type: "json" };
import { dayOf, plusDays } from "./time.js";
import type { Campus, Made, Officer, Place, World } from "./world.js";

export type Group = Made<typeof workingGroups>;
export type Member = Made<typeof memberships>;

/** A group with its members and the place that it works for. */
export interface Team {
  group: Group;
  place: Place;
  members: Member[];
  /** The incident that a headquarters was activated for. */
  episode?: Episode;
}

type Seat = [kind: AgencyKind, officer: Officer | undefined, role: Member["role"]];

// In this share of the districts somebody has left and nobody has followed: `missingAgencies` shows it.
const INCOMPLETE = 0.15;

/** A standing working group in each demo district. */
export const makeStandingGroups = (world: World): Team[] => world.places.map((place) => makeStanding(world, place));

function makeStanding(world: World, place: Place): Team {
  const { random, now } = world;
  const createdAt = plusDays(now, -random.int(400, 640));
  const leadAgencyId = place.agencies.get("AKIMAT")?.id;
  const isNew = random.chance(0.06);
  const group: Group = {
    ...{ id: random.id("group", createdAt), leadAgencyId, kato: place.kato, kind: "STANDING" },
    ...{
      state: isNew ? "ESTABLISHED" : "ACTIVE",
      name: `Standing working group, ${place.names?.en ?? place.names?.ru}`,
    },
    ...{ mandate: texts.mandate, synthetic: true, createdAt },
  };
  const [director] = random.sample(headsOf(world, place), 1);
  const members = seat(world, group, [
    ["AKIMAT", place.people.get("AKIMAT"), "CHAIR"],
    ["EDUCATION_OFFICE", place.people.get("EDUCATION_OFFICE"), "SECRETARY"],
    ["JUVENILE_POLICE", place.people.get("JUVENILE_POLICE"), "DEPUTY"],
    ["SCHOOL", director, "MEMBER"],
    ["SOCIAL_SERVICE", place.people.get("SOCIAL_SERVICE"), "MEMBER"],
    ["GUARDIANSHIP", place.people.get("GUARDIANSHIP"), "MEMBER"],
  ]);
  if (random.chance(INCOMPLETE)) leave(world, members);
  return { group, place, members };
}

const headsOf = ({ campuses }: World, place: Place): Officer[] =>
  campuses.filter((campus) => campus.place === place).map(({ staff }) => staff.get("SCHOOL_DIRECTOR") as Officer);

function seat({ random }: World, group: Group, seats: Seat[]): Member[] {
  const addedAt = group.createdAt as Date;
  const { id: workingGroupId, kato, schoolId } = group;
  return seats.flatMap(([agencyKind, officer, role]) => {
    if (!officer) return [];
    const { id: officerId, agencyId } = officer;
    const member = { workingGroupId, officerId, agencyId, schoolId, kato, agencyKind, role };
    return [{ id: random.id("membership", addedAt), ...member, from: dayOf(addedAt), addedAt }];
  });
}

function leave({ random, now }: World, members: Member[]): void {
  const gone = random.pick(
    members.filter(({ agencyKind }) => agencyKind === "SOCIAL_SERVICE" || agencyKind === "SCHOOL"),
  );
  gone.to = dayOf(plusDays(now, -random.int(5, 90)));
}

/** Headquarters for the gravest searches: the one that goes on now, and some that are over. */
export function makeHeadquarters(world: World, episodes: readonly Episode[]): Team[] {
  const searches = episodes.filter(({ incident, reached }) => incident.kind === "MISSING_CHILD" && isUnderWay(reached));
  return searches.slice(-4).map((episode) => makeOne(world, episode));
}

const isUnderWay = (reached: Episode["reached"]) => reached !== null && reached !== "confirmed";

function makeOne(world: World, episode: Episode): Team {
  const { campus, incident, steps, reached } = episode;
  const { people } = campus.place;
  const isOver = reached !== "responding";
  const leadAgencyId = campus.place.agencies.get("JUVENILE_POLICE")?.id;
  const group: Group = {
    ...{ id: world.random.id("group", steps.responding), leadAgencyId, incidentId: incident.id, kato: incident.kato },
    ...{ schoolId: campus.school.id, kind: "HEADQUARTERS", state: isOver ? "STAND_DOWN" : "ACTIVATED" },
    ...{ name: `Headquarters, ${campus.school.nameEn}`, mandate: texts.headquartersMandate, synthetic: true },
    ...{ activatedAt: steps.responding, stoodDownAt: isOver ? steps.stabilised : null, createdAt: steps.responding },
    version: isOver ? 2 : 1,
  };
  const members = seat(world, group, [
    ["JUVENILE_POLICE", people.get("JUVENILE_POLICE"), "CHAIR"],
    ["SCHOOL", directorOf(campus), "MEMBER"],
    ["PARENTS", people.get("PARENTS"), "MEMBER"],
  ]);
  return { group, place: campus.place, members, episode };
}

const directorOf = ({ staff }: Campus) => staff.get("SCHOOL_DIRECTOR");
