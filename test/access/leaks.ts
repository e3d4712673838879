import { sql } from "drizzle-orm";
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isCompositeType, isObjectType } from "graphql";
import type { Role } from "../../src/access/roles.js";
import { type DataTier, tierOf } from "../../src/access/tiers.js";
import { type Database, maintain } from "../../src/db/database.js";
import type { Untyped } from "../support/client.js";
import {
  ALLOWED,
  BESIDES,
  CLOSED_TO_GUARDIANS,
  EXCEPT,
  isForOne,
  NOT_OF_OWN_CHILD,
  OF_OWN_CHILD,
  type Row,
} from "./allowed.js";

/** Whose answer is judged: a role in a territory (first four digits of KATO), or in a school of it. */
export interface Judged {
  role: Role;
  digits: string;
  school: string | null;
  /** The children for whom a guardian acts, as plain uuids. */
  children?: ReadonlySet<string>;
}

const PLACED = {
  ...{ incident: "incidents", alert: "alerts", participant: "incident_participants", note: "incident_notes" },
  ...{ review: "incident_reviews", child: "children", teammember: "child_team_members", enrolment: "enrolments" },
  ...{ registration: "risk_registrations", category: "child_categories", assessment: "risk_assessments" },
  ...{ factor: "assessment_factors", agenda: "agenda_items", decision: "decisions" },
  entry: "audit_entries",
  ...{ childnote: "child_notes", sensitivenote: "sensitive_notes", emergency: "emergency_accesses" },
  publication: "alert_publications",
  silence: "duty_silences",
  webhook: "webhooks",
};
export const PREFIXES = Object.keys(PLACED) as (keyof typeof PLACED)[];

const OF_CHILD = [
  ...["child_team_members", "enrolments", "risk_registrations", "child_categories", "risk_assessments"],
  ...["assessment_factors", "audit_entries"],
];

/** The type of a prefixed id. */
export const TYPES: Readonly<Record<keyof typeof PLACED, string>> = {
  ...{ incident: "Incident", alert: "Alert", participant: "IncidentParticipant", note: "IncidentNote" },
  ...{ review: "IncidentReview", child: "Child", teammember: "ChildTeamMember", enrolment: "Enrolment" },
  ...{ registration: "RiskRegistration", category: "ChildCategoryPeriod", assessment: "RiskAssessment" },
  ...{ factor: "AssessmentFactor", agenda: "AgendaItem", decision: "Decision" },
  entry: "AuditEntry",
  ...{ childnote: "ChildNote", sensitivenote: "SensitiveNote", emergency: "EmergencyAccess" },
  publication: "AlertPublication",
  silence: "DutySilence",
  webhook: "Webhook",
};

/** What the owner knows of every row of a tier above the directory, by its id in the graph. */
export async function readPlaces(database: Database): Promise<Map<string, Row>> {
  const parts = PREFIXES.map((prefix) => {
    const table = PLACED[prefix];
    const severity = ["incidents", "alerts"].includes(table) ? "severity" : "null";
    const ofIncident = ["incident_participants", "alert_publications"].includes(table)
      ? "case severity_rank when 0 then 'EXTREME' when 1 then 'SEVERE' end"
      : severity;
    const risk = table === "children" ? "risk_level" : "null";
    const child = OF_CHILD.includes(table) ? "child_id::text" : "null";
    const active = table === "incident_participants" ? "active" : "null::boolean";
    const ofChild = table === "audit_entries" ? "child_id is not null" : "null::boolean";
    // Who reads the alert of an emergency access isn't who reads those of incidents.
    const kind =
      table === "alerts" ? "case when emergency_id is null then 'alerts' else 'emergency_alerts' end" : `'${table}'`;
    const school = table === "duty_silences" ? "null" : "school_id::text";
    return sql.raw(
      `select '${prefix}_' || id as key, ${kind} as table, kato, ${school} as school_id, ${table === "children" ? "id::text" : child} as child_id, ${ofIncident} as severity, ${risk} as risk_level, ${active} as active, ${ofChild} as of_child from ${table}`,
    );
  });
  const rows = await maintain(database, (tx) => tx.rows<Row & { key: string }>(sql.join(parts, sql` union all `)));
  return new Map(rows.map((row) => [row.key, row]));
}

const isInside = ({ digits, school }: Judged, { kato, school_id }: Row) =>
  String(kato).startsWith(digits) && (school === null || school === school_id);

interface Walk {
  schema: GraphQLSchema;
  places: ReadonlyMap<string, Row>;
  judged: Judged;
}

/** Fields of an answer that the table of roles and tiers doesn't allow, as `role reads Type.field of id`. */
export function findLeaks(walk: Walk, type: GraphQLObjectType, value: Untyped, owner?: Row): string[] {
  const { places, schema, judged } = walk;
  const row = (typeof value.id === "string" && places.get(value.id)) || owner;
  return Object.entries<Untyped>(value).flatMap(([name, got]) => {
    const field = type.getFields()[name];
    if (!field || isNothing(got)) return [];
    const named = getNamedType(field.type);
    if (isCompositeType(named)) {
      return [got].flat().flatMap((one: Untyped) => {
        if (isNothing(one)) return [];
        const of = isObjectType(named) ? named : (schema.getType(one.__typename) as GraphQLObjectType);
        return findLeaks(walk, of, one, carriesRow(of) ? row : undefined);
      });
    }
    return mayReadType(judged, type) && isAllowed(judged, tierOfLeaf(type, name), row)
      ? []
      : [`${judged.role} reads ${type.name}.${name} of ${value.id ?? "a part"}`];
  });
}

// Circumstances, deliveries and escalations have no id of their own, and entries are made while the test reads: they lie where
// their child or alert does.
const CARRYING = [
  ...["ChildProfile", "ChildIdentity", "ChildGuardian", "PageInfo", "AuditEntry", "AlertDelivery"],
  ...["AlertEscalation", "EscalationCall", "AlertTimelineEntry"],
];
const carriesRow = ({ name }: GraphQLObjectType) =>
  CARRYING.includes(name) || /^(AuditEntry|AlertDelivery)(Connection|Edge)$/.test(name);

const isNothing = (value: Untyped) => value === null || value === undefined || value === 0 || value === false;

const TECHNICAL = /(Connection|Edge|Payload)$/;
// Cursors, counts and places of a page: counts are asserted one by one.
const tierOfLeaf = (type: GraphQLObjectType, field: string) =>
  TECHNICAL.test(type.name) ? "T0" : (tierOf(type.name, field) ?? "T5");

const mayReadType = ({ role }: Judged, { name }: GraphQLObjectType) =>
  role !== "GUARDIAN" || !CLOSED_TO_GUARDIANS.includes(name);

const isOwnChild = ({ children }: Judged, { table, child_id }: Row) =>
  Boolean(child_id && children?.has(child_id)) && !NOT_OF_OWN_CHILD.includes(table);

/** Whether a role may read a tier of a row without a relationship. */
export function isAllowed(judged: Judged, tier: DataTier, row: Row | undefined): boolean {
  const { inside, outside } = ALLOWED[judged.role];
  if (outside.includes(tier)) return true;
  if (row && isBeside(judged, row)) return true;
  if (row && isOwnChild(judged, row)) return OF_OWN_CHILD.includes(tier);
  if (!inside.includes(tier)) return false;
  // What has no row is a count over rows: policies count what they show.
  if (!row) return true;
  return isReadBy(judged, row);
}

const isReadBy = (judged: Judged, row: Row) => isInside(judged, row) && !isForOne(row) && !EXCEPT[judged.role]?.(row);

const isBeside = (judged: Judged, row: Row) => isInside(judged, row) && BESIDES[judged.role]?.(row) === true;

/** Whether the table of roles and tiers lets somebody know who a child is. */
export const mayKnow = (judged: Judged, child: Row) => isAllowed(judged, "T2", child);

/** How many rows of a table the role may read without a relationship. */
export function countAllowed({ places, judged }: Pick<Walk, "places" | "judged">, table: string, tier: "T3S" | "T3P") {
  const rows = [...places.values()].filter((row) => row.table === table || row.table === `emergency_${table}`);
  if (judged.children) return rows.filter((row) => row.table === table && isOwnChild(judged, row)).length;
  const isOfTier = ALLOWED[judged.role].inside.includes(tier);
  return rows.filter((row) => (isOfTier && isReadBy(judged, row)) || isBeside(judged, row)).length;
}
