import { machine } from "../../graphql/machine.js";
import type { WorkingGroupAction, WorkingGroupState } from "./enums.js";
import type { workingGroups } from "./table.js";

export type GroupRow = typeof workingGroups.$inferSelect;
type Staged = Pick<GroupRow, "kind" | "state">;
export type CommonAction = Exclude<WorkingGroupAction, "STAND_DOWN">;

/** A standing group becomes active when its first meeting is recorded. */
const standing = machine<WorkingGroupState, CommonAction>("standing working group", {
  ADD_MEMBER: { from: ["PROPOSED", "ESTABLISHED", "ACTIVE", "SUSPENDED"] },
  PLAN_MEETING: { from: ["ESTABLISHED", "ACTIVE"] },
  RECORD_MEETING: { from: ["ESTABLISHED", "ACTIVE"], to: "ACTIVE" },
});

/** Meetings go on after a headquarters has stood down: its work is looked back on. */
export const headquarters = machine<WorkingGroupState, WorkingGroupAction>("headquarters", {
  ADD_MEMBER: { from: ["STANDBY", "ACTIVATED"] },
  PLAN_MEETING: { from: ["STANDBY", "ACTIVATED", "STAND_DOWN"] },
  RECORD_MEETING: { from: ["ACTIVATED", "STAND_DOWN"] },
  STAND_DOWN: { from: ["ACTIVATED"], to: "STAND_DOWN" },
});

export const allowedActions = (group: Staged): WorkingGroupAction[] =>
  group.kind === "STANDING" ? standing.allowed(group) : headquarters.allowed(group);

export const nextState = (group: GroupRow, action: CommonAction): WorkingGroupState =>
  (group.kind === "STANDING" ? standing : headquarters).next(group, action);
