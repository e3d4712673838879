import { derived } from "../../graphql/computed.js";
import { before, inTerritory, isOneOf, since } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { atLeast, isRankedOneOf } from "../../graphql/ranks.js";
import { find, list, listing, many, one, page, queries, relations } from "../../graphql/relations.js";
import { Agency, Officer } from "../agencies/type.js";
import { alertList, exercisesOf } from "../alerts/relations.js";
import { alerts } from "../alerts/table.js";
import { Child } from "../children/type.js";
import { deliveryList } from "../deliveries/relations.js";
import { alertDeliveries } from "../deliveries/table.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { agendaItemList, workingGroupList } from "../workgroups/relations.js";
import { agendaItems, workingGroups } from "../workgroups/table.js";
import { AlertSeverity, IncidentAction, IncidentKind, IncidentState, Participation } from "./enums.js";
import { incidentMachine, mustBeReviewed } from "./machine.js";
import { incidentNotes, incidentParticipants, incidentReviews, incidents } from "./table.js";
import { Incident, IncidentNote, IncidentParticipant, IncidentReview } from "./type.js";

export const incidentList = list("incidents", () => Incident, incidents, {
  order: [descending(incidents.occurredAt), descending(incidents.id)],
  filters: {
    territory: inTerritory(incidents),
    states: isOneOf(incidents.state, IncidentState, "In one of these states."),
    severities: isRankedOneOf(incidents.severityRank, AlertSeverity, "Of one of these severities."),
    minSeverity: atLeast(incidents.severityRank, AlertSeverity, "At least as grave as this."),
    kinds: isOneOf(incidents.kind, IncidentKind, "Of these kinds."),
    occurredFrom: since(incidents.occurredAt, "Happened at this time or later."),
    occurredBefore: before(incidents.occurredAt, "Happened before this time."),
    exercises: exercisesOf(incidents.exercise),
  },
});

export const participantList = list("participants", () => IncidentParticipant, incidentParticipants, {
  order: [incidentParticipants.addedAt, incidentParticipants.id],
  filters: {
    participations: isOneOf(incidentParticipants.participation, Participation, "Who had one of these parts."),
  },
});

export const noteList = list("notes", () => IncidentNote, incidentNotes, {
  order: [incidentNotes.at, incidentNotes.id],
});

const { state, kind, severity } = incidents;

export const incidentRelations = relations(() => Incident, incidents, {
  allowedActions: derived(
    () => [IncidentAction.type],
    { state, kind, severity },
    { value: incidentMachine.allowed, description: "What can be done with it now." },
  ),
  reviewRequired: derived(
    () => Boolean,
    { kind, severity },
    { value: mustBeReviewed, description: "Whether a review must be signed before it is closed." },
  ),
  region: one(() => Region, incidents.region, {
    always: true,
    to: regions.code,
    description: "The region where it happened.",
  }),
  district: one(() => District, incidents.district, {
    always: true,
    to: districts.code,
    description: "The district where it happened.",
  }),
  school: one(() => School, incidents.schoolId, {
    description: "The school that it is about, or null for another place.",
  }),
  ownerAgency: one(() => Agency, incidents.ownerAgencyId, {
    description: "The agency that took it over, or null while none has.",
  }),
  reportedBy: one(() => Officer, incidents.reportedById, { description: "The officer who reported it." }),
  duplicateOf: one(() => Incident, incidents.duplicateOfId, { description: "The incident that already told of it." }),
  participants: page(() => participantList, incidentParticipants.incidentId, {
    description: "Who took part, in the order in which they were added.",
  }),
  notes: page(() => noteList, incidentNotes.incidentId, { description: "The narrative, from its beginning." }),
  reviews: many(() => IncidentReview, incidentReviews.incidentId, {
    order: [incidentReviews.signedAt, incidentReviews.id],
    description: "The signed reviews, the first one first.",
  }),
  alerts: page(() => alertList, alerts.incidentId, {
    // Of a drill they are drills.
    isWhole: true,
    description: "The alerts that it raised.",
  }),
  deliveries: page(() => deliveryList, alerts.incidentId, {
    through: { from: alerts.id, to: alertDeliveries.alertId },
    description: "Who was told of its alerts, and when; the first one first.",
  }),
  headquarters: page(() => workingGroupList, workingGroups.incidentId, {
    description: "The headquarters that it activated, the newest first.",
  }),
  agendaItems: page(() => agendaItemList, agendaItems.incidentId, {
    description: "Where it stood on the agenda of a meeting, the newest first.",
  }),
});

export const participantRelations = relations(() => IncidentParticipant, incidentParticipants, {
  incident: one(() => Incident, incidentParticipants.incidentId, { always: true, description: "The incident." }),
  child: one(() => Child, incidentParticipants.childId, {
    description: "The child, when it is one at risk and the viewer may see it.",
  }),
  officer: one(() => Officer, incidentParticipants.officerId, { description: "The officer, when it is one." }),
});

export const noteRelations = relations(() => IncidentNote, incidentNotes, {
  incident: one(() => Incident, incidentNotes.incidentId, { always: true, description: "The incident." }),
  author: one(() => Officer, incidentNotes.authorId, { description: "Who wrote it." }),
});

export const reviewRelations = relations(() => IncidentReview, incidentReviews, {
  incident: one(() => Incident, incidentReviews.incidentId, { always: true, description: "The incident." }),
  signedBy: one(() => Officer, incidentReviews.signedById, { always: true, description: "Who signed it." }),
});

export const incidentQueries = queries({
  incident: find(() => Incident, incidents.id, { description: "One incident." }),
  incidents: listing(() => incidentList, { description: "Incidents, the newest first." }),
});
