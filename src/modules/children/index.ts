import type { Module } from "../../graphql/schema.js";
import {
  assessmentRelations,
  categoryRelations,
  childList,
  childQueries,
  childRelations,
  enrolmentRelations,
  factorRelations,
  profileRelations,
  registrationRelations,
  teamRelations,
} from "./relations.js";
import { ChildResolver } from "./resolver.js";

export const children: Module = {
  relations: [
    childRelations,
    enrolmentRelations,
    teamRelations,
    profileRelations,
    registrationRelations,
    categoryRelations,
    assessmentRelations,
    factorRelations,
  ],
  queries: [childQueries],
  resolvers: [ChildResolver],
  lists: [childList],
};
