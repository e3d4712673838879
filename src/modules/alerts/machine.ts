import { machine } from "../../graphql/machine.js";
import type { AlertAction, AlertState } from "./enums.js";
import type { alerts } from "./table.js";

export type AlertRow = typeof alerts.$inferSelect;
type Action = (typeof AlertAction.values)[number];

/** The state machine of domain.md 3.5.3, without escalation. */
export const alertMachine = machine<AlertState, Action>("alert", {
  ACKNOWLEDGE: { from: ["RAISED"], to: "ACKNOWLEDGED" },
  ASSIGN: { from: ["RAISED", "ACKNOWLEDGED", "IN_ACTION"] },
  START_ACTION: { from: ["ACKNOWLEDGED"], to: "IN_ACTION" },
  RESOLVE: { from: ["IN_ACTION"], to: "RESOLVED" },
  CANCEL: { from: ["RAISED", "ACKNOWLEDGED"], to: "CANCELLED" },
});
