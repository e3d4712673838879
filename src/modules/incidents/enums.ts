import { enumeration } from "../../graphql/enums.js";

export const IncidentKind = enumeration("IncidentKind", "What happened.", [
  "BULLYING",
  "CYBERBULLYING",
  "FIGHT",
  "VIOLENCE_PHYSICAL",
  "VIOLENCE_SEXUAL",
  "SELF_HARM",
  "SUICIDE_ATTEMPT",
  "MISSING_CHILD",
  "WEAPON",
  "INTRUSION",
  "BOMB_THREAT",
  "FIRE",
  "ACCIDENT",
  "POISONING",
  "SUBSTANCES",
  "NEGLECT",
  "RIGHTS_VIOLATION",
  "STAFF_MISCONDUCT",
  "NIGHT_CURFEW",
  "TRANSPORT",
  "OTHER",
]);

/** The gravest first: a rank is the position here. Values of CAP 1.2. */
export const AlertSeverity = enumeration("AlertSeverity", "How grave it is, in the values of CAP 1.2.", [
  "EXTREME",
  "SEVERE",
  "MODERATE",
  "MINOR",
  "UNKNOWN",
]);

export const AlertUrgency = enumeration("AlertUrgency", "How soon somebody must act, in the values of CAP 1.2.", {
  IMMEDIATE: "act at once",
  EXPECTED: "act within the hour",
  FUTURE: "act in time",
  PAST: "no action is needed any more",
  UNKNOWN: null,
});

export const AlertCertainty = enumeration("AlertCertainty", "How sure it is, in the values of CAP 1.2.", {
  OBSERVED: "it has happened or is happening",
  LIKELY: "more probable than not",
  POSSIBLE: "not probable, but it can be",
  UNLIKELY: "not expected",
  UNKNOWN: null,
});

/** States from which an incident goes on; the others are ends. */
export const IncidentState = enumeration("IncidentState", "How far the work on an incident is.", [
  "REPORTED",
  "CONFIRMED",
  "RESPONDING",
  "STABILISED",
  "UNDER_REVIEW",
  "CLOSED",
  "REOPENED",
  "UNFOUNDED",
  "DUPLICATE",
]);
export const ENDED_STATES = ["CLOSED", "UNFOUNDED", "DUPLICATE"] as const;

export const IncidentAction = enumeration("IncidentAction", "What can be done with an incident.", {
  CONFIRM: "it has happened",
  DISMISS_UNFOUNDED: "it has not happened",
  DISMISS_DUPLICATE: "another incident already tells of it",
  RESPOND: "an agency takes it over",
  STABILISE: "nobody is in danger any more and every victim was contacted",
  SIGN_REVIEW: "causes, missed signals and lessons are written down",
  CLOSE: "the work is done",
  REOPEN: "there is more to do",
});

export const Participation = enumeration("Participation", "The part that somebody had in one incident.", [
  "VICTIM",
  "ALLEGED_OFFENDER",
  "WITNESS",
  "REPORTER",
  "OTHER",
]);

export const Harm = enumeration("Harm", "What harm somebody took in an incident.", {
  NONE: null,
  LIGHT: "no medical help was needed",
  MEDICAL: null,
  HOSPITAL: null,
  UNKNOWN: null,
});

export const IncidentEventKind = enumeration("IncidentEventKind", "What happened to an incident.", [
  "REPORTED",
  "CONFIRMED",
  "DISMISSED",
  "RESPONDING",
  "STABILISED",
  "REVIEWED",
  "CLOSED",
  "REOPENED",
  "PARTICIPANT_ADDED",
  "PARTICIPANT_CONTACTED",
  "NOTE_ADDED",
]);
export type IncidentEventKind = (typeof IncidentEventKind.values)[number];

export const ExerciseView = enumeration("ExerciseView", "Whether drills are shown.", {
  EXCLUDE: "what is real, and no drill",
  INCLUDE: "drills among what is real",
  ONLY: "drills, and nothing that is real",
});
export type ExerciseView = (typeof ExerciseView.values)[number];
