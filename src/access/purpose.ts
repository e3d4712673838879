import { enumeration } from "../graphql/enums.js";
import { refuse } from "../graphql/errors.js";

/** Why somebody reads or changes something; every entry of the audit says it. */
export const Purpose = enumeration("Purpose", "Why somebody reads or changes a record; the audit keeps it.", {
  CARE: { en: "Care for the child", ru: "помощь ребёнку", means: "work with the child, the purpose unless stated" },
  INVESTIGATION: { en: "Investigation", ru: "расследование", means: "finding out what happened in an incident" },
  SUPERVISION: { en: "Supervision", ru: "надзор", means: "checking how officials did their work" },
  COURT: { en: "Court", ru: "суд", means: "a request or decision of a court" },
  COMPLAINT: { en: "Complaint", ru: "обращение", means: "answering a complaint or an appeal" },
  REPORTING: { en: "Reporting", ru: "отчётность", means: "preparing figures and reports" },
});
export type Purpose = (typeof Purpose.values)[number];

/** The header of HTTP, and the parameter of `connection_init` on websockets. */
export const PURPOSE_HEADER = "x-qorgan-purpose";

/** The purpose that a client states, or null when it states none; `INVALID_INPUT` when it isn't one of the list. */
export function purposeOf(stated: unknown): Purpose | null {
  if (stated === undefined || stated === null || stated === "") return null;
  const known = Purpose.values.find((purpose) => purpose === stated);
  if (known) return known;
  const got = JSON.stringify(stated).slice(0, 100);
  const rule = `${PURPOSE_HEADER} must be one of ${Purpose.values.join(", ")}`;
  throw refuse("INVALID_INPUT", 400, `${rule}, but got ${got}`);
}
