import { enumeration } from "../../graphql/enums.js";

export const EmergencyReason = enumeration("EmergencyReason", "Why a child's record is opened in an emergency.", {
  LIFE_OR_HEALTH: null,
  VIOLENCE: null,
  MISSING_CHILD: null,
  FOUND_ALONE: null,
  OTHER: "as the reason says",
});

/** The states of domain.md 3.5.11. What has expired waits for its review. */
export const EmergencyState = enumeration("EmergencyState", "How far an emergency access is.", {
  GRANTED: "the record is open",
  EXPIRED: "its time is over, and its review is due",
  JUSTIFIED: null,
  UNJUSTIFIED: "an incident was opened",
});
export type EmergencyState = (typeof EmergencyState.values)[number];

export const EmergencyVerdict = enumeration("EmergencyVerdict", "What the review of an emergency access found.", {
  JUSTIFIED: null,
  UNJUSTIFIED: "an incident of misconduct is opened",
});

export const EmergencyAction = enumeration("EmergencyAction", "What can be done with an emergency access.", {
  JUSTIFY: null,
  REJECT: "opens an incident of misconduct",
});
