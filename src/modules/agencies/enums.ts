import { enumeration } from "../../graphql/enums.js";

export const AgencyKind = enumeration("AgencyKind", "What an agency answers for.", {
  SCHOOL: { en: "School", ru: "школа", kk: "мектеп" },
  PARENTS: { en: "Parents' representatives", ru: "представители родителей", kk: "ата-аналар өкілдері" },
  MINISTRY: { en: "Ministry of Enlightenment", ru: "Министерство просвещения", kk: "Оқу-ағарту министрлігі" },
  EDUCATION_DEPT: { en: "Education department of a region", ru: "управление образования", kk: "білім басқармасы" },
  EDUCATION_OFFICE: { en: "Education office of a district", ru: "отдел образования", kk: "білім бөлімі" },
  AKIMAT: { en: "Akimat", ru: "акимат", kk: "әкімдік" },
  JUVENILE_POLICE: { en: "Juvenile police", ru: "ювенальная полиция", kk: "ювеналды полиция" },
  GUARDIANSHIP: {
    en: "Guardianship body",
    ru: "орган опеки и попечительства",
    kk: "қорғаншылық және қамқоршылық органы",
  },
  SOCIAL_SERVICE: { en: "Social services", ru: "социальные службы", kk: "әлеуметтік қызмет" },
  HEALTH: { en: "Health care", ru: "здравоохранение", kk: "денсаулық сақтау" },
  PROSECUTOR: { en: "Prosecutor's office", ru: "прокуратура", kk: "прокуратура" },
  EMERGENCY: { en: "Emergency situations department", ru: "ДЧС", kk: "ТЖД" },
  SANITARY: {
    en: "Sanitary and epidemiological control",
    ru: "санэпидконтроль",
    kk: "санитариялық-эпидемиологиялық бақылау",
  },
  QUALITY: {
    en: "Department of quality in education",
    ru: "департамент качества в сфере образования",
    kk: "білім саласындағы сапаны қамтамасыз ету департаменті",
  },
  CONTACT_CENTRE_111: { en: "Contact centre 111", ru: "контакт-центр 111", kk: "111 байланыс орталығы" },
  CONTROL_CENTRE: {
    en: "Operational control centre",
    ru: "центр оперативного управления",
    kk: "жедел басқару орталығы",
  },
  PMPC: { en: "Psychological, medical and pedagogical commission", ru: "ПМПК", kk: "ПМПК" },
  OMBUDSMAN: {
    en: "Children's ombudsman",
    ru: "уполномоченный по правам ребёнка",
    kk: "бала құқықтары жөніндегі уәкіл",
  },
  NGO: { en: "Non-governmental organisation", ru: "НПО", kk: "ҮЕҰ" },
});
export type AgencyKind = (typeof AgencyKind.values)[number];

export const OfficerKind = enumeration("OfficerKind", "Whether somebody or something acts for an agency.", {
  PERSON: { en: "Person", ru: "сотрудник", kk: "қызметкер" },
  SERVICE: { en: "Service: a program with an appointment of its own", ru: "сервис" },
});
export type OfficerKind = (typeof OfficerKind.values)[number];
