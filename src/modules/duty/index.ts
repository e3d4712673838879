import type { Module } from "../../graphql/schema.js";
import { rosterList, rosterQueries, rosterRelations, shiftRelations, silenceRelations } from "./relations.js";
import { DutyResolver, RosterResolver } from "./resolver.js";

export const duty: Module = {
  relations: [rosterRelations, shiftRelations, silenceRelations],
  queries: [rosterQueries],
  resolvers: [RosterResolver, DutyResolver],
  lists: [rosterList],
};
