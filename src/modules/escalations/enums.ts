import { enumeration } from "../../graphql/enums.js";

export const EscalationLadder = enumeration("EscalationLadder", "Which deadline a step of an escalation is about.", {
  ACKNOWLEDGE: { en: "To be acknowledged", ru: "до принятия", means: "climbs while nobody has acknowledged the alert" },
  RESOLVE: {
    en: "To be resolved",
    ru: "до снятия",
    means: "climbs while the alert is acknowledged and goes on, counted from the acknowledgement",
  },
});
export type EscalationLadder = (typeof EscalationLadder.values)[number];

export const JurisdictionLevel = enumeration("JurisdictionLevel", "How wide a jurisdiction is.", {
  SCHOOL: { en: "School", ru: "школа", kk: "мектеп" },
  DISTRICT: { en: "District", ru: "район", kk: "аудан" },
  REGION: { en: "Region or city", ru: "область или город" },
  COUNTRY: { en: "Country", ru: "страна" },
});
export type JurisdictionLevel = (typeof JurisdictionLevel.values)[number];

export const EscalationTargetKind = enumeration("EscalationTargetKind", "Whom a step of an escalation calls.", {
  ROLE: { en: "Role", ru: "роль", means: "everybody who acts in a role at the place" },
  ON_DUTY: {
    en: "On duty",
    ru: "дежурный",
    means: "who is on duty in a role at the place; everybody of the role when no roster names anybody",
  },
  HEADQUARTERS: {
    en: "Headquarters",
    ru: "оперативный штаб",
    kk: "жедел штаб",
    means: "the active headquarters of the incident; the control room of the region while there is none",
  },
});

export const EscalationChannel = enumeration(
  "EscalationChannel",
  "By which way a step of an escalation reaches them.",
  {
    SOCKET: { en: "Stream", ru: "поток", means: "an event on the streams and webhooks by which they follow alerts" },
  },
);

export const AlertTimelineKind = enumeration("AlertTimelineKind", "What happened to an alert, or with it.", {
  RAISED: { en: "Raised", ru: "поднята" },
  DELIVERED: { en: "Delivered", ru: "доставлена", means: "it reached the first of those who were told" },
  SEEN: { en: "Seen", ru: "просмотрена", means: "the first of those who were told has looked at it" },
  ESCALATED: { en: "Escalated", ru: "передана выше" },
  ACKNOWLEDGED: { en: "Acknowledged", ru: "принята" },
  ACTION_STARTED: { en: "Action started", ru: "начаты действия" },
  RESOLVED: { en: "Resolved", ru: "снята" },
  CANCELLED: { en: "Cancelled", ru: "отменена" },
  EXPIRED: { en: "Expired", ru: "истекла" },
});
export type AlertTimelineKind = (typeof AlertTimelineKind.values)[number];
