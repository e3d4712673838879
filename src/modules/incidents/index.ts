import type { Module } from "../../graphql/schema.js";
import {
  incidentList,
  incidentQueries,
  incidentRelations,
  noteRelations,
  participantRelations,
  reviewRelations,
} from "./relations.js";
import { IncidentNoteResolver, IncidentResolver } from "./resolver.js";

export const incidents: Module = {
  relations: [incidentRelations, participantRelations, noteRelations, reviewRelations],
  queries: [incidentQueries],
  resolvers: [IncidentResolver, IncidentNoteResolver],
  lists: [incidentList],
};
