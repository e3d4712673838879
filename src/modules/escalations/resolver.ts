import { Arg, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Language } from "../../graphql/catalogue.js";
import type { Context } from "../../graphql/context.js";
import { Reads } from "../../graphql/reads.js";
import { DateTime, Kato } from "../../graphql/scalars.js";
import { LanguageCode } from "../../graphql/text.js";
import { officers } from "../agencies/table.js";
import { Officer } from "../agencies/type.js";
import { AlertKind } from "../alerts/enums.js";
import { Alert } from "../alerts/type.js";
import { alertDeliveries } from "../deliveries/table.js";
import { AlertSeverity } from "../incidents/enums.js";
import { EscalationPolicySetInput, EscalationPolicyWithdrawInput } from "./input.js";
import * as service from "./service.js";
import { setPolicy, withdrawPolicy } from "./set.js";
import { alertEscalations, escalationPolicies } from "./table.js";
import {
  AlertEscalation,
  AlertTimelineEntry,
  EscalationCall,
  EscalationPolicy,
  EscalationPolicySetPayload,
  EscalationPolicyWithdrawPayload,
  EscalationStep,
} from "./type.js";

type Named = { officerIds: readonly string[] };
const STEPS = Extensions({ rows: 20 });
const lang = {
  nullable: true,
  description: "The language; by default that of the header Accept-Language, else Russian.",
};

@Resolver(() => Alert)
export class AlertClimbResolver {
  @Reads(escalationPolicies)
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "By when somebody is to acknowledge it, or null where no policy says so.",
  })
  acknowledgeBy(@Root() alert: service.AlertRow, @Ctx() ctx: Context) {
    return service.findAcknowledgeBy(ctx, alert);
  }

  @Reads(escalationPolicies, alertEscalations)
  @FieldResolver(() => EscalationCall, {
    nullable: true,
    description: "Who else is called unless somebody answers, and when; null when nobody is.",
  })
  nextEscalation(@Root() alert: service.AlertRow, @Ctx() ctx: Context) {
    return service.findNextEscalation(ctx, alert);
  }

  @STEPS
  @Reads(escalationPolicies, alertEscalations)
  @FieldResolver(() => [EscalationCall], { description: "Everybody who was called about it so far, in order." })
  called(@Root() alert: service.AlertRow, @Ctx() ctx: Context) {
    return service.findCalled(ctx, alert);
  }

  @STEPS
  @Reads(alertEscalations, alertDeliveries)
  @FieldResolver(() => [AlertTimelineEntry], { description: "What happened to it and with it, in order." })
  timeline(
    @Root() alert: service.AlertRow,
    @Ctx() ctx: Context,
    @Arg("lang", () => LanguageCode.type, lang) language?: Language,
  ) {
    return service.findTimeline(ctx, alert, language ?? ctx.language);
  }
}

@Resolver(() => AlertEscalation)
export class TakenResolver {
  @Reads(officers)
  @FieldResolver(() => [Officer], { description: "Who was on duty; empty when everybody of the role was called." })
  officers(@Root() escalation: Named, @Ctx() ctx: Context) {
    return service.findOfficers(ctx, escalation);
  }
}

@Resolver(() => EscalationCall)
export class CallResolver {
  @Reads(officers)
  @FieldResolver(() => [Officer], {
    description: "Who is on duty; of a dry run everybody who would be called. Else empty: everybody of the role.",
  })
  officers(@Root() call: Named, @Ctx() ctx: Context) {
    return service.findOfficers(ctx, call);
  }
}

@Resolver(() => AlertTimelineEntry)
export class TimelineResolver {
  @Reads(officers)
  @FieldResolver(() => Officer, { nullable: true, description: "Who did it, where somebody is known." })
  actor(@Root() { actorId }: { actorId: string | null }, @Ctx() ctx: Context) {
    return actorId && ctx.loaders.oneBy(officers.id, actorId);
  }
}

@Resolver(() => EscalationPolicy)
export class PolicyResolver {
  @STEPS
  @Reads()
  @FieldResolver(() => [EscalationStep], { description: "Its steps." })
  steps(@Root() { steps }: service.PolicyRow) {
    return steps.map(({ target: { kind: target, ...callee }, ...step }) => ({ ...step, ...callee, target }));
  }
}

@Resolver()
export class EscalationResolver {
  @Query(() => [EscalationPolicy], {
    description: "The policies of escalation in force that may count at a place, the narrowest territory first.",
  })
  escalationPolicies(
    @Arg("territory", () => Kato, { nullable: true, description: "The place; anywhere, when left out." })
    territory: string | null,
    @Arg("kind", () => AlertKind.type, { nullable: true, description: "Only those that may count for this kind." })
    kind: service.PoliciesArgs["kind"],
    @Arg("severity", () => AlertSeverity.type, { nullable: true, description: "Only those of this severity." })
    severity: service.PoliciesArgs["severity"],
    @Ctx() ctx: Context,
  ) {
    return service.findPolicies(ctx, { territory, kind, severity });
  }

  @Mutation(() => EscalationPolicySetPayload, {
    description:
      "Sets who is called when: the ministry for the country, a region for its own territory. Alerts that are open go on as they were raised. As a dry run it writes nothing and says who would be called.",
  })
  escalationPolicySet(
    @Arg("input", () => EscalationPolicySetInput, { description: "The policy, and an optional idempotency key." })
    input: EscalationPolicySetInput,
    @Ctx() ctx: Context,
  ) {
    return setPolicy(ctx, input);
  }

  @Mutation(() => EscalationPolicyWithdrawPayload, {
    description:
      "Withdraws a region's or district's own policy: the one of the next wider territory counts from then on. Alerts that are open go on as they were raised. As a dry run it writes nothing and says who would be called.",
  })
  escalationPolicyWithdraw(
    @Arg("input", () => EscalationPolicyWithdrawInput, {
      description: "Which policy, and an optional idempotency key.",
    })
    input: EscalationPolicyWithdrawInput,
    @Ctx() ctx: Context,
  ) {
    return withdrawPolicy(ctx, input);
  }
}
