import { enumeration } from "../../graphql/enums.js";

/** The gravest first: a rank is the position here. */
export const RiskLevel = enumeration("RiskLevel", "How grave a child's risk is.", {
  CRITICAL: { en: "Critical", ru: "критический", kk: "аса жоғары" },
  HIGH: { en: "High", ru: "высокий", kk: "жоғары" },
  MEDIUM: { en: "Medium", ru: "средний", kk: "орташа" },
  LOW: { en: "Low", ru: "низкий", kk: "төмен" },
});
