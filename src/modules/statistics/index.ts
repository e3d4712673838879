import type { Module } from "../../graphql/schema.js";
import { StatisticsResolver } from "./resolver.js";

export const statistics: Module = { resolvers: [StatisticsResolver] };
