import { Field, ID, InputType, Int } from "type-graphql";
import { Role } from "../../access/roles.js";
import { MutationInput } from "../../graphql/payload.js";
import { DateTime, Kato } from "../../graphql/scalars.js";
import { AlertKind } from "../alerts/enums.js";
import { AlertSeverity } from "../incidents/enums.js";
import { EscalationChannel, EscalationLadder, EscalationTargetKind, JurisdictionLevel } from "./enums.js";

type Channel = (typeof EscalationChannel.values)[number];

@InputType({ description: "A step of an escalation: when it is due, and whom it calls." })
export class EscalationStepInput {
  @Field(() => EscalationLadder.type, {
    defaultValue: "ACKNOWLEDGE",
    description: "Which deadline it is about.",
  })
  ladder!: EscalationLadder;

  @Field(() => Int, {
    description:
      "Seconds after the raising, 0 for whom the alert itself calls; of the second ladder after the acknowledgement. At most 30 days.",
  })
  afterSeconds!: number;

  @Field(() => Boolean, { defaultValue: false, description: "Whether only working time counts." })
  workingHours!: boolean;

  @Field(() => EscalationTargetKind.type, { defaultValue: "ROLE", description: "What kind of callee it is." })
  target!: (typeof EscalationTargetKind.values)[number];

  @Field(() => Role.type, { nullable: true, description: "The role; left out for a headquarters." })
  role?: Role | null;

  @Field(() => JurisdictionLevel.type, {
    nullable: true,
    description: "How wide the jurisdiction of the role is; left out for a headquarters.",
  })
  level?: JurisdictionLevel | null;

  @Field(() => [EscalationChannel.type], { defaultValue: ["SOCKET"], description: "By which ways it reaches them." })
  channels!: Channel[];
}

@InputType({ description: "About which alert a dry run asks: one that is there, or one that is described." })
export class EscalationDryRunInput {
  @Field(() => ID, { nullable: true, description: "An alert; what is described otherwise is then left out." })
  alertId?: string | null;

  @Field(() => ID, { nullable: true, description: "The school that it would be about." })
  schoolId?: string | null;

  @Field(() => Kato, { nullable: true, description: "The territory that it would be about, without a school." })
  territory?: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it would be raised; now, when left out." })
  raisedAt?: Date | null;
}

@InputType({ description: "Who is called when about alerts of a severity." })
export class EscalationPolicySetInput extends MutationInput {
  @Field(() => Kato, {
    nullable: true,
    description: "A region or a district; the country, when left out.",
  })
  territory?: string | null;

  @Field(() => AlertKind.type, { nullable: true, description: "The kind of alerts; every kind, when left out." })
  kind?: (typeof AlertKind.values)[number] | null;

  @Field(() => AlertSeverity.type, { description: "The severity of alerts." })
  severity!: (typeof AlertSeverity.values)[number];

  @Field(() => Int, { description: "Within how many seconds somebody is to acknowledge an alert, at most 30 days." })
  acknowledgeSeconds!: number;

  @Field(() => Boolean, { defaultValue: false, description: "Whether of these only working time counts." })
  acknowledgeWorkingHours!: boolean;

  @Field(() => [EscalationStepInput], { description: "The steps of each ladder in their order, 1 to 20 in all." })
  steps!: EscalationStepInput[];

  @Field(() => Int, {
    nullable: true,
    description: "The version that was read, 0 when there was none: the mutation fails when another was set since.",
  })
  expectedVersion?: number | null;

  @Field(() => EscalationDryRunInput, {
    nullable: true,
    description: "Writes nothing and says who would be called when about this alert.",
  })
  dryRun?: EscalationDryRunInput | null;
}

@InputType({ description: "Which policy is withdrawn: the one that a territory set for a kind and severity." })
export class EscalationPolicyWithdrawInput extends MutationInput {
  @Field(() => Kato, { description: "A region or a district: the country keeps its policy until another is set." })
  territory!: string;

  @Field(() => AlertKind.type, {
    nullable: true,
    description: "The kind of alerts; left out for the policy for every kind.",
  })
  kind?: (typeof AlertKind.values)[number] | null;

  @Field(() => AlertSeverity.type, { description: "The severity of alerts." })
  severity!: (typeof AlertSeverity.values)[number];

  @Field(() => Int, {
    nullable: true,
    description: "The version that was read: the mutation fails when another was set since.",
  })
  expectedVersion?: number | null;

  @Field(() => EscalationDryRunInput, {
    nullable: true,
    description:
      "Writes nothing and says who would be called when about this alert, by the policy that would count then.",
  })
  dryRun?: EscalationDryRunInput | null;
}
