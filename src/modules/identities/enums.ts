import { enumeration } from "../../graphql/enums.js";

export const GuardianRelation = enumeration("GuardianRelation", "What somebody is to a child.", {
  MOTHER: { en: "Mother", ru: "мать", kk: "анасы" },
  FATHER: { en: "Father", ru: "отец", kk: "әкесі" },
  GRANDPARENT: { en: "Grandparent", ru: "бабушка или дедушка" },
  SIBLING: { en: "Adult brother or sister", ru: "совершеннолетний брат или сестра" },
  GUARDIAN: { en: "Guardian", ru: "опекун или попечитель" },
  FOSTER_CARER: { en: "Foster carer", ru: "патронатный воспитатель" },
  OTHER: { en: "Somebody else", ru: "иное лицо" },
});

export const LegalBasis = enumeration("LegalBasis", "Why somebody may act for a child.", {
  PARENTHOOD: { en: "Parenthood", ru: "родительские права" },
  ADOPTION: { en: "Adoption", ru: "усыновление" },
  GUARDIANSHIP_ORDER: { en: "Order of the guardianship body", ru: "решение органа опеки" },
  FOSTER_CONTRACT: { en: "Foster care contract", ru: "договор патроната" },
  COURT_DECISION: { en: "Decision of a court", ru: "решение суда" },
  POWER_OF_ATTORNEY: { en: "Power of attorney", ru: "доверенность" },
});
