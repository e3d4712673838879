import { machine } from "../../graphql/machine.js";
import type { EmergencyAction, EmergencyState } from "./enums.js";
import type { emergencyAccesses } from "./table.js";

export type EmergencyRow = typeof emergencyAccesses.$inferSelect;
type Action = (typeof EmergencyAction.values)[number];

/** The state machine of domain.md 3.5.11: a request is granted or refused at once, and time alone lets it expire. */
export const emergencyMachine = machine<EmergencyState, Action, EmergencyRow>("emergency access", {
  JUSTIFY: { from: ["EXPIRED"], to: "JUSTIFIED" },
  REJECT: { from: ["EXPIRED"], to: "UNJUSTIFIED" },
});
