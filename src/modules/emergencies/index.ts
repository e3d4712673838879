import type { Module } from "../../graphql/schema.js";
import { emergencyList, emergencyQueries, emergencyRelations } from "./relations.js";
import { EmergencyResolver } from "./resolver.js";

export const emergencies: Module = {
  relations: [emergencyRelations],
  queries: [emergencyQueries],
  resolvers: [EmergencyResolver],
  lists: [emergencyList],
};
