import { type SQL, sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import {
  instant,
  kato,
  oneOf,
  oneOfText,
  prefixedId,
  primaryId,
  rankOf,
  stamped,
  territorial,
} from "../../db/columns.js";
import { AgencyKind } from "../agencies/enums.js";
import { agencies, officers } from "../agencies/table.js";
import { children } from "../children/table.js";
import { incidents } from "../incidents/table.js";
import { schools } from "../schools/table.js";
import { MeetingState, MembershipRole, STANDING_STATES, WorkingGroupKind, WorkingGroupState } from "./enums.js";
import {
  agendaPolicies,
  attendancePolicies,
  decisionPolicies,
  groupPolicies,
  meetingPolicies,
  membershipPolicies,
} from "./policy.js";

const schoolId = () => prefixedId("school", "school_id").references(() => schools.id);
const officerId = (name: string) => prefixedId("officer", name).references(() => officers.id);
const agencyId = (name: string) => prefixedId("agency", name).references(() => agencies.id);
const incidentId = () => prefixedId("incident", "incident_id").references(() => incidents.id);
const groupId = () =>
  prefixedId("group", "working_group_id")
    .notNull()
    .references(() => workingGroups.id);
const meetingId = () => prefixedId("meeting", "meeting_id").references(() => meetings.id);
const standing = sql.raw(STANDING_STATES.map((state) => `'${state}'`).join(", "));

/** Standing working groups and operational headquarters. */
export const workingGroups = pgTable(
  "working_groups",
  {
    id: primaryId("group"),
    schoolId: schoolId(),
    incidentId: incidentId(),
    leadAgencyId: agencyId("lead_agency_id"),
    ...territorial(),
    kind: oneOfText("kind", WorkingGroupKind).notNull(),
    state: oneOfText("state", WorkingGroupState).notNull(),
    name: text("name").notNull(),
    mandate: text("mandate"),
    synthetic: boolean("synthetic").notNull().default(false),
    activatedAt: instant("activated_at"),
    stoodDownAt: instant("stood_down_at"),
    ...stamped(),
  },
  (t) => [
    index("working_groups_district").on(t.district, t.createdAt, t.id), // workingGroups(territory: district)
    index("working_groups_region").on(t.region, t.createdAt, t.id), // workingGroups(territory: region)
    index("working_groups_time").on(t.createdAt, t.id), // workingGroups of the country
    index("working_groups_school").on(t.schoolId, t.createdAt, t.id), // school { workingGroups }
    index("working_groups_lead").on(t.leadAgencyId, t.createdAt, t.id), // agency { ledGroups }
    index("working_groups_incident").on(t.incidentId, t.createdAt, t.id), // incident { headquarters }
    // Two reports of one incident must not make two headquarters that give orders.
    uniqueIndex("working_groups_active_headquarters").on(t.incidentId).where(sql`state = 'ACTIVATED'`),
    oneOf(t.kind, WorkingGroupKind.values, "working_groups"),
    oneOf(t.state, WorkingGroupState.values, "working_groups"),
    check("working_groups_state_of_kind", sql`(${t.kind} = 'STANDING') = (${t.state} in (${standing}))`),
    check("working_groups_incident_of_kind", sql`${t.kind} = 'HEADQUARTERS' or ${t.incidentId} is null`),
    ...groupPolicies(t),
  ],
);

/** Members. `agencyKind` is the agency's, copied, so that the rule of presence reads this table only. */
export const memberships = pgTable(
  "memberships",
  {
    id: primaryId("membership"),
    workingGroupId: groupId(),
    officerId: officerId("officer_id").notNull(),
    agencyId: agencyId("agency_id").notNull(),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    agencyKind: oneOfText("agency_kind", AgencyKind).notNull(),
    role: oneOfText("role", MembershipRole).notNull(),
    roleRank: integer("role_rank")
      .notNull()
      .generatedAlwaysAs((): SQL => rankOf("role", MembershipRole.values)),
    from: date("from_day").notNull(),
    to: date("to_day"),
    addedAt: instant("added_at").notNull().default(sql`now()`),
  },
  (t) => [
    index("memberships_group").on(t.workingGroupId, t.roleRank, t.addedAt, t.id), // workingGroup { members }
    index("memberships_presence").on(t.workingGroupId, t.agencyKind), // workingGroup { missingAgencies }
    index("memberships_officer").on(t.officerId, t.from, t.id), // officer { memberships }
    index("memberships_agency").on(t.agencyId),
    index("memberships_school").on(t.schoolId),
    uniqueIndex("memberships_once").on(t.workingGroupId, t.officerId).where(sql`to_day is null`),
    uniqueIndex("memberships_one_chair").on(t.workingGroupId).where(sql`role = 'CHAIR' and to_day is null`),
    oneOf(t.agencyKind, AgencyKind.values, "memberships"),
    oneOf(t.role, MembershipRole.values, "memberships"),
    check("memberships_period", sql`${t.to} is null or ${t.to} >= ${t.from}`),
    ...membershipPolicies(t),
  ],
);

/** Meetings, planned and recorded. What they were about stands in tables of a stricter tier. */
export const meetings = pgTable(
  "meetings",
  {
    id: primaryId("meeting"),
    workingGroupId: groupId(),
    recordedById: officerId("recorded_by_id"),
    schoolId: schoolId(),
    ...territorial(),
    topic: text("topic").notNull(),
    protocolNumber: text("protocol_number"),
    agendaSize: integer("agenda_size").notNull().default(0), // the highest position: not everybody sees all items
    plannedFor: instant("planned_for"),
    heldAt: instant("held_at"),
    state: oneOfText("state", MeetingState)
      .notNull()
      .generatedAlwaysAs(sql`case when held_at is null then 'PLANNED' else 'RECORDED' end`),
    at: instant("at").notNull().generatedAlwaysAs(sql`coalesce(held_at, planned_for)`),
    ...stamped(),
  },
  (t) => [
    index("meetings_group").on(t.workingGroupId, t.at, t.id), // workingGroup { meetings }, newest first
    index("meetings_overdue").on(t.district, t.plannedFor).where(sql`held_at is null`), // board { meetingsOverdue }
    index("meetings_recorded_by").on(t.recordedById),
    index("meetings_school").on(t.schoolId),
    oneOf(t.state, MeetingState.values, "meetings"),
    ...meetingPolicies(t),
  ],
);

/** What a meeting deals with: a child, an incident or a text. */
export const agendaItems = pgTable(
  "agenda_items",
  {
    id: primaryId("agenda"),
    meetingId: meetingId().notNull(),
    workingGroupId: groupId(),
    addedById: officerId("added_by_id"),
    childId: prefixedId("child", "child_id").references(() => children.id),
    incidentId: incidentId(),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    position: integer("position").notNull(),
    text: text("text"),
    // Whether the group's members may read the child's record: whoever put it there reads it.
    opens: boolean("opens").notNull().default(true),
    addedAt: instant("added_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("agenda_items_position").on(t.meetingId, t.position), // meeting { agenda }
    index("agenda_items_child").on(t.childId, t.addedAt, t.id), // child { agendaItems }
    index("agenda_items_incident").on(t.incidentId, t.addedAt, t.id), // incident { agendaItems }
    index("agenda_items_group").on(t.workingGroupId, t.addedAt), // what a new member may see
    index("agenda_items_added_by").on(t.addedById),
    index("agenda_items_school").on(t.schoolId),
    check("agenda_items_one", sql`num_nonnulls(${t.childId}, ${t.incidentId}, ${t.text}) = 1`),
    ...agendaPolicies(t),
  ],
);

/** Who was asked to a meeting, and whether they came. */
export const attendances = pgTable(
  "attendances",
  {
    id: primaryId("attendance"),
    meetingId: meetingId().notNull(),
    officerId: officerId("officer_id").notNull(),
    agencyId: agencyId("agency_id").notNull(),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    position: integer("position").notNull(),
    present: boolean("present").notNull(),
  },
  (t) => [
    unique("attendances_position").on(t.meetingId, t.position), // meeting { attendance }
    unique("attendances_once").on(t.meetingId, t.officerId),
    index("attendances_officer").on(t.officerId),
    index("attendances_agency").on(t.agencyId),
    index("attendances_school").on(t.schoolId),
    ...attendancePolicies(t),
  ],
);

/** The decisions of a group, append-only; one taken outside a meeting has none. */
export const decisions = pgTable(
  "decisions",
  {
    id: primaryId("decision"),
    workingGroupId: groupId(),
    meetingId: meetingId(),
    responsibleAgencyId: agencyId("responsible_agency_id"),
    writtenById: officerId("written_by_id"),
    schoolId: schoolId(),
    kato: kato("kato").notNull(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    dueOn: date("due_on"),
    takenAt: instant("taken_at").notNull(),
  },
  (t) => [
    unique("decisions_position").on(t.meetingId, t.position), // meeting { decisions }
    index("decisions_group").on(t.workingGroupId, t.takenAt, t.position, t.id), // workingGroup { decisions }
    index("decisions_responsible").on(t.responsibleAgencyId, t.dueOn),
    index("decisions_written_by").on(t.writtenById),
    index("decisions_school").on(t.schoolId),
    ...decisionPolicies(t),
  ],
);
