import { enumeration } from "../../graphql/enums.js";

export const IncidentKind = enumeration("IncidentKind", "What happened.", {
  BULLYING: { en: "Bullying", ru: "травля (буллинг)", kk: "баланы жәбірлеу (буллинг)" },
  CYBERBULLYING: { en: "Cyberbullying", ru: "кибербуллинг", kk: "кибербуллинг" },
  FIGHT: { en: "Fight", ru: "драка", kk: "төбелес" },
  VIOLENCE_PHYSICAL: { en: "Physical violence", ru: "физическое насилие" },
  VIOLENCE_SEXUAL: { en: "Sexual violence", ru: "половая неприкосновенность" },
  SELF_HARM: { en: "Self-harm", ru: "самоповреждение" },
  SUICIDE_ATTEMPT: { en: "Suicide attempt", ru: "попытка суицида" },
  MISSING_CHILD: { en: "Missing child", ru: "безвестное исчезновение" },
  WEAPON: { en: "Weapon", ru: "оружие", kk: "қару" },
  INTRUSION: { en: "Intrusion of a stranger", ru: "проникновение постороннего" },
  BOMB_THREAT: { en: "Bomb threat", ru: "угроза взрыва" },
  FIRE: { en: "Fire", ru: "пожар", kk: "өрт" },
  ACCIDENT: { en: "Accident", ru: "несчастный случай", kk: "жазатайым оқиға" },
  POISONING: { en: "Poisoning", ru: "отравление", kk: "улану" },
  SUBSTANCES: { en: "Drugs or vapes", ru: "наркотики, вейпы" },
  NEGLECT: { en: "Neglect", ru: "ненадлежащий уход" },
  RIGHTS_VIOLATION: { en: "Violation of a child's rights", ru: "нарушение прав ребёнка", kk: "бала құқығының бұзылуы" },
  STAFF_MISCONDUCT: { en: "Misconduct of staff", ru: "действия работника" },
  NIGHT_CURFEW: {
    en: "Out at night without an adult",
    ru: "нахождение ночью без сопровождения",
    kk: "түнгі уақытта еріп жүрусіз болуы",
  },
  TRANSPORT: { en: "School transport", ru: "школьный подвоз" },
  OTHER: { en: "Other", ru: "другое", kk: "басқа" },
});

/** The gravest first: a rank is the position here. Values of CAP 1.2. */
export const AlertSeverity = enumeration("AlertSeverity", "How grave it is, in the values of CAP 1.2.", {
  EXTREME: { en: "Extreme", ru: "чрезвычайная", kk: "төтенше" },
  SEVERE: { en: "Severe", ru: "высокая", kk: "жоғары" },
  MODERATE: { en: "Moderate", ru: "средняя", kk: "орташа" },
  MINOR: { en: "Minor", ru: "низкая", kk: "төмен" },
  UNKNOWN: { en: "Unknown", ru: "не определена" },
});

export const AlertUrgency = enumeration("AlertUrgency", "How soon somebody must act, in the values of CAP 1.2.", {
  IMMEDIATE: { en: "Immediate", means: "act at once" },
  EXPECTED: { en: "Expected", means: "act within the hour" },
  FUTURE: { en: "Future", means: "act in time" },
  PAST: { en: "Past", means: "no action is needed any more" },
  UNKNOWN: { en: "Unknown" },
});

export const AlertCertainty = enumeration("AlertCertainty", "How sure it is, in the values of CAP 1.2.", {
  OBSERVED: { en: "Observed", means: "it has happened or is happening" },
  LIKELY: { en: "Likely", means: "more probable than not" },
  POSSIBLE: { en: "Possible", means: "not probable, but it can be" },
  UNLIKELY: { en: "Unlikely", means: "not expected" },
  UNKNOWN: { en: "Unknown" },
});

/** States from which an incident goes on; the others are ends. */
export const IncidentState = enumeration("IncidentState", "How far the work on an incident is.", {
  REPORTED: { en: "Reported", ru: "сообщено" },
  CONFIRMED: { en: "Confirmed", ru: "подтверждено" },
  RESPONDING: { en: "Responding", ru: "реагирование" },
  STABILISED: { en: "Stabilised", ru: "стабилизировано" },
  UNDER_REVIEW: { en: "Under review", ru: "разбор" },
  CLOSED: { en: "Closed", ru: "закрыто" },
  REOPENED: { en: "Reopened", ru: "возобновлено" },
  UNFOUNDED: { en: "Unfounded", ru: "не подтвердилось" },
  DUPLICATE: { en: "Duplicate of another incident", ru: "повтор" },
});
export const ENDED_STATES = ["CLOSED", "UNFOUNDED", "DUPLICATE"] as const;

export const IncidentAction = enumeration("IncidentAction", "What can be done with an incident.", {
  CONFIRM: { en: "Confirm", means: "it has happened" },
  DISMISS_UNFOUNDED: { en: "Dismiss as unfounded", means: "it has not happened" },
  DISMISS_DUPLICATE: { en: "Dismiss as duplicate", means: "another incident already tells of it" },
  RESPOND: { en: "Respond", means: "an agency takes it over" },
  STABILISE: { en: "Stabilise", means: "nobody is in danger any more and every victim was contacted" },
  SIGN_REVIEW: { en: "Sign the review", means: "causes, missed signals and lessons are written down" },
  CLOSE: { en: "Close", means: "the work is done" },
  REOPEN: { en: "Reopen", means: "there is more to do" },
});

export const Participation = enumeration("Participation", "The part that somebody had in one incident.", {
  VICTIM: { en: "Victim", ru: "пострадавший" },
  ALLEGED_OFFENDER: { en: "Alleged offender", ru: "предполагаемый обидчик" },
  WITNESS: { en: "Witness", ru: "свидетель" },
  REPORTER: { en: "Reporter", ru: "сообщивший" },
  OTHER: { en: "Other", ru: "другое" },
});

export const Harm = enumeration("Harm", "What harm somebody took in an incident.", {
  NONE: { en: "None" },
  LIGHT: { en: "Light", means: "no medical help was needed" },
  MEDICAL: { en: "Medical help needed" },
  HOSPITAL: { en: "Taken to hospital" },
  UNKNOWN: { en: "Unknown" },
});

export const IncidentEventKind = enumeration("IncidentEventKind", "What happened to an incident.", {
  REPORTED: { en: "Reported" },
  CONFIRMED: { en: "Confirmed" },
  DISMISSED: { en: "Dismissed" },
  RESPONDING: { en: "Responding" },
  STABILISED: { en: "Stabilised" },
  REVIEWED: { en: "Reviewed" },
  CLOSED: { en: "Closed" },
  REOPENED: { en: "Reopened" },
  PARTICIPANT_ADDED: { en: "Participant added" },
  PARTICIPANT_CONTACTED: { en: "Participant contacted" },
  NOTE_ADDED: { en: "Note added" },
});
export type IncidentEventKind = (typeof IncidentEventKind.values)[number];

export const ExerciseView = enumeration("ExerciseView", "Whether drills are shown.", {
  EXCLUDE: { en: "Real ones", means: "what is real, and no drill" },
  INCLUDE: { en: "Both", means: "drills among what is real" },
  ONLY: { en: "Drills", means: "drills, and nothing that is real" },
});
export type ExerciseView = (typeof ExerciseView.values)[number];
