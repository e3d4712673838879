import type { Module } from "../../graphql/schema.js";
import { IncidentResponseResolver, MissedSignalResolver, ResponseResolver } from "./resolver.js";

export const responses: Module = { resolvers: [IncidentResponseResolver, MissedSignalResolver, ResponseResolver] };
