import { many, one, relations } from "../../graphql/relations.js";
import { Officer } from "../agencies/type.js";
import { WorkingGroup } from "../workgroups/type.js";
import { alertEscalations, escalationPolicies } from "./table.js";
import { AlertEscalation, EscalationPolicy } from "./type.js";

export const escalationPolicyRelations = relations(() => EscalationPolicy, escalationPolicies, {
  setBy: one(() => Officer, escalationPolicies.setById, {
    description: "Who set it, or null for one that Qorgan came with.",
  }),
});

export const alertEscalationRelations = relations(() => AlertEscalation, alertEscalations, {
  headquarters: one(() => WorkingGroup, alertEscalations.groupId, {
    description: "The headquarters that was called, or null.",
  }),
});

/** The steps of an alert that were taken, in their order. */
export const escalationsOfAlert = many(() => AlertEscalation, alertEscalations.alertId, {
  order: [alertEscalations.level],
  description: "The steps of its escalation that were taken, the first one first.",
});
