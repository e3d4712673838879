import { Field, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { StreamItem, streamItems } from "../../graphql/stream.js";
import { IncidentEventKind } from "./enums.js";
import { incidentNotes, incidentParticipants, incidentReviews, incidents } from "./table.js";

@ObjectType({ implements: Node, description: "Something that happened to children, or is feared to have happened." })
export class Incident extends expose(incidents, {
  id: "Unique over the whole graph.",
  number: "A short number for people, unique.",
  kato: "The code of the unit where it happened.",
  kind: "What happened.",
  severity: "How grave it is.",
  certainty: "How sure it is.",
  state: "How far the work on it is.",
  uncontactedVictims: "How many of the victims nobody has contacted yet.",
  place: "Where it happened, within the school or territory.",
  publicResonance: "Whether it stirs the public.",
  exercise: "Whether it is a drill and not real.",
  dismissReason: "Why it was dismissed, or null.",
  synthetic: "Whether it was invented for the demo.",
  occurredAt: "When it happened.",
  reportedAt: "When it was reported.",
  endedAt: "When it was closed or dismissed, or null.",
  version: "Goes up with each change.",
}) {}

@ObjectType({
  implements: Node,
  description: "Somebody who took part in an incident. Another incident may give another role.",
})
export class IncidentParticipant extends expose(incidentParticipants, {
  id: "Unique over the whole graph.",
  pseudonym: "The child's pseudonym, when it is a child at risk.",
  guardianId: "The guardian, when it is somebody who acts for a child; who that is stands in Child.guardians.",
  participation: "The part that the person had in this incident.",
  harm: "What harm the person took.",
  contactedAt: "When the person was contacted, or null while nobody has.",
  addedAt: "When the person was added to the incident.",
}) {}

@ObjectType({ implements: Node, description: "A piece of the narrative. It can't be changed, only added to." })
export class IncidentNote extends expose(incidentNotes, {
  id: "Unique over the whole graph.",
  text: "What is told.",
  at: "When it was written.",
}) {}

@ObjectType({
  implements: Node,
  description: "The review after an incident. It can't be changed; a reopened incident gets another.",
})
export class IncidentReview extends expose(incidentReviews, {
  id: "Unique over the whole graph.",
  causes: "What caused it.",
  missedSignals: "Signals that were there before and that nobody heeded.",
  lessons: "What is to be done differently.",
  signedAt: "When it was signed.",
}) {}

@ObjectType({ implements: StreamItem, description: "An incident at one moment; what happens afterwards follows." })
export class IncidentSnapshot extends StreamItem {
  @Field(() => Incident, { simple: true, description: "The incident." })
  incident!: Incident;
}

@ObjectType({ implements: StreamItem, description: "Something that happened to an incident." })
export class IncidentEvent extends StreamItem {
  @Field(() => IncidentEventKind.type, { simple: true, description: "What happened." })
  kind!: IncidentEventKind;

  @Field(() => DateTime, { simple: true, description: "When it happened." })
  committedAt!: Date;

  @Field(() => Incident, { simple: true, description: "The incident as it is now." })
  incident!: Incident;
}

export const incidentItems = [IncidentSnapshot, IncidentEvent] as const;
export const IncidentStreamItem = streamItems(
  "IncidentStreamItem",
  "What a stream of an incident gives.",
  incidentItems,
);
