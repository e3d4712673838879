import { eq, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { Int } from "type-graphql";
import { derived, measured } from "../../graphql/computed.js";
import { before, inTerritory, inView, isOneOf, since } from "../../graphql/filters.js";
import { atLeast, isRankedOneOf } from "../../graphql/ranks.js";
import { find, list, listing, many, one, page, queries, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { alertPublications } from "../cap/table.js";
import { AlertPublication } from "../cap/type.js";
import { deliveryList } from "../deliveries/relations.js";
import { alertDeliveries } from "../deliveries/table.js";
import { DutySilence } from "../duty/type.js";
import { EmergencyAccess } from "../emergencies/type.js";
import { escalationsOfAlert } from "../escalations/relations.js";
import { EscalationPolicy } from "../escalations/type.js";
import { AlertSeverity, ExerciseView } from "../incidents/enums.js";
import { Incident } from "../incidents/type.js";
import { School } from "../schools/type.js";
import { districts, regions } from "../territories/table.js";
import { District, Region } from "../territories/type.js";
import { countDuplicates, isLine } from "./duplicates.js";
import { AlertAction, AlertKind, AlertState, DuplicateView } from "./enums.js";
import { headlineOf, instructionOf } from "./headline.js";
import { alertMachine } from "./machine.js";
import { alerts } from "./table.js";
import { Alert } from "./type.js";

/** Whether drills are in a list: they stay out unless they are asked for, or they would numb. */
export const exercisesOf = (exercise: AnyPgColumn) =>
  inView(exercise, ExerciseView, {
    views: { EXCLUDE: eq(exercise, false), INCLUDE: sql`true`, ONLY: eq(exercise, true) },
    otherwise: "EXCLUDE",
    description: "Whether drills are in the list; they aren't when left out.",
  });

/** Alerts as a dispatcher works: open ones first, then the gravest, then the oldest. */
export const alertList = list("alerts", () => Alert, alerts, {
  order: [alerts.openRank, alerts.severityRank, alerts.raisedAt, alerts.id],
  filters: {
    territory: inTerritory(alerts),
    states: isOneOf(alerts.state, AlertState, "In one of these states."),
    severities: isRankedOneOf(alerts.severityRank, AlertSeverity, "Of one of these severities."),
    minSeverity: atLeast(alerts.severityRank, AlertSeverity, "At least as grave as this."),
    kinds: isOneOf(alerts.kind, AlertKind, "Of these kinds."),
    raisedFrom: since(alerts.raisedAt, "Raised at this time or later."),
    raisedBefore: before(alerts.raisedAt, "Raised before this time."),
    exercises: exercisesOf(alerts.exercise),
    duplicates: inView(alerts.duplicateOfId, DuplicateView, {
      views: { SHOW: sql`true`, FOLD: isLine },
      otherwise: "SHOW",
      description: "Whether alerts of one event are one line; each is one when left out.",
    }),
  },
});

export const alertRelations = relations(() => Alert, alerts, {
  allowedActions: derived(
    () => [AlertAction.type],
    { state: alerts.state },
    { value: alertMachine.allowed, description: "What can be done with it now." },
  ),
  headline: derived(
    () => String,
    { severity: alerts.severity, kind: alerts.kind, place: alerts.place, exercise: alerts.exercise },
    {
      inLanguage: true,
      value: (alert, { language }) => headlineOf(alert, language),
      description: "One line for a screen: severity, kind and place; a drill says so first.",
    },
  ),
  instruction: derived(
    () => String,
    { kind: alerts.kind, exercise: alerts.exercise },
    {
      inLanguage: true,
      value: (alert, { language }) => instructionOf(alert, language),
      description: "What whoever receives it does first.",
    },
  ),
  incident: one(() => Incident, alerts.incidentId, { description: "The incident that raised it, or null." }),
  emergencyAccess: one(() => EmergencyAccess, alerts.emergencyId, {
    description: "The emergency access that raised it, or null.",
  }),
  silence: one(() => DutySilence, alerts.silenceId, {
    description: "The silence of a control room that raised it, or null.",
  }),
  school: one(() => School, alerts.schoolId, {
    description: "The school that it is about, or null for another place.",
  }),
  region: one(() => Region, alerts.region, {
    always: true,
    to: regions.code,
    description: "The region that it is about.",
  }),
  district: one(() => District, alerts.district, {
    to: districts.code,
    description: "The district that it is about, or null when it is about the control room of a whole region.",
  }),
  acknowledgedBy: one(() => Officer, alerts.acknowledgedById, { description: "Who acknowledged it, or null." }),
  assignedTo: one(() => Officer, alerts.assignedToId, {
    description: "Who answers for it, or null while nobody does.",
  }),
  publications: many(() => AlertPublication, alertPublications.alertId, {
    order: [alertPublications.publishedAt, alertPublications.id],
    description: "When it was made public and taken back, by whom and why; empty for most.",
  }),
  escalationPolicy: one(() => EscalationPolicy, alerts.policyId, {
    description:
      "Who is called about it when, as it was set when the alert was raised; null for one that calls nobody.",
  }),
  escalations: escalationsOfAlert,
  duplicateOf: one(() => Alert, alerts.duplicateOfId, {
    description: "The first alert of the same event, or null for one that is the first, or the only one.",
  }),
  duplicates: page(() => alertList, alerts.duplicateOfId, {
    isWhole: true,
    description: "Alerts of the same event that were raised after it and join it; each has its own state.",
  }),
  duplicateCount: measured(
    () => Int,
    countDuplicates,
    "How many alerts of the same event that the viewer sees were raised after it and join it.",
  ),
  deliveries: page(() => deliveryList, alertDeliveries.alertId, {
    description: "Who was told of it: when it was sent, reached them, was seen and acknowledged; the first one first.",
  }),
});

export const alertQueries = queries({
  alert: find(() => Alert, alerts.id, { description: "One alert." }),
  alerts: listing(() => alertList, {
    description: "Alerts as a dispatcher works: open ones first, then the gravest, then the oldest.",
  }),
});
