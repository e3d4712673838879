import type { Module } from "../../graphql/schema.js";
import {
  districtList,
  districtRelations,
  localityList,
  localityRelations,
  regionList,
  regionRelations,
  territoryQueries,
} from "./relations.js";

export const territories: Module = {
  relations: [regionRelations, districtRelations, localityRelations],
  queries: [territoryQueries],
  lists: [regionList, districtList, localityList],
};
