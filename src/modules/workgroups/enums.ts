import { enumeration } from "../../graphql/enums.js";

export const WorkingGroupKind = enumeration("WorkingGroupKind", "What kind of working group it is.", [
  "STANDING",
  "HEADQUARTERS",
]);
export type WorkingGroupKind = (typeof WorkingGroupKind.values)[number];

/** The first five are states of a standing group, the others of a headquarters. */
export const WorkingGroupState = enumeration("WorkingGroupState", "How far a working group is.", {
  PROPOSED: "a standing group that nobody has decided on yet",
  ESTABLISHED: "a standing group that has not met yet",
  ACTIVE: "a standing group that meets",
  SUSPENDED: "a standing group that rests for a time",
  DISSOLVED: "a standing group that has ended",
  STANDBY: "a headquarters that can be activated",
  ACTIVATED: "a headquarters that leads the work on an incident",
  STAND_DOWN: "a headquarters whose work is done",
  REVIEWED: "a headquarters whose work was looked back on",
});
export type WorkingGroupState = (typeof WorkingGroupState.values)[number];
export const STANDING_STATES = ["PROPOSED", "ESTABLISHED", "ACTIVE", "SUSPENDED", "DISSOLVED"] as const;

export const WorkingGroupAction = enumeration("WorkingGroupAction", "What can be done with a working group.", {
  ADD_MEMBER: null,
  PLAN_MEETING: null,
  RECORD_MEETING: "who was there and what was decided",
  STAND_DOWN: "a headquarters ends its work",
});
export type WorkingGroupAction = (typeof WorkingGroupAction.values)[number];

/** In the order in which members are listed: a rank is the position here. */
export const MembershipRole = enumeration("MembershipRole", "What a member does in a working group.", [
  "CHAIR",
  "DEPUTY",
  "SECRETARY",
  "MEMBER",
]);
export type MembershipRole = (typeof MembershipRole.values)[number];

export const MeetingState = enumeration("MeetingState", "How far a meeting is.", {
  PLANNED: "its record is not written yet",
  RECORDED: "it was held and its record is written",
});

export const WorkingGroupEventKind = enumeration("WorkingGroupEventKind", "What happened to a working group.", [
  "ESTABLISHED",
  "MEMBER_ADDED",
  "ACTIVATED",
  "HEADQUARTERS_ACTIVATED",
  "HEADQUARTERS_STOOD_DOWN",
]);
export type WorkingGroupEventKind = (typeof WorkingGroupEventKind.values)[number];
