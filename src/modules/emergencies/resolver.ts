import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Reads } from "../../graphql/reads.js";
import { EmergencyAction, EmergencyState } from "./enums.js";
import { EmergencyAccessRequestInput, EmergencyAccessReviewInput } from "./input.js";
import type { EmergencyRow } from "./machine.js";
import { requestEmergencyAccess } from "./request.js";
import { reviewEmergencyAccess } from "./review.js";
import { allowedActions, stateOf } from "./service.js";
import { emergencyAccesses } from "./table.js";
import { EmergencyAccess } from "./type.js";

const gives = (name: string) => payload(`${name}Payload`, "emergencyAccess", () => EmergencyAccess);
const given = { description: "What to do, and an optional idempotency key." };

const RequestPayload = gives("EmergencyAccessRequest");
const ReviewPayload = gives("EmergencyAccessReview");

@Resolver(() => EmergencyAccess)
export class EmergencyResolver {
  @Reads(emergencyAccesses)
  @FieldResolver(() => EmergencyState.type, { description: "How far it is, by the database's clock." })
  state(@Root() access: EmergencyRow, @Ctx() ctx: Context) {
    return stateOf(ctx, access);
  }

  @Reads(emergencyAccesses)
  @FieldResolver(() => [EmergencyAction.type], { description: "What can be done with it now." })
  allowedActions(@Root() access: EmergencyRow, @Ctx() ctx: Context) {
    return allowedActions(ctx, access);
  }

  @Mutation(() => RequestPayload, {
    description:
      "Opens a child's protected record in the viewer's region for three hours. Who answers for the child and the data officer are told at once, and the use is reviewed. A refused request is recorded too.",
  })
  emergencyAccessRequest(
    @Arg("input", () => EmergencyAccessRequestInput, given) input: EmergencyAccessRequestInput,
    @Ctx() ctx: Context,
  ) {
    return requestEmergencyAccess(ctx, input);
  }

  @Mutation(() => ReviewPayload, {
    description: "Says whether an emergency access that has ended was justified. Data officers do.",
  })
  emergencyAccessReview(
    @Arg("input", () => EmergencyAccessReviewInput, given) input: EmergencyAccessReviewInput,
    @Ctx() ctx: Context,
  ) {
    return reviewEmergencyAccess(ctx, input);
  }
}
