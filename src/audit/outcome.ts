import { enumeration } from "../graphql/enums.js";

/** How what an entry says ended. */
export const Outcome = enumeration("AuditOutcome", "How a read or change ended.", {
  DONE: { en: "Done", ru: "выполнено" },
  NOT_FOUND: { en: "Not found", ru: "не найдено", means: "the search had no hit" },
  REFUSED: { en: "Refused", ru: "отказано" },
});
export type Outcome = (typeof Outcome.values)[number];
