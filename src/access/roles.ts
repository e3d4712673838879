import { enumeration } from "../graphql/enums.js";

/** The roles of domain.md 3.6. What a role may see is decided by the policies of the database. */
export const Role = enumeration("Role", "What an officer answers for.", [
  "MINISTRY_CONTROLLER",
  "REGION_OFFICER",
  "DISTRICT_OFFICER",
  "SCHOOL_DIRECTOR",
  "PSYCHOLOGIST",
  "SOCIAL_PEDAGOGUE",
  "CLASS_TEACHER",
  "JUVENILE_INSPECTOR",
  "GUARDIANSHIP_SPECIALIST",
  "OPERATOR_111",
  "DISPATCHER",
  "INSPECTOR",
  "PROSECUTOR",
  "OMBUDSMAN",
  "GUARDIAN",
  "PARENT_REPRESENTATIVE",
  "NGO_OBSERVER",
  "DATA_OFFICER",
]);
export type Role = (typeof Role.values)[number];

type Roles = readonly Role[];

/** They work with the children of their own school. */
export const SCHOOL_STAFF: Roles = ["SCHOOL_DIRECTOR", "PSYCHOLOGIST", "SOCIAL_PEDAGOGUE"];
/** They answer for what the schools of their district do. */
export const DISTRICT_CARE: Roles = ["DISTRICT_OFFICER", "JUVENILE_INSPECTOR", "GUARDIANSHIP_SPECIALIST"];
/** They see an IIN in full where they see the identity: who answers for the register, and the family. */
export const IIN_READERS: Roles = ["SCHOOL_DIRECTOR", "GUARDIAN"];
/** They may have an identity destroyed. */
export const ERASERS: Roles = ["SCHOOL_DIRECTOR"];
/** They take part in groups without seeing a child (domain.md 3.6): no relationship opens one to them. */
export const CHILDLESS: Roles = ["NGO_OBSERVER", "PARENT_REPRESENTATIVE"];
/** They read what others do, and change nothing. */
export const OVERSIGHT: Roles = ["PROSECUTOR", "OMBUDSMAN"];

// Of the table of roles in domain.md 3.6, these rows wait for their modules and give no access yet:
// CLASS_TEACHER to the own class (classes), OPERATOR_111 to the contact in hand (signals), INSPECTOR to the sample of
// a campaign (inspections), JUVENILE_INSPECTOR and GUARDIANSHIP_SPECIALIST to what a referral or protocol is about,
// PROSECUTOR and OMBUDSMAN to identities on request, GUARDIAN to plans and meetings, DATA_OFFICER to the audit log,
// everybody to footage.
/** Who reads incidents and alerts of the jurisdiction, besides school staff; the ministry only grave ones. */
export const SITUATION_READERS: Roles = ["REGION_OFFICER", ...DISTRICT_CARE, "DISPATCHER", ...OVERSIGHT];
/** Who reads the pseudonyms of children of the jurisdiction, besides school staff; a region only grave risks. */
export const PSEUDONYM_READERS: Roles = [...DISTRICT_CARE, ...OVERSIGHT];

/** Who reads statistics: whoever reads situations, and those of whom domain.md 3.6 says counts and aggregates. */
export const COUNT_READERS: Roles = [
  ...SITUATION_READERS,
  ...SCHOOL_STAFF,
  "MINISTRY_CONTROLLER",
  "INSPECTOR",
  "PARENT_REPRESENTATIVE",
];

const INCIDENT_WORK: Roles = ["REGION_OFFICER", ...DISTRICT_CARE, ...SCHOOL_STAFF, "DISPATCHER"];

/** Who sets whom escalations call: the ministry for the country, a region for its own territory. */
export const ESCALATION_SETTERS = {
  country: ["MINISTRY_CONTROLLER"],
  region: ["REGION_OFFICER"],
} as const satisfies Record<string, Roles>;

/**
 * Which roles do a kind of work in their jurisdiction; the policies of what it writes say the same. Where a
 * relationship lets an officer of another role work (a member of a child's team), the policies alone decide.
 */
export const WORK = {
  /** Reports incidents and leads them through their states. */
  incidents: INCIDENT_WORK,
  /** Answers alerts. */
  alerts: [...INCIDENT_WORK, "MINISTRY_CONTROLLER", "DATA_OFFICER"],
  /** Makes an alert public, and takes it back. */
  publications: ["REGION_OFFICER", "DISPATCHER", "MINISTRY_CONTROLLER"],
  /** Establishes groups, plans and records their meetings. */
  groups: [...INCIDENT_WORK, "MINISTRY_CONTROLLER"],
  /** Registers children at risk. */
  children: SCHOOL_STAFF,
  /** Writes notes that only their author reads. */
  sensitiveNotes: ["PSYCHOLOGIST"],
  /** Asks for emergency access. */
  emergencies: INCIDENT_WORK,
  /** Reviews how emergency access was used. */
  reviews: ["DATA_OFFICER"],
  /** Sets duty rosters. */
  rosters: ["REGION_OFFICER", "DISTRICT_OFFICER", "MINISTRY_CONTROLLER"],
} as const satisfies Record<string, Roles>;
export type Work = keyof typeof WORK;

/** They are on duty for a territory; people of schools answer at theirs without a roster. */
export const DUTY_ROLES: Roles = (WORK.alerts as Roles).filter((role) => !SCHOOL_STAFF.includes(role));

/** Whether a role does a kind of work at all. */
export const mayWork = (role: Role, work: Work): boolean => (WORK[work] as Roles).includes(role);

/** Who watches the alerts of the jurisdiction. */
export const WATCHERS: Roles = [...WORK.alerts, ...OVERSIGHT];
