import { Field, ID, InputType, Int } from "type-graphql";
import { ChangeInput, MutationInput } from "../../graphql/payload.js";
import { DateTime, Kato, LocalDate } from "../../graphql/scalars.js";
import { MembershipRole } from "./enums.js";

@InputType({ description: "Who joins a working group. The agency is the officer's." })
export class MemberInput {
  @Field(() => ID, { description: "The officer." })
  officerId!: string;

  @Field(() => MembershipRole.type, { defaultValue: "MEMBER", description: "What the officer does in the group." })
  role!: MembershipRole;

  @Field(() => LocalDate, {
    nullable: true,
    description: "The first day, at most a year ahead; today, when left out.",
  })
  from?: string | null;
}

@InputType({ description: "What a meeting deals with: exactly one of a child, an incident and a text." })
export class AgendaItemInput {
  @Field(() => ID, { nullable: true, description: "A child at risk of the group's territory." })
  childId?: string | null;

  @Field(() => ID, { nullable: true, description: "An incident of the group's territory." })
  incidentId?: string | null;

  @Field(() => String, { nullable: true, description: "Something else, 1 to 1000 characters." })
  text?: string | null;
}

@InputType({ description: "Whether somebody who was asked to a meeting came. The agency is the officer's." })
export class AttendanceInput {
  @Field(() => ID, { description: "The officer." })
  officerId!: string;

  @Field(() => Boolean, { defaultValue: true, description: "Whether the officer was there." })
  present!: boolean;
}

@InputType({ description: "What a meeting decided." })
export class DecisionInput {
  @Field(() => String, { description: "What was decided, 1 to 2000 characters." })
  text!: string;

  @Field(() => ID, { nullable: true, description: "The agency that must do it." })
  responsibleAgencyId?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "The day by which it must be done, not before the meeting." })
  dueOn?: string | null;
}

@InputType({ description: "A standing working group: where it works, what for, and who belongs to it." })
export class WorkingGroupEstablishInput extends MutationInput {
  @Field(() => Kato, { description: "The territory that it answers for." })
  territory!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The school, in that territory, when it is the group of one school.",
  })
  schoolId?: string | null;

  @Field(() => ID, { nullable: true, description: "The agency that leads it." })
  leadAgencyId?: string | null;

  @Field(() => String, { description: "Its name, 1 to 200 characters." })
  name!: string;

  @Field(() => String, { description: "What it is there for, 1 to 2000 characters." })
  mandate!: string;

  @Field(() => [MemberInput], { defaultValue: [], description: "Who belongs to it from the start, at most 50." })
  members!: MemberInput[];
}

@InputType({ description: "Who joins which working group." })
export class WorkingGroupMemberAddInput extends MutationInput {
  @Field(() => ID, { description: "The group." })
  groupId!: string;

  @Field(() => ID, { description: "The officer. The agency is the officer's." })
  officerId!: string;

  @Field(() => MembershipRole.type, { defaultValue: "MEMBER", description: "What the officer does in the group." })
  role!: MembershipRole;

  @Field(() => LocalDate, {
    nullable: true,
    description: "The first day, at most a year ahead; today, when left out.",
  })
  from?: string | null;
}

@InputType({ description: "A meeting that a working group plans." })
export class WorkingGroupMeetingPlanInput extends MutationInput {
  @Field(() => ID, { description: "The group." })
  groupId!: string;

  @Field(() => String, { description: "What it is about, without naming a child. 1 to 300 characters." })
  topic!: string;

  @Field(() => DateTime, { description: "When it begins, from now to two years ahead." })
  plannedFor!: Date;

  @Field(() => [AgendaItemInput], { defaultValue: [], description: "What it deals with, at most 50 items." })
  agenda!: AgendaItemInput[];
}

@InputType({ description: "The record of a meeting: of a planned one by its id, else of a group by the group's." })
export class WorkingGroupMeetingRecordInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: "The planned meeting." })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: "The version of the planned meeting that was read." })
  version?: number | null;

  @Field(() => ID, { nullable: true, description: "The group, for a meeting that was not planned." })
  groupId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it began, not in the future. A planned meeting began when it was planned to, when left out.",
  })
  heldAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: "What it was about, 1 to 300 characters; a planned meeting keeps its topic, when left out.",
  })
  topic?: string | null;

  @Field(() => String, { nullable: true, description: "The number of the protocol, 1 to 50 characters." })
  protocolNumber?: string | null;

  @Field(() => [AgendaItemInput], {
    defaultValue: [],
    description: "What it dealt with, besides the agenda that was planned. At most 50 items.",
  })
  agenda!: AgendaItemInput[];

  @Field(() => [AttendanceInput], { defaultValue: [], description: "Who was asked to come, at most 100 officers." })
  attendance!: AttendanceInput[];

  @Field(() => [DecisionInput], { defaultValue: [], description: "What was decided, at most 50 decisions." })
  decisions!: DecisionInput[];
}

@InputType({ description: "The incident whose headquarters is activated, who leads it and who belongs to it." })
export class HeadquartersActivateInput extends MutationInput {
  @Field(() => ID, { description: "The incident; it must not have ended." })
  incidentId!: string;

  @Field(() => ID, { description: "The agency that leads it." })
  leadAgencyId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Its name, 1 to 200 characters; by default it holds the number of the incident.",
  })
  name?: string | null;

  @Field(() => [MemberInput], { defaultValue: [], description: "Who belongs to it from the start, at most 50." })
  members!: MemberInput[];
}

@InputType({ description: "Which headquarters stands down, and why." })
export class HeadquartersStandDownInput extends ChangeInput {
  @Field(() => String, { description: "Why: kept as the last decision of the headquarters. 1 to 2000 characters." })
  reason!: string;
}
