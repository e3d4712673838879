import type { Module } from "../../graphql/schema.js";
import { BoardResolver, DistrictBoardResolver } from "./resolver.js";

export const boards: Module = { resolvers: [DistrictBoardResolver, BoardResolver] };
