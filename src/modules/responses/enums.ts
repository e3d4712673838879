import { enumeration } from "../../graphql/enums.js";

export const SignalFault = enumeration("SignalFault", "Why a signal counts as not heeded.", {
  NEVER_ACKNOWLEDGED: { en: "Never acknowledged", ru: "никем не принят" },
  ACKNOWLEDGED_LATE: { en: "Acknowledged late", ru: "принят с опозданием" },
  ESCALATED: { en: "Escalated", ru: "передан выше", means: "others had to be called about it" },
});
export type SignalFault = (typeof SignalFault.values)[number];

export const ResponseBy = enumeration("ResponseBy", "By what response times are told apart.", {
  KIND: { en: "Kind", means: "by AlertKind" },
  TERRITORY: { en: "Territory", means: "by region of the country, or by district of a region" },
  LEVEL: { en: "Level", means: "by how many steps of its escalation had been taken: 0 for none" },
});
export type ResponseBy = (typeof ResponseBy.values)[number];
