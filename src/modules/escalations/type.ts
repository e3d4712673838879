import { Extensions, Field, Int, ObjectType } from "type-graphql";
import { Role } from "../../access/roles.js";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { payload } from "../../graphql/payload.js";
import { DateTime } from "../../graphql/scalars.js";
import {
  AlertTimelineKind,
  EscalationChannel,
  EscalationLadder,
  EscalationTargetKind,
  JurisdictionLevel,
} from "./enums.js";
import { alertEscalations, escalationPolicies } from "./table.js";

@ObjectType({ description: "A step of an escalation: when it is due, and whom it calls." })
export class EscalationStep {
  @Field(() => EscalationLadder.type, { simple: true, description: "Which deadline it is about." })
  ladder!: EscalationLadder;

  @Field(() => Int, {
    simple: true,
    description: "Seconds after the raising, or of the second ladder after the acknowledgement.",
  })
  afterSeconds!: number;

  @Field(() => Boolean, {
    simple: true,
    description: "Whether only working time counts: Monday to Friday, 9:00 to 18:00 in Kazakhstan, without days off.",
  })
  workingHours!: boolean;

  @Field(() => EscalationTargetKind.type, { simple: true, description: "What kind of callee it is." })
  target!: (typeof EscalationTargetKind.values)[number];

  @Field(() => Role.type, { nullable: true, simple: true, description: "The role, or null for a headquarters." })
  role!: Role | null;

  @Field(() => JurisdictionLevel.type, {
    nullable: true,
    simple: true,
    description: "How wide the jurisdiction of the role is, or null for a headquarters.",
  })
  level!: JurisdictionLevel | null;

  @Field(() => [EscalationChannel.type], { simple: true, description: "By which ways it reaches them." })
  channels!: string[];
}

@ObjectType({
  implements: Node,
  description:
    "Who is called when about alerts of a severity. Of several the one of the narrowest territory counts, and there the one of the kind. An alert keeps the one that it was raised under.",
})
export class EscalationPolicy extends expose(escalationPolicies, {
  id: "Unique over the whole graph.",
  kato: "The territory for which it is, or null for the country.",
  kind: "The kind of alerts for which it is, or null for all that have none of their own.",
  severity: "The severity of alerts for which it is.",
  acknowledgeSeconds: "Within how many seconds somebody is to acknowledge an alert.",
  acknowledgeWorkingHours: "Whether of these only working time counts.",
  version: "Goes up with each change, which makes a row of its own.",
  setAt: "Since when it has been in force.",
  replacedAt: "When the next version took its place or it was withdrawn, or null while it is in force.",
}) {}

@ObjectType({ description: "A step of an alert's escalation that was taken: somebody else was called." })
export class AlertEscalation extends expose(alertEscalations, {
  ladder: "Which deadline went by.",
  step: "The step's place in the policy, from 0.",
  level: "The level of the alert after it.",
  targetKind: "What kind of callee it was.",
  role: "The role that was called, or null for a headquarters.",
  jurisdiction: "How wide the jurisdiction of the role is, or null for a headquarters.",
  toKato: "The territory of those who were called, or null for the country or a headquarters.",
  dueAt: "When it was due.",
  firedAt: "When they were called.",
}) {}

@ObjectType({ description: "Who is called about an alert, and when." })
export class EscalationCall {
  @Field(() => DateTime, { simple: true, description: "When they are called." })
  at!: Date;

  @Field(() => EscalationLadder.type, { simple: true, description: "Which deadline it is about." })
  ladder!: EscalationLadder;

  @Field(() => Int, { simple: true, description: "The step's place in the policy, from 0." })
  step!: number;

  @Field(() => EscalationTargetKind.type, { simple: true, description: "What kind of callee it is." })
  target!: (typeof EscalationTargetKind.values)[number];

  @Field(() => Role.type, { nullable: true, simple: true, description: "The role, or null for a headquarters." })
  role!: Role | null;

  @Field(() => JurisdictionLevel.type, {
    nullable: true,
    simple: true,
    description: "How wide the jurisdiction of the role is, or null for a headquarters.",
  })
  level!: JurisdictionLevel | null;
}

@ObjectType({ description: "Something that happened to an alert, or with it." })
export class AlertTimelineEntry {
  @Field(() => AlertTimelineKind.type, { simple: true, description: "What happened." })
  kind!: AlertTimelineKind;

  @Field(() => DateTime, { simple: true, description: "When it happened." })
  at!: Date;

  @Field(() => String, { simple: true, description: "The same in a sentence, for people." })
  text!: string;

  @Field(() => Int, {
    nullable: true,
    simple: true,
    description: "Of deliveries and looks how many there are by now, or null.",
  })
  count!: number | null;
}

/** What a change of a policy gives: the policy, or the calls of a dry run. */
function payloadOfPolicy(name: string) {
  const type = payload(name, "escalationPolicy", () => EscalationPolicy);
  Field(() => [EscalationCall], {
    nullable: true,
    simple: true,
    description: "Of a dry run who would be called when if nobody answered, in order; else null.",
  })(type.prototype, "calls");
  Extensions({ rows: 20 })(type.prototype, "calls");
  return type;
}

export const EscalationPolicySetPayload = payloadOfPolicy("EscalationPolicySetPayload");
export const EscalationPolicyWithdrawPayload = payloadOfPolicy("EscalationPolicyWithdrawPayload");
