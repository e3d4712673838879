import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import * as headquarters from "./headquarters.js";
import * as input from "./input.js";
import * as meetings from "./meetings.js";
import * as service from "./service.js";
import { Meeting, Membership, WorkingGroup } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };
const groupOf = (name: string) => payload(`${name}Payload`, "workingGroup", () => WorkingGroup);
const meetingOf = (name: string) => payload(`${name}Payload`, "meeting", () => Meeting);

const EstablishPayload = groupOf("WorkingGroupEstablish");
const MemberAddPayload = payload("WorkingGroupMemberAddPayload", "membership", () => Membership);
const MeetingPlanPayload = meetingOf("WorkingGroupMeetingPlan");
const MeetingRecordPayload = meetingOf("WorkingGroupMeetingRecord");
const ActivatePayload = groupOf("HeadquartersActivate");
const StandDownPayload = groupOf("HeadquartersStandDown");

@Resolver()
export class WorkingGroupResolver {
  @Mutation(() => EstablishPayload, { description: "Establishes a standing working group." })
  workingGroupEstablish(
    @Arg("input", () => input.WorkingGroupEstablishInput, given) i: input.WorkingGroupEstablishInput,
    @Ctx() ctx: Context,
  ) {
    return service.establishGroup(ctx, i);
  }

  @Mutation(() => MemberAddPayload, { description: "Adds a member to a working group or headquarters." })
  workingGroupMemberAdd(
    @Arg("input", () => input.WorkingGroupMemberAddInput, given) i: input.WorkingGroupMemberAddInput,
    @Ctx() ctx: Context,
  ) {
    return service.addMember(ctx, i);
  }

  @Mutation(() => MeetingPlanPayload, { description: "Plans a meeting of a working group or headquarters." })
  workingGroupMeetingPlan(
    @Arg("input", () => input.WorkingGroupMeetingPlanInput, given) i: input.WorkingGroupMeetingPlanInput,
    @Ctx() ctx: Context,
  ) {
    return meetings.planMeeting(ctx, i);
  }

  @Mutation(() => MeetingRecordPayload, { description: "Records a meeting that was held; the record isn't rewritten." })
  workingGroupMeetingRecord(
    @Arg("input", () => input.WorkingGroupMeetingRecordInput, given) i: input.WorkingGroupMeetingRecordInput,
    @Ctx() ctx: Context,
  ) {
    return meetings.recordMeeting(ctx, i);
  }

  @Mutation(() => ActivatePayload, { description: "Activates the headquarters of an incident." })
  headquartersActivate(
    @Arg("input", () => input.HeadquartersActivateInput, given) i: input.HeadquartersActivateInput,
    @Ctx() ctx: Context,
  ) {
    return headquarters.activateHeadquarters(ctx, i);
  }

  @Mutation(() => StandDownPayload, { description: "Ends the work of a headquarters." })
  headquartersStandDown(
    @Arg("input", () => input.HeadquartersStandDownInput, given) i: input.HeadquartersStandDownInput,
    @Ctx() ctx: Context,
  ) {
    return headquarters.standDown(ctx, i);
  }
}
