import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Reads } from "../../graphql/reads.js";
import { assessChildRisk } from "./assess.js";
import { setConfidentiality } from "./confidentiality.js";
import { ChildConfidentialitySetInput, ChildRegisterInput, ChildRiskAssessInput, ChildTeamSetInput } from "./input.js";
import type { ChildRow } from "./record.js";
import { registerChild } from "./register.js";
import { findCurrentEnrolment } from "./service.js";
import { enrolments } from "./table.js";
import { setChildTeam } from "./team.js";
import { Child, Enrolment } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };

const RegisterPayload = payload("ChildRegisterPayload", "child", () => Child);
const RiskAssessPayload = payload("ChildRiskAssessPayload", "child", () => Child);
const TeamSetPayload = payload("ChildTeamSetPayload", "child", () => Child);
const ConfidentialitySetPayload = payload("ChildConfidentialitySetPayload", "child", () => Child);

@Resolver(() => Child)
export class ChildResolver {
  @Reads(enrolments)
  @FieldResolver(() => Enrolment, { nullable: true, description: "Where the child learns now, or null." })
  currentEnrolment(@Root() child: ChildRow, @Ctx() ctx: Context) {
    return findCurrentEnrolment(ctx, child.id);
  }

  @Mutation(() => RegisterPayload, { description: "Registers a child at risk under a new pseudonym." })
  childRegister(@Arg("input", () => ChildRegisterInput, given) input: ChildRegisterInput, @Ctx() ctx: Context) {
    return registerChild(ctx, input);
  }

  @Mutation(() => RiskAssessPayload, {
    description: "Stores an assessment of a child's risk. The child takes its level and its day due.",
  })
  childRiskAssess(@Arg("input", () => ChildRiskAssessInput, given) input: ChildRiskAssessInput, @Ctx() ctx: Context) {
    return assessChildRisk(ctx, input);
  }

  @Mutation(() => TeamSetPayload, {
    description:
      "Says who works with a child. Its members see the child's circumstances; who leaves sees them no more.",
  })
  childTeamSet(@Arg("input", () => ChildTeamSetInput, given) input: ChildTeamSetInput, @Ctx() ctx: Context) {
    return setChildTeam(ctx, input);
  }

  @Mutation(() => ConfidentialitySetPayload, {
    description: "Says whether a child's record can be opened in an emergency.",
  })
  childConfidentialitySet(
    @Arg("input", () => ChildConfidentialitySetInput, given) input: ChildConfidentialitySetInput,
    @Ctx() ctx: Context,
  ) {
    return setConfidentiality(ctx, input);
  }
}
