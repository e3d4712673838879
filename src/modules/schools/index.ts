import type { Module } from "../../graphql/schema.js";
import { figureList, figureRelations, schoolList, schoolQueries, schoolRelations } from "./relations.js";
import { DistrictDeficitResolver, RegionDeficitResolver, SchoolResolver } from "./resolver.js";

export const schools: Module = {
  relations: [schoolRelations, figureRelations],
  queries: [schoolQueries],
  resolvers: [SchoolResolver, DistrictDeficitResolver, RegionDeficitResolver],
  lists: [schoolList, figureList],
};
