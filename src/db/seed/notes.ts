import { type IncidentRow, mustBeReviewed } from "../../modules/incidents/machine.js";
import type { incidentNotes, incidentReviews } from "../../modules/incidents/table.js";
import type { Episode } from "./episode.js";
import texts from "./incident-texts.json" with { type: "json" };
import type { Made, World } from "./world.js";

type Note = Made<typeof incidentNotes>;
type Review = Made<typeof incidentReviews>;

/** The narrative of each incident: short and neutral, without details of how somebody was hurt. */
export const makeNotes = (world: World, episodes: readonly Episode[]): Note[] =>
  episodes.flatMap((episode) => notesOf(world, episode));

function notesOf({ random }: World, episode: Episode): Note[] {
  const { incident, plan, steps, reached, campus } = episode;
  const { id: incidentId, schoolId, kato, kind, reportedAt, exercise } = incident;
  const write = (at: Date, text: string, authorId: string | null | undefined): Note => ({
    ...{ id: random.id("note", at), incidentId, schoolId, kato, authorId, text, at },
  });
  const drill = exercise ? texts.drills[kind as keyof typeof texts.drills] : null;
  const notes = [write(reportedAt, drill ?? random.pick(plan.texts), incident.reportedById)];
  if (incident.state === "DUPLICATE" || exercise) return notes;
  const isStable = reached === "stabilised" || reached === "reviewed" || reached === "closed";
  const pedagogue = campus.staff.get("SOCIAL_PEDAGOGUE")?.id;
  if (isStable && random.chance(0.6)) notes.push(write(steps.stabilised, random.pick(texts.stabilised), pedagogue));
  if (reached === "closed" && random.chance(0.4)) notes.push(write(steps.closed, random.pick(texts.closed), pedagogue));
  return notes;
}

/** The reviews of incidents that need one and got as far. */
export const makeReviews = (world: World, episodes: readonly Episode[]): Review[] =>
  episodes
    .filter(({ reached }) => reached === "reviewed" || reached === "closed")
    .filter(({ incident }) => mustBeReviewed(incident as IncidentRow))
    .map((episode) => reviewOf(world, episode));

function reviewOf({ random }: World, { incident, campus, steps }: Episode): Review {
  const signer = campus.place.people.get("EDUCATION_OFFICE") as { id: string };
  const { id: incidentId, schoolId, kato } = incident;
  return {
    ...{ id: random.id("review", steps.reviewed), incidentId, schoolId, kato, signedById: signer.id },
    causes: random.sample(texts.causes, random.int(1, 2)),
    missedSignals: random.sample(texts.missedSignals, random.int(0, 2)),
    lessons: random.sample(texts.lessons, random.int(1, 2)),
    signedAt: steps.reviewed,
  };
}
