import { enumeration } from "../../graphql/enums.js";

/** The gravest first: a rank is the position here. */
export const RiskLevel = enumeration("RiskLevel", "How grave a child's risk is.", {
  CRITICAL: { en: "Critical", ru: "критический", kk: "аса жоғары" },
  HIGH: { en: "High", ru: "высокий", kk: "жоғары" },
  MEDIUM: { en: "Medium", ru: "средний", kk: "орташа" },
  LOW: { en: "Low", ru: "низкий", kk: "төмен" },
});

/** The six categories of the law of 2026 come first. */
export const RiskCategory = enumeration("RiskCategory", "Why a child is registered as a child at risk.", {
  LEARNING_DIFFICULTY: { en: "Learning difficulty", ru: "трудности в учёбе", kk: "оқудағы қиындық" },
  TRUANCY: { en: "Truancy", ru: "систематические пропуски", kk: "сабақты жүйелі түрде қалдыру" },
  ANTISOCIAL_BEHAVIOUR: { en: "Antisocial behaviour", ru: "антиобщественное поведение", kk: "қоғамға жат мінез-құлық" },
  OFFENCE: { en: "Committed an offence", ru: "совершил правонарушение", kk: "құқық бұзушылық жасаған" },
  VIOLENCE_SURVIVOR: { en: "Survived violence", ru: "пострадал от насилия", kk: "зорлық-зомбылыққа ұшыраған" },
  HARD_LIFE_SITUATION: { en: "Hard life situation", ru: "трудная жизненная ситуация", kk: "өмірлік қиын жағдай" },
  SELF_HARM: { en: "Risk of self-harm", ru: "риск самоповреждения" },
  DOMESTIC_NEGLECT: { en: "Neglected at home", ru: "ненадлежащее воспитание" },
  SUBSTANCE_USE: { en: "Substance use", ru: "употребление ПАВ" },
});

export const ChildCategory = enumeration("ChildCategory", "A category of children to whom the state owes support.", {
  ORPHAN: { en: "Orphan", ru: "сирота", kk: "жетім бала" },
  WITHOUT_PARENTAL_CARE: {
    en: "Without parental care",
    ru: "без попечения родителей",
    kk: "ата-анасының қамқорлығынсыз қалған",
  },
  SPECIAL_NEEDS: {
    en: "Special educational needs",
    ru: "особые образовательные потребности",
    kk: "ерекше білім беру қажеттілігі бар",
  },
  DISABILITY: { en: "Disability", ru: "инвалидность", kk: "мүгедектігі бар" },
  LOW_INCOME: { en: "Low-income family", ru: "малообеспеченная семья", kk: "аз қамтылған отбасы" },
  LARGE_FAMILY: { en: "Large family", ru: "многодетная семья", kk: "көпбалалы отбасы" },
});

export const Sex = enumeration("Sex", "The sex of a child.", {
  FEMALE: { en: "Female", ru: "женский" },
  MALE: { en: "Male", ru: "мужской" },
});

export const EnrolmentOutcome = enumeration("EnrolmentOutcome", "How an enrolment ended.", {
  PROMOTED: { en: "Promoted to the next grade", ru: "переведён в следующий класс" },
  REPEATED: { en: "Repeats the grade", ru: "оставлен на повторное обучение" },
  TRANSFERRED: { en: "Went to another school", ru: "переведён в другую школу" },
  GRADUATED: { en: "Graduated", ru: "выпущен" },
  WITHDRAWN: { en: "Left without another school", ru: "выбыл" },
});

export const Confidentiality = enumeration(
  "Confidentiality",
  "Whether a child's record can be opened in an emergency.",
  {
    PROTECTED: { en: "Protected", ru: "защищённая", means: "an officer of the region may open it in an emergency" },
    CLOSED: { en: "Closed", ru: "закрытая", means: "only a role or a relationship opens it" },
  },
);
