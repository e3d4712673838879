import { enumeration } from "../../graphql/enums.js";

export const EmergencyReason = enumeration("EmergencyReason", "Why a child's record is opened in an emergency.", {
  LIFE_OR_HEALTH: { en: "Danger to life or health", ru: "угроза жизни или здоровью" },
  VIOLENCE: { en: "Danger of violence", ru: "угроза насилия" },
  MISSING_CHILD: { en: "Search for a missing child", ru: "розыск ребёнка" },
  FOUND_ALONE: { en: "Child found without an adult", ru: "ребёнок найден без взрослых" },
  OTHER: { en: "Other", ru: "другое", kk: "басқа", means: "as the reason says" },
});

/** The states of domain.md 3.5.11. What has expired waits for its review. */
export const EmergencyState = enumeration("EmergencyState", "How far an emergency access is.", {
  GRANTED: { en: "Granted", ru: "предоставлен", means: "the record is open" },
  EXPIRED: { en: "Expired", ru: "истёк", means: "its time is over, and its review is due" },
  JUSTIFIED: { en: "Justified", ru: "обоснован" },
  UNJUSTIFIED: { en: "Unjustified", ru: "не обоснован", means: "an incident was opened" },
});
export type EmergencyState = (typeof EmergencyState.values)[number];

export const EmergencyVerdict = enumeration("EmergencyVerdict", "What the review of an emergency access found.", {
  JUSTIFIED: { en: "Justified", ru: "обоснован" },
  UNJUSTIFIED: { en: "Unjustified", ru: "не обоснован", means: "an incident of misconduct is opened" },
});

export const EmergencyAction = enumeration("EmergencyAction", "What can be done with an emergency access.", {
  JUSTIFY: { en: "Find it justified" },
  REJECT: { en: "Find it unjustified", means: "opens an incident of misconduct" },
});
