import type { Role } from "../../src/access/roles.js";
import type { DataTier } from "../../src/access/tiers.js";

/**
 * Which tiers a role reads of rows inside and outside its jurisdiction, without any relationship. Written from the
 * tables of domain.md, and not from the policies.
 */
interface Reach {
  inside: readonly DataTier[];
  outside: readonly DataTier[];
}

const DIRECTORY = ["T0", "T1"] as const;
const only: Reach = { inside: DIRECTORY, outside: DIRECTORY };
// Whoever reads situations reads counts, of every territory.
const COUNTS = [...DIRECTORY, "T3N"] as const;
const counts: Reach = { inside: COUNTS, outside: COUNTS };
const reads = (...tiers: DataTier[]): Reach => ({ inside: [...COUNTS, ...tiers], outside: COUNTS });

export const ALLOWED: Readonly<Record<Role, Reach>> = {
  MINISTRY_CONTROLLER: reads("T3S"), // severe and above
  REGION_OFFICER: reads("T3S", "T3P"), // children at high and critical risk
  DISTRICT_OFFICER: reads("T3S", "T3P"),
  SCHOOL_DIRECTOR: reads("T3S", "T3P", "T3C", "T2", "LOG"), // of the audit what is about a child
  PSYCHOLOGIST: reads("T3S", "T3P", "T3C", "T2", "LOG"),
  SOCIAL_PEDAGOGUE: reads("T3S", "T3P", "T3C", "T2", "LOG"),
  JUVENILE_INSPECTOR: reads("T3S", "T3P"),
  GUARDIANSHIP_SPECIALIST: reads("T3S", "T3P"),
  DISPATCHER: reads("T3S", "T3P"), // participants of an incident that goes on
  PROSECUTOR: reads("T3S", "T3P"),
  OMBUDSMAN: reads("T3S", "T3P"),
  CLASS_TEACHER: only,
  OPERATOR_111: only,
  INSPECTOR: counts,
  GUARDIAN: only, // of the directory agencies and schools
  PARENT_REPRESENTATIVE: counts,
  NGO_OBSERVER: only,
  DATA_OFFICER: { ...only, inside: [...DIRECTORY, "LOG"] },
};

const isGrave = (row: Row) => row.severity === "EXTREME" || row.severity === "SEVERE";
const isAtGraveRisk = (row: Row) => row.risk_level === "HIGH" || row.risk_level === "CRITICAL";

/** What a guardian reads of the own children besides: who they are, and what was decided of them, and who opened their record. */
export const OF_OWN_CHILD: readonly DataTier[] = ["T3P", "T3C", "T2", "LOG"];
export const NOT_OF_OWN_CHILD = ["child_team_members", "risk_assessments", "assessment_factors"];
/** Types of which a guardian reads nothing, whosever they are: people, and what they do among themselves. */
export const CLOSED_TO_GUARDIANS = [
  ...["Officer", "Appointment", "WorkingGroup", "Membership", "Meeting", "Attendance", "AgendaItem", "Decision"],
  ...["Incident", "IncidentParticipant", "IncidentNote", "IncidentReview", "Alert", "ChildGuardian", "RiskAssessment"],
  ...[
    "ChildNote",
    "SensitiveNote",
    "EmergencyAccess",
    "AlertDelivery",
    "AlertPublication",
    "DutyRoster",
    "DutyShift",
    "DutyGap",
  ],
  ...["DutySilence", "EscalationPolicy", "AlertEscalation", "AlertAddressee"],
  ...["Webhook", "WebhookEndpoint", "WebhookDelivery"],
];

/** What the owner knows of a row. */
export interface Row {
  table: string;
  /** The child that it is about. */
  child_id?: string | null;
  kato: number;
  school_id: string | null;
  severity?: string | null;
  risk_level?: string | null;
  active?: boolean | null;
  of_child?: boolean | null;
}

const isNotOfChild = (row: Row) => ["audit_entries", "webhooks"].includes(row.table) && row.of_child !== true;

/** Rows that a role doesn't read although it reads their tier inside its jurisdiction. */
export const EXCEPT: Partial<Record<Role, (row: Row) => boolean>> = {
  MINISTRY_CONTROLLER: (row) => ["incidents", "alerts", "alert_publications"].includes(row.table) && !isGrave(row),
  REGION_OFFICER: (row) =>
    (row.table === "children" && !isAtGraveRisk(row)) ||
    (row.table === "incident_participants" && !isGrave(row)) ||
    row.table === "child_team_members",
  SCHOOL_DIRECTOR: isNotOfChild,
  PSYCHOLOGIST: isNotOfChild,
  SOCIAL_PEDAGOGUE: isNotOfChild,
  DISPATCHER: (row) =>
    ["children", "child_team_members"].includes(row.table) ||
    (row.table === "incident_participants" && row.active !== true),
};

/** Alerts of emergency access are for those who are told of it, whatever the role. */
export const isForOne = ({ table }: Row) => table === "emergency_alerts";

/** Rows that a role reads inside its jurisdiction although it doesn't read their tier. */
export const BESIDES: Partial<Record<Role, (row: Row) => boolean>> = {
  DATA_OFFICER: ({ table }) => table === "emergency_accesses" || table === "emergency_alerts",
};
