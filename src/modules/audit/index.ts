import type { Module } from "../../graphql/schema.js";
import { auditList, auditQueries, auditRelations } from "./relations.js";

export const audit: Module = { relations: [auditRelations], queries: [auditQueries], lists: [auditList] };
