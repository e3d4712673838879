import type { Module } from "../../graphql/schema.js";
import { IncidentResponseResolver } from "./resolver.js";

export const responses: Module = { resolvers: [IncidentResponseResolver] };
