import { enumeration } from "../../graphql/enums.js";

export const AgencyKind = enumeration("AgencyKind", "What an agency answers for.", [
  "SCHOOL",
  "PARENTS",
  "MINISTRY",
  "EDUCATION_DEPT",
  "EDUCATION_OFFICE",
  "AKIMAT",
  "JUVENILE_POLICE",
  "GUARDIANSHIP",
  "SOCIAL_SERVICE",
  "HEALTH",
  "PROSECUTOR",
  "EMERGENCY",
  "SANITARY",
  "QUALITY",
  "CONTACT_CENTRE_111",
  "CONTROL_CENTRE",
  "PMPC",
  "OMBUDSMAN",
  "NGO",
]);
export type AgencyKind = (typeof AgencyKind.values)[number];

export const OfficerKind = enumeration("OfficerKind", "Whether somebody or something acts for an agency.", [
  "PERSON",
  "SERVICE",
]);
export type OfficerKind = (typeof OfficerKind.values)[number];
