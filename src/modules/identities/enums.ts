import { enumeration } from "../../graphql/enums.js";

export const GuardianRelation = enumeration("GuardianRelation", "What somebody is to a child.", [
  "MOTHER",
  "FATHER",
  "GRANDPARENT",
  "SIBLING",
  "GUARDIAN",
  "FOSTER_CARER",
  "OTHER",
]);

export const LegalBasis = enumeration("LegalBasis", "Why somebody may act for a child.", [
  "PARENTHOOD",
  "ADOPTION",
  "GUARDIANSHIP_ORDER",
  "FOSTER_CONTRACT",
  "COURT_DECISION",
  "POWER_OF_ATTORNEY",
]);
