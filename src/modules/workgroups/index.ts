import type { Module } from "../../graphql/schema.js";
import { WorkingGroupSubscription } from "./events.js";
import {
  agendaItemRelations,
  attendanceRelations,
  decisionRelations,
  meetingList,
  meetingRelations,
  membershipRelations,
  workingGroupList,
  workingGroupQueries,
  workingGroupRelations,
} from "./relations.js";
import { WorkingGroupResolver } from "./resolver.js";

export const workgroups: Module = {
  relations: [
    workingGroupRelations,
    membershipRelations,
    meetingRelations,
    agendaItemRelations,
    attendanceRelations,
    decisionRelations,
  ],
  queries: [workingGroupQueries],
  resolvers: [WorkingGroupResolver, WorkingGroupSubscription],
  lists: [workingGroupList, meetingList],
};
