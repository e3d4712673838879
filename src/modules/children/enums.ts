import { enumeration } from "../../graphql/enums.js";

/** The gravest first: a rank is the position here. */
export const RiskLevel = enumeration("RiskLevel", "How grave a child's risk is.", [
  "CRITICAL",
  "HIGH",
  "MEDIUM",
  "LOW",
]);

/** The six categories of the law of 2026 come first. */
export const RiskCategory = enumeration("RiskCategory", "Why a child is registered as a child at risk.", [
  "LEARNING_DIFFICULTY",
  "TRUANCY",
  "ANTISOCIAL_BEHAVIOUR",
  "OFFENCE",
  "VIOLENCE_SURVIVOR",
  "HARD_LIFE_SITUATION",
  "SELF_HARM",
  "DOMESTIC_NEGLECT",
  "SUBSTANCE_USE",
]);

export const ChildCategory = enumeration("ChildCategory", "A category of children to whom the state owes support.", [
  "ORPHAN",
  "WITHOUT_PARENTAL_CARE",
  "SPECIAL_NEEDS",
  "DISABILITY",
  "LOW_INCOME",
  "LARGE_FAMILY",
]);

export const Sex = enumeration("Sex", "The sex of a child.", ["FEMALE", "MALE"]);

export const EnrolmentOutcome = enumeration("EnrolmentOutcome", "How an enrolment ended.", [
  "PROMOTED",
  "REPEATED",
  "TRANSFERRED",
  "GRADUATED",
  "WITHDRAWN",
]);

export const Confidentiality = enumeration(
  "Confidentiality",
  "Whether a child's record can be opened in an emergency.",
  {
    PROTECTED: "an officer of the region may open it in an emergency",
    CLOSED: "only a role or a relationship opens it",
  },
);
