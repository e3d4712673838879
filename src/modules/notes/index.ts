import type { Module } from "../../graphql/schema.js";
import { childNoteRelations, sensitiveNoteRelations } from "./relations.js";
import { ChildNoteResolver, SensitiveNoteResolver } from "./resolver.js";

export const notes: Module = {
  relations: [childNoteRelations, sensitiveNoteRelations],
  resolvers: [ChildNoteResolver, SensitiveNoteResolver],
};
