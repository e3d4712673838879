import type { Module } from "../../graphql/schema.js";
import { IncidentSubscription } from "./events.js";
import {
  incidentList,
  incidentQueries,
  incidentRelations,
  noteRelations,
  participantRelations,
  reviewRelations,
} from "./relations.js";
import { IncidentResolver } from "./resolver.js";

export const incidents: Module = {
  relations: [incidentRelations, participantRelations, noteRelations, reviewRelations],
  queries: [incidentQueries],
  resolvers: [IncidentResolver, IncidentSubscription],
  lists: [incidentList],
};
