import { AlertSeverity, ENDED_STATES } from "../../modules/incidents/enums.js";
import type { incidentParticipants } from "../../modules/incidents/table.js";
import type { Cast, Episode } from "./episode.js";
import { MINUTE, plus } from "./time.js";
import type { Child, Made, World } from "./world.js";

type Participant = Made<typeof incidentParticipants>;
type Part = keyof Cast;

/** Who took part in each incident: children of its school, each once, in a role in this incident. */
export const makeParticipants = (world: World, episodes: readonly Episode[]): Participant[] =>
  episodes.flatMap((episode) => (episode.incident.exercise ? [] : castOf(world, episode)));

function castOf(world: World, episode: Episode): Participant[] {
  const { random } = world;
  const parts = Object.entries(episode.plan.cast).flatMap(([part, [from, to]]) =>
    Array.from({ length: random.int(from, to) }, () => part as Part),
  );
  const drawn = random.sample(episode.campus.children, parts.length);
  return parts.map((part, i) => participant(world, episode, { part, child: drawn[i] }));
}

// Not everybody in an incident is a child at risk: the others stand without a link.
function participant(world: World, episode: Episode, { part, child }: { part: Part; child?: Child }): Participant {
  const { random } = world;
  const { id: incidentId, schoolId, kato, reportedAt, state, severity } = episode.incident;
  const isVictim = part === "VICTIM";
  const isStranger = part === "WITNESS" && random.chance(0.5);
  return {
    ...{ id: random.id("participant", reportedAt), incidentId, schoolId, kato, participation: part },
    active: !(ENDED_STATES as readonly string[]).includes(state),
    severityRank: AlertSeverity.values.indexOf(severity),
    ...(isStranger || !child ? {} : { childId: child.id, pseudonym: child.pseudonym }),
    harm: isVictim ? harmOf(world, episode) : "NONE",
    contactedAt: isVictim ? contactedAt(world, episode) : null,
    addedAt: reportedAt,
  };
}

function harmOf({ random }: World, { incident: { severity } }: Episode): Participant["harm"] {
  if (severity === "EXTREME") return random.weighted({ HOSPITAL: 6, MEDICAL: 4 });
  if (severity === "SEVERE") return random.weighted({ HOSPITAL: 2, MEDICAL: 5, LIGHT: 3 });
  return random.weighted({ MEDICAL: 1, LIGHT: 8, NONE: 11 });
}

// No incident is stabilised before each of its victims was contacted.
function contactedAt({ random, now }: World, { incident, reached, steps }: Episode): Date | null {
  const isStable = reached === "stabilised" || reached === "reviewed" || reached === "closed";
  if (!isStable && (reached !== "responding" || random.chance(0.5))) return null;
  const last = Math.min(steps.stabilised.getTime(), now.getTime());
  return plus(incident.reportedAt, Math.min(random.int(5 * MINUTE, 60 * MINUTE), last - incident.reportedAt.getTime()));
}
