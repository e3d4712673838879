import { enumeration } from "../../graphql/enums.js";

export const WorkingGroupKind = enumeration("WorkingGroupKind", "What kind of working group it is.", {
  STANDING: { en: "Standing working group", ru: "постоянно действующая рабочая группа" },
  HEADQUARTERS: { en: "Operational headquarters", ru: "оперативный штаб" },
});
export type WorkingGroupKind = (typeof WorkingGroupKind.values)[number];

/** The first five are states of a standing group, the others of a headquarters. */
export const WorkingGroupState = enumeration("WorkingGroupState", "How far a working group is.", {
  PROPOSED: { en: "Proposed", ru: "предложена", means: "a standing group that nobody has decided on yet" },
  ESTABLISHED: { en: "Established", ru: "создана", means: "a standing group that has not met yet" },
  ACTIVE: { en: "Active", ru: "действует", means: "a standing group that meets" },
  SUSPENDED: { en: "Suspended", ru: "приостановлена", means: "a standing group that rests for a time" },
  DISSOLVED: { en: "Dissolved", ru: "распущена", means: "a standing group that has ended" },
  STANDBY: { en: "Standby", ru: "в готовности", means: "a headquarters that can be activated" },
  ACTIVATED: { en: "Activated", ru: "развёрнут", means: "a headquarters that leads the work on an incident" },
  STAND_DOWN: { en: "Stood down", ru: "свёрнут", means: "a headquarters whose work is done" },
  REVIEWED: { en: "Reviewed", ru: "разбор проведён", means: "a headquarters whose work was looked back on" },
});
export type WorkingGroupState = (typeof WorkingGroupState.values)[number];
export const STANDING_STATES = ["PROPOSED", "ESTABLISHED", "ACTIVE", "SUSPENDED", "DISSOLVED"] as const;

export const WorkingGroupAction = enumeration("WorkingGroupAction", "What can be done with a working group.", {
  ADD_MEMBER: { en: "Add a member" },
  PLAN_MEETING: { en: "Plan a meeting" },
  RECORD_MEETING: { en: "Record a meeting", means: "who was there and what was decided" },
  STAND_DOWN: { en: "Stand down", means: "a headquarters ends its work" },
});
export type WorkingGroupAction = (typeof WorkingGroupAction.values)[number];

/** In the order in which members are listed: a rank is the position here. */
export const MembershipRole = enumeration("MembershipRole", "What a member does in a working group.", {
  CHAIR: { en: "Chair", ru: "председатель" },
  DEPUTY: { en: "Deputy chair", ru: "заместитель председателя" },
  SECRETARY: { en: "Secretary", ru: "секретарь" },
  MEMBER: { en: "Member", ru: "член группы" },
});
export type MembershipRole = (typeof MembershipRole.values)[number];

export const MeetingState = enumeration("MeetingState", "How far a meeting is.", {
  PLANNED: { en: "Planned", ru: "запланировано", means: "its record is not written yet" },
  RECORDED: { en: "Recorded", ru: "запротоколировано", means: "it was held and its record is written" },
});

export const WorkingGroupEventKind = enumeration("WorkingGroupEventKind", "What happened to a working group.", {
  ESTABLISHED: { en: "Established" },
  MEMBER_ADDED: { en: "Member added" },
  ACTIVATED: { en: "Activated" },
  HEADQUARTERS_ACTIVATED: { en: "Headquarters activated" },
  HEADQUARTERS_STOOD_DOWN: { en: "Headquarters stood down" },
});
export type WorkingGroupEventKind = (typeof WorkingGroupEventKind.values)[number];
