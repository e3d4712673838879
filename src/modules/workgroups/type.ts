import { Field, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { StreamItem, streamItems } from "../../graphql/stream.js";
import { WorkingGroupEventKind } from "./enums.js";
import { agendaItems, attendances, decisions, meetings, memberships, workingGroups } from "./table.js";

@ObjectType({
  implements: Node,
  description: "Agencies that work together: a standing working group, or the headquarters of an incident.",
})
export class WorkingGroup extends expose(workingGroups, {
  id: "Unique over the whole graph.",
  kato: "The code of the territory that it answers for.",
  kind: "Whether it stands or was activated by an incident.",
  state: "How far it is.",
  name: "Its name, as it was established.",
  mandate: "What it is there for.",
  synthetic: "Whether it was invented for the demo.",
  activatedAt: "When a headquarters was activated.",
  stoodDownAt: "When a headquarters was stood down.",
  createdAt: "When it was established.",
  version: "Goes up with each change of the group and of its members.",
}) {}

@ObjectType({ implements: Node, description: "That an officer belongs to a working group for some time." })
export class Membership extends expose(memberships, {
  id: "Unique over the whole graph.",
  agencyKind: "What the member's agency answers for.",
  role: "What the member does in the group.",
  from: "The first day.",
  to: "The last day, or null while no end is set.",
}) {}

@ObjectType({ implements: Node, description: "A meeting of a working group, planned or recorded." })
export class Meeting extends expose(meetings, {
  id: "Unique over the whole graph.",
  topic: "What it is about, without naming a child.",
  protocolNumber: "The number of its protocol.",
  state: "Whether its record is written.",
  plannedFor: "When it is planned to begin; null when it was recorded without a plan.",
  heldAt: "When it began; null until it is recorded.",
  at: "When it began or is planned to begin.",
  version: "Goes up with each change.",
}) {}

@ObjectType({
  implements: Node,
  description: "What a meeting deals with: a child, an incident or, where both are null, a text.",
})
export class AgendaItem extends expose(agendaItems, {
  id: "Unique over the whole graph.",
  position: "Its place in the agenda, from 1.",
  text: "What it is about, when it is neither a child nor an incident.",
  addedAt: "When it was put on the agenda.",
}) {}

@ObjectType({ implements: Node, description: "Whether somebody who was asked to a meeting came." })
export class Attendance extends expose(attendances, {
  id: "Unique over the whole graph.",
  present: "Whether the officer was there.",
}) {}

@ObjectType({ implements: Node, description: "What a working group decided." })
export class Decision extends expose(decisions, {
  id: "Unique over the whole graph.",
  position: "Its place among the decisions of the meeting, from 1.",
  text: "What was decided.",
  dueOn: "The day by which it must be done.",
  takenAt: "When it was taken.",
}) {}

@ObjectType({ implements: StreamItem, description: "A working group at one moment; what happens afterwards follows." })
export class WorkingGroupSnapshot extends StreamItem {
  @Field(() => WorkingGroup, { simple: true, description: "The group." })
  workingGroup!: WorkingGroup;
}

@ObjectType({ implements: StreamItem, description: "Something that happened to a working group." })
export class WorkingGroupEvent extends StreamItem {
  @Field(() => WorkingGroupEventKind.type, { simple: true, description: "What happened." })
  kind!: WorkingGroupEventKind;

  @Field(() => DateTime, { simple: true, description: "When it happened." })
  committedAt!: Date;

  @Field(() => WorkingGroup, { simple: true, description: "The group as it is now." })
  workingGroup!: WorkingGroup;
}

export const groupItems = [WorkingGroupSnapshot, WorkingGroupEvent] as const;
export const WorkingGroupStreamItem = streamItems(
  "WorkingGroupStreamItem",
  "What a stream of a working group gives.",
  groupItems,
);
