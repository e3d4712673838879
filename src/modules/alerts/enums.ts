import { enumeration } from "../../graphql/enums.js";
import { IncidentKind } from "../incidents/enums.js";

/** The kinds of incidents, and what alerts without one are about. */
export const AlertKind = enumeration(
  "AlertKind",
  "What an alert is about: what happened, how data was used, or who doesn't listen.",
  {
    ...IncidentKind.labels,
    CONTROL_ROOM_SILENT: { en: "Control room silent", ru: "центр управления не на связи" },
    EMERGENCY_ACCESS_USED: { en: "Emergency access used", ru: "использован экстренный доступ" },
  },
);

export const AlertState = enumeration("AlertState", "What became of an alert.", {
  RAISED: { en: "Raised", ru: "поднята", means: "nobody has acknowledged it yet" },
  ACKNOWLEDGED: { en: "Acknowledged", ru: "принята" },
  IN_ACTION: { en: "In action", ru: "в работе" },
  RESOLVED: { en: "Resolved", ru: "снята" },
  CANCELLED: { en: "Cancelled", ru: "отменена" },
  EXPIRED: { en: "Expired", ru: "истекла" },
});
export type AlertState = (typeof AlertState.values)[number];
export const OPEN_ALERT_STATES = ["RAISED", "ACKNOWLEDGED", "IN_ACTION"] as const;

export const AlertAction = enumeration("AlertAction", "What can be done with an alert.", {
  ACKNOWLEDGE: { en: "Acknowledge", means: "somebody has seen it and answers for it" },
  ASSIGN: { en: "Assign", means: "somebody else answers for it" },
  START_ACTION: { en: "Start action", means: "help is on its way" },
  RESOLVE: { en: "Resolve", means: "the danger is over" },
  CANCEL: { en: "Cancel", means: "it should not have been raised" },
});

export const AlertEventKind = enumeration("AlertEventKind", "What happened to an alert.", {
  RAISED: { en: "Raised" },
  ACKNOWLEDGED: { en: "Acknowledged" },
  ESCALATED: { en: "Escalated", means: "nobody answered in time, and somebody else is called" },
  UPDATED: { en: "Updated", means: "assigned, or action was started" },
  RESOLVED: { en: "Resolved" },
  CANCELLED: { en: "Cancelled" },
});
export type AlertEventKind = (typeof AlertEventKind.values)[number];

export const DuplicateView = enumeration("DuplicateView", "How alerts of one event are shown.", {
  SHOW: { en: "Each", means: "each alert is a line" },
  FOLD: {
    en: "One line",
    means:
      "an alert stands under the first one of its event and is no line, unless the work on the first one is further than on it",
  },
});
export type DuplicateView = (typeof DuplicateView.values)[number];
