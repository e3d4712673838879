import type { Module } from "../../graphql/schema.js";
import {
  agencyList,
  agencyQueries,
  agencyRelations,
  appointmentRelations,
  officerList,
  officerRelations,
} from "./relations.js";
import { ViewerResolver } from "./resolver.js";

export const agencies: Module = {
  relations: [agencyRelations, officerRelations, appointmentRelations],
  queries: [agencyQueries],
  resolvers: [ViewerResolver],
  lists: [agencyList, officerList],
};
