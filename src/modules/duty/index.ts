import type { Module } from "../../graphql/schema.js";
import { rosterList, rosterQueries, rosterRelations, shiftRelations } from "./relations.js";
import { DutyResolver, RosterResolver } from "./resolver.js";

export const duty: Module = {
  relations: [rosterRelations, shiftRelations],
  queries: [rosterQueries],
  resolvers: [RosterResolver, DutyResolver],
  lists: [rosterList],
};
