import { enumeration } from "../../graphql/enums.js";

export const EscalationLadder = enumeration("EscalationLadder", "Which deadline a step of an escalation is about.", {
  ACKNOWLEDGE: "climbs while nobody has acknowledged the alert",
  RESOLVE: "climbs while the alert is acknowledged and goes on, counted from the acknowledgement",
});
export type EscalationLadder = (typeof EscalationLadder.values)[number];

export const JurisdictionLevel = enumeration("JurisdictionLevel", "How wide a jurisdiction is.", [
  "SCHOOL",
  "DISTRICT",
  "REGION",
  "COUNTRY",
]);
export type JurisdictionLevel = (typeof JurisdictionLevel.values)[number];

export const EscalationTargetKind = enumeration("EscalationTargetKind", "Whom a step of an escalation calls.", {
  ROLE: "everybody who acts in a role at the place",
  ON_DUTY: "who is on duty in a role at the place; everybody of the role when no roster names anybody",
  HEADQUARTERS: "the active headquarters of the incident; the control room of the region while there is none",
});

export const EscalationChannel = enumeration(
  "EscalationChannel",
  "By which way a step of an escalation reaches them.",
  {
    SOCKET: "an event on the streams and webhooks by which they follow alerts",
  },
);

export const AlertTimelineKind = enumeration("AlertTimelineKind", "What happened to an alert, or with it.", {
  RAISED: null,
  DELIVERED: "it reached the first of those who were told",
  SEEN: "the first of those who were told has looked at it",
  ESCALATED: null,
  ACKNOWLEDGED: null,
  ACTION_STARTED: null,
  RESOLVED: null,
  CANCELLED: null,
  EXPIRED: null,
});
export type AlertTimelineKind = (typeof AlertTimelineKind.values)[number];
