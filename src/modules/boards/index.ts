import type { Module } from "../../graphql/schema.js";
import { boardRelations, districtRelations, openIncidentsRelations } from "./relations.js";

export const boards: Module = { relations: [districtRelations, boardRelations, openIncidentsRelations] };
