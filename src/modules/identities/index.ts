import type { Module } from "../../graphql/schema.js";
import { FamilyResolver, IdentityOfChildResolver, IdentityResolver } from "./resolver.js";

export const identities: Module = {
  resolvers: [IdentityOfChildResolver, IdentityResolver, FamilyResolver],
};
