import { derived, measured } from "../../graphql/computed.js";
import { before, inTerritory, isOneOf, since } from "../../graphql/filters.js";
import { ascending, descending } from "../../graphql/keyset.js";
import { find, list, listing, many, one, page, queries, relations } from "../../graphql/relations.js";
import { AgencyKind } from "../agencies/enums.js";
import { Agency, Officer } from "../agencies/type.js";
import { Child } from "../children/type.js";
import { Incident } from "../incidents/type.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { MeetingState, WorkingGroupAction, WorkingGroupKind, WorkingGroupState } from "./enums.js";
import { allowedActions } from "./machine.js";
import { incomplete, isComplete, missingAgencies } from "./presence.js";
import { agendaItems, attendances, decisions, meetings, memberships, workingGroups } from "./table.js";
import { AgendaItem, Attendance, Decision, Meeting, Membership, WorkingGroup } from "./type.js";

export const workingGroupList = list("workingGroups", () => WorkingGroup, workingGroups, {
  order: [descending(workingGroups.createdAt), descending(workingGroups.id)],
  filters: {
    territory: inTerritory(workingGroups),
    kinds: isOneOf(workingGroups.kind, WorkingGroupKind, "Of these kinds."),
    states: isOneOf(workingGroups.state, WorkingGroupState, "In one of these states."),
    incomplete,
  },
});

export const membershipList = list("memberships", () => Membership, memberships, {
  order: [memberships.from, memberships.id],
});

export const meetingList = list("meetings", () => Meeting, meetings, {
  order: [descending(meetings.at), descending(meetings.id)],
  filters: {
    states: isOneOf(meetings.state, MeetingState, "In one of these states."),
    since: since(meetings.at, "At this time or later."),
    before: before(meetings.at, "Before this time."),
  },
});

export const agendaItemList = list("agendaItems", () => AgendaItem, agendaItems, {
  order: [descending(agendaItems.addedAt), descending(agendaItems.id)],
});

export const decisionList = list("decisions", () => Decision, decisions, {
  order: [ascending(decisions.takenAt), decisions.position, decisions.id],
});

const district = { to: districts.code, description: "Its district; null when it answers for a whole region." };

const { kind, state } = workingGroups;

export const workingGroupRelations = relations(() => WorkingGroup, workingGroups, {
  allowedActions: derived(
    () => [WorkingGroupAction.type],
    { kind, state },
    { value: allowedActions, description: "What can be done with it now." },
  ),
  missingAgencies: measured(
    () => [AgencyKind.type],
    missingAgencies,
    "The kinds of agencies that it needs and that have no member in it today.",
  ),
  isComplete: measured(() => Boolean, isComplete, "Whether every agency that it needs has a member in it today."),
  district: one(() => District, workingGroups.district, district),
  region: one(() => Region, workingGroups.region, {
    always: true,
    to: regions.code,
    description: "The region that it belongs to.",
  }),
  school: one(() => School, workingGroups.schoolId, { description: "The school, when it is about one." }),
  incident: one(() => Incident, workingGroups.incidentId, {
    description: "The incident that activated a headquarters; null when the viewer doesn't see it.",
  }),
  leadAgency: one(() => Agency, workingGroups.leadAgencyId, { description: "The agency that leads it." }),
  members: many(() => Membership, memberships.workingGroupId, {
    order: [memberships.roleRank, memberships.addedAt, memberships.id],
    description: "Who belongs to it or once did, the chair first.",
  }),
  meetings: page(() => meetingList, meetings.workingGroupId, { description: "Its meetings, the latest first." }),
  decisions: page(() => decisionList, decisions.workingGroupId, {
    description: "What it decided, in meetings and outside them, the earliest first.",
  }),
});

export const membershipRelations = relations(() => Membership, memberships, {
  workingGroup: one(() => WorkingGroup, memberships.workingGroupId, { always: true, description: "The group." }),
  officer: one(() => Officer, memberships.officerId, { always: true, description: "The member." }),
  agency: one(() => Agency, memberships.agencyId, {
    always: true,
    description: "The agency that the member acts for.",
  }),
});

export const meetingRelations = relations(() => Meeting, meetings, {
  isOverdue: derived(
    () => Boolean,
    { heldAt: meetings.heldAt, plannedFor: meetings.plannedFor },
    {
      value: ({ heldAt, plannedFor }) => heldAt === null && plannedFor !== null && plannedFor.getTime() < Date.now(),
      description: "Whether its time has come and nobody has recorded it.",
    },
  ),
  workingGroup: one(() => WorkingGroup, meetings.workingGroupId, {
    always: true,
    description: "The group that meets.",
  }),
  recordedBy: one(() => Officer, meetings.recordedById, { description: "Who wrote its record." }),
  agenda: many(() => AgendaItem, agendaItems.meetingId, {
    order: [agendaItems.position],
    description: "What it deals with.",
  }),
  attendance: many(() => Attendance, attendances.meetingId, {
    order: [attendances.position],
    description: "Who was asked to come, and whether they did.",
  }),
  decisions: many(() => Decision, decisions.meetingId, {
    order: [decisions.position],
    description: "What was decided.",
  }),
});

export const agendaItemRelations = relations(() => AgendaItem, agendaItems, {
  meeting: one(() => Meeting, agendaItems.meetingId, { always: true, description: "The meeting." }),
  child: one(() => Child, agendaItems.childId, { description: "The child that it is about." }),
  incident: one(() => Incident, agendaItems.incidentId, { description: "The incident that it is about." }),
});

export const attendanceRelations = relations(() => Attendance, attendances, {
  meeting: one(() => Meeting, attendances.meetingId, { always: true, description: "The meeting." }),
  officer: one(() => Officer, attendances.officerId, { always: true, description: "Who was asked to come." }),
  agency: one(() => Agency, attendances.agencyId, { always: true, description: "For which agency." }),
});

export const decisionRelations = relations(() => Decision, decisions, {
  workingGroup: one(() => WorkingGroup, decisions.workingGroupId, {
    always: true,
    description: "The group that took it.",
  }),
  meeting: one(() => Meeting, decisions.meetingId, {
    description: "The meeting in which it was taken; null when it was taken outside one.",
  }),
  responsibleAgency: one(() => Agency, decisions.responsibleAgencyId, { description: "The agency that must do it." }),
});

export const workingGroupQueries = queries({
  workingGroup: find(() => WorkingGroup, workingGroups.id, { description: "One working group or headquarters." }),
  workingGroups: listing(() => workingGroupList, {
    description: "Standing working groups and headquarters, the newest first.",
  }),
});
