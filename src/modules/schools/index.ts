import type { Module } from "../../graphql/schema.js";
import { figureList, figureRelations, schoolList, schoolQueries, schoolRelations } from "./relations.js";
import { DistrictDeficitResolver, RegionDeficitResolver } from "./resolver.js";

export const schools: Module = {
  relations: [schoolRelations, figureRelations],
  queries: [schoolQueries],
  resolvers: [DistrictDeficitResolver, RegionDeficitResolver],
  lists: [schoolList, figureList],
};
