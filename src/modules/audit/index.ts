import type { Module } from "../../graphql/schema.js";
import { auditQueries, auditRelations } from "./relations.js";

export const audit: Module = { relations: [auditRelations], queries: [auditQueries] };
