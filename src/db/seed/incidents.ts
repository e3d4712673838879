import { type Episode, isGrave, type Kind, type KindPlan, plans, type Severity, weights } from "./episode.js";
import { repeat, settle } from "./outcome.js";
import { planSteps } from "./steps.js";
import { MINUTE, momentOf, plus } from "./time.js";
import type { Campus, Officer, World } from "./world.js";

const LIVE_DAYS = 4;

/** What is settled of an incident before it is made. */
interface Script {
  kind: Kind;
  severity?: Severity;
  days: number;
  exercise?: boolean;
  /** How many steps have been taken at most. */
  upTo?: number;
}

const SEARCH: Script = { kind: "MISSING_CHILD", severity: "EXTREME", days: LIVE_DAYS, upTo: 2 };

/** Incidents in the order in which they were reported, which gives them their numbers. */
export function makeIncidents(world: World): Episode[] {
  const scene = world.campuses.filter(({ place }) => !place.quiet);
  const crowd = Object.fromEntries(scene.map(({ school }, i) => [i, school.pupils as number]));
  const { searched, incidents } = world.size;
  const episodes = searched ? [makeEpisode(world, findSearched(scene, searched), SEARCH)] : [];
  const latest = new Map<Campus, Episode>();
  while (episodes.length < incidents) {
    const campus = scene[Number(world.random.weighted(crowd))] as Campus;
    const repeated = world.random.chance(0.02) ? repeat(world, latest.get(campus)) : null;
    const episode = repeated ?? makeEpisode(world, campus, scriptOf(world, episodes.length));
    if (!repeated && !episode.incident.exercise) latest.set(campus, episode);
    episodes.push(episode);
  }
  return episodes.sort((a, b) => a.incident.reportedAt.getTime() - b.incident.reportedAt.getTime());
}

// The first by name, as the demo's director is: who signs in as that director sees the search.
function findSearched(scene: readonly Campus[], kato: string): Campus {
  const [first] = scene
    .filter(({ place }) => place.kato === kato)
    .sort((a, b) => (a.school.nameRu < b.school.nameRu ? -1 : 1));
  return first as Campus;
}

function scriptOf({ random, size: { live, drills, days } }: World, index: number): Script {
  if (index < live) return { kind: random.weighted(weights), days: LIVE_DAYS, upTo: random.int(0, 3) };
  if (index >= live + drills) return { kind: random.weighted(weights), days };
  return { kind: random.pick(["FIRE", "INTRUSION", "BOMB_THREAT"]), days, exercise: true };
}

function makeEpisode(world: World, campus: Campus, script: Script): Episode {
  const { random, now } = world;
  const plan = plans.get(script.kind) as KindPlan;
  const severity = script.severity ?? random.weighted(plan.severity);
  const occurredAt = momentOf(random, now, { days: script.days, hours: plan.hours });
  const reportedAt = plus(occurredAt, random.int(2 * MINUTE, 90 * MINUTE));
  const facts = { kind: script.kind, severity, place: random.pick(plan.places), occurredAt };
  const incident = {
    ...placeOf(campus),
    ...facts,
    id: random.id("incident", reportedAt),
    reportedById: reporterOf(world, campus, plan).id,
    publicResonance: isGrave(severity) && !script.exercise && random.chance(0.2),
    exercise: script.exercise ?? false,
    synthetic: true,
    reportedAt,
    createdAt: reportedAt,
  };
  return settle(world, { incident, campus, plan, steps: planSteps(world, severity, reportedAt) }, script.upTo);
}

const placeOf = ({ school }: Campus) => ({ schoolId: school.id, kato: school.kato });

function reporterOf({ random }: World, { staff, place }: Campus, { hours }: KindPlan): Officer {
  if (hours === "night") return place.people.get("JUVENILE_POLICE") as Officer;
  return random.pick([...staff.values()]);
}
