import { enumeration } from "../../graphql/enums.js";
import { IncidentKind } from "../incidents/enums.js";

/** The kinds of incidents, and what alerts without one are about. */
export const AlertKind = enumeration(
  "AlertKind",
  "What an alert is about: what happened, how data was used, or who doesn't listen.",
  {
    ...IncidentKind.labels,
    CONTROL_ROOM_SILENT: null,
    EMERGENCY_ACCESS_USED: null,
  },
);

export const AlertState = enumeration("AlertState", "What became of an alert.", {
  RAISED: "nobody has acknowledged it yet",
  ACKNOWLEDGED: null,
  IN_ACTION: null,
  RESOLVED: null,
  CANCELLED: null,
  EXPIRED: null,
});
export type AlertState = (typeof AlertState.values)[number];
export const OPEN_ALERT_STATES = ["RAISED", "ACKNOWLEDGED", "IN_ACTION"] as const;

export const AlertAction = enumeration("AlertAction", "What can be done with an alert.", {
  ACKNOWLEDGE: "somebody has seen it and answers for it",
  ASSIGN: "somebody else answers for it",
  START_ACTION: "help is on its way",
  RESOLVE: "the danger is over",
  CANCEL: "it should not have been raised",
});

export const AlertEventKind = enumeration("AlertEventKind", "What happened to an alert.", {
  RAISED: null,
  ACKNOWLEDGED: null,
  ESCALATED: "nobody answered in time, and somebody else is called",
  UPDATED: "assigned, or action was started",
  RESOLVED: null,
  CANCELLED: null,
});
export type AlertEventKind = (typeof AlertEventKind.values)[number];

export const DuplicateView = enumeration("DuplicateView", "How alerts of one event are shown.", {
  SHOW: "each alert is a line",
  FOLD: "an alert stands under the first one of its event and is no line, unless the work on the first one is further than on it",
});
export type DuplicateView = (typeof DuplicateView.values)[number];
