import { enumeration } from "../../graphql/enums.js";

export const SignalFault = enumeration("SignalFault", "Why a signal counts as not heeded.", {
  NEVER_ACKNOWLEDGED: null,
  ACKNOWLEDGED_LATE: null,
  ESCALATED: "others had to be called about it",
});
export type SignalFault = (typeof SignalFault.values)[number];

export const ResponseBy = enumeration("ResponseBy", "By what response times are told apart.", {
  KIND: "by AlertKind",
  TERRITORY: "by region of the country, or by district of a region",
  LEVEL: "by how many steps of its escalation had been taken: 0 for none",
});
export type ResponseBy = (typeof ResponseBy.values)[number];
