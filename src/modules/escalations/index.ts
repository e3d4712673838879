import type { Module } from "../../graphql/schema.js";
import { alertEscalationRelations, escalationPolicyRelations } from "./relations.js";
import {
  AlertClimbResolver,
  CallResolver,
  EscalationResolver,
  PolicyResolver,
  TakenResolver,
  TimelineResolver,
} from "./resolver.js";

export const escalations: Module = {
  relations: [escalationPolicyRelations, alertEscalationRelations],
  resolvers: [AlertClimbResolver, CallResolver, EscalationResolver, PolicyResolver, TakenResolver, TimelineResolver],
};
