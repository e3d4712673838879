import type { Module } from "../../graphql/schema.js";
import { publicationRelations } from "./relations.js";
import { PublicationResolver } from "./resolver.js";

export const cap: Module = {
  relations: [publicationRelations],
  resolvers: [PublicationResolver],
};
