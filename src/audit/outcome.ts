import { enumeration } from "../graphql/enums.js";

/** How what an entry says ended. */
export const Outcome = enumeration("AuditOutcome", "How a read or change ended.", {
  DONE: null,
  NOT_FOUND: "the search had no hit",
  REFUSED: null,
});
export type Outcome = (typeof Outcome.values)[number];
