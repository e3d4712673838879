import { enumeration } from "../graphql/enums.js";
import { refuse } from "../graphql/errors.js";
import { say } from "../graphql/say.js";

/** Why somebody reads or changes something; every entry of the audit says it. */
export const Purpose = enumeration("Purpose", "Why somebody reads or changes a record; the audit keeps it.", {
  CARE: "work with the child, the purpose unless stated",
  INVESTIGATION: "finding out what happened in an incident",
  SUPERVISION: "checking how officials did their work",
  COURT: "a request or decision of a court",
  COMPLAINT: "answering a complaint or an appeal",
  REPORTING: "preparing figures and reports",
});
export type Purpose = (typeof Purpose.values)[number];

/** The header of HTTP, and the parameter of `connection_init` on websockets. */
export const PURPOSE_HEADER = "x-qorgan-purpose";

/** The purpose that a client states, or null when it states none; `INVALID_INPUT` when it isn't one of the list. */
export function purposeOf(stated: unknown): Purpose | null {
  if (stated === undefined || stated === null || stated === "") return null;
  const purpose = Purpose.values.find((known) => known === stated);
  if (purpose) return purpose;
  const got = JSON.stringify(stated).slice(0, 100);
  const known = Purpose.values.join(", ");
  throw refuse("INVALID_INPUT", 400, say`${PURPOSE_HEADER} must be one of ${known}, but got ${got}`);
}
