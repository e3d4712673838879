import { enumeration } from "../graphql/enums.js";

/** The roles of domain.md 3.6. What a role may see is decided by the policies of the database. */
export const Role = enumeration("Role", "What an officer answers for.", {
  MINISTRY_CONTROLLER: { en: "Ministry controller", ru: "Министерство" },
  REGION_OFFICER: { en: "Region or city education department", ru: "управление образования" },
  DISTRICT_OFFICER: { en: "District education office or deputy akim", ru: "отдел образования, заместитель акима" },
  SCHOOL_DIRECTOR: { en: "School director", ru: "директор", kk: "мектеп директоры" },
  PSYCHOLOGIST: { en: "School psychologist", ru: "педагог-психолог", kk: "педагог-психолог" },
  SOCIAL_PEDAGOGUE: { en: "Social pedagogue", ru: "социальный педагог", kk: "әлеуметтік педагог" },
  CLASS_TEACHER: { en: "Class teacher", ru: "классный руководитель" },
  JUVENILE_INSPECTOR: {
    en: "Juvenile police inspector",
    ru: "инспектор ювенальной полиции",
    kk: "ювеналды полиция инспекторы",
  },
  GUARDIANSHIP_SPECIALIST: {
    en: "Guardianship specialist",
    ru: "специалист опеки",
    kk: "қорғаншылық органының маманы",
  },
  OPERATOR_111: { en: "Operator of contact centre 111", ru: "оператор 111", kk: "111 байланыс орталығының операторы" },
  DISPATCHER: { en: "Control-room dispatcher", ru: "диспетчер ЦОУ", kk: "жедел басқару орталығының диспетчері" },
  INSPECTOR: { en: "Inspector", ru: "проверяющий" },
  PROSECUTOR: { en: "Prosecutor", ru: "прокурор" },
  OMBUDSMAN: { en: "Children's ombudsman", ru: "уполномоченный по правам ребёнка" },
  GUARDIAN: { en: "Parent or guardian", ru: "родитель", kk: "ата-ана" },
  PARENT_REPRESENTATIVE: {
    en: "Parents' representative",
    ru: "представитель родителей",
    kk: "ата-аналар өкілі",
  },
  NGO_OBSERVER: { en: "Observer of an NGO or the Public Council", ru: "НПО, Общественный совет" },
  DATA_OFFICER: { en: "Data officer", ru: "ответственный за данные" },
});
export type Role = (typeof Role.values)[number];

/** Roles of officials who work on incidents and children; the others see the directory only. */
export const WORKING_ROLES: readonly Role[] = [
  "MINISTRY_CONTROLLER",
  "REGION_OFFICER",
  "DISTRICT_OFFICER",
  "SCHOOL_DIRECTOR",
  "PSYCHOLOGIST",
  "SOCIAL_PEDAGOGUE",
  "JUVENILE_INSPECTOR",
  "GUARDIANSHIP_SPECIALIST",
  "DISPATCHER",
  "PROSECUTOR",
  "OMBUDSMAN",
];

/** Roles of people who know the pupils of their own school by name. */
export const IDENTITY_ROLES: readonly Role[] = ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE"];

/** Roles that may see an IIN in full, where they see the identity: who answers for the register, and the family. */
export const IIN_ROLES: readonly Role[] = ["SCHOOL_DIRECTOR", "GUARDIAN"];

/** Roles that may have an identity destroyed. */
export const ERASING_ROLES: readonly Role[] = ["SCHOOL_DIRECTOR"];
