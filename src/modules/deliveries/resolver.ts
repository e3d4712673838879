import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { LIMITS } from "../../graphql/limits.js";
import { payload } from "../../graphql/payload.js";
import { AlertSeenInput } from "./input.js";
import { seeAlerts } from "./service.js";
import { AlertDelivery } from "./type.js";

const SeenPayload = payload("AlertSeenPayload", "deliveries", () => [AlertDelivery]);
Extensions({ rows: LIMITS.nodes })(SeenPayload.prototype, "deliveries");

@Resolver()
export class DeliveryResolver {
  @Mutation(() => SeenPayload, {
    description:
      "Says that the viewer has looked at alerts. Nobody else's screen changes, and nobody answers for them yet.",
  })
  alertSeen(
    @Arg("input", () => AlertSeenInput, { description: "Which alerts, and an optional idempotency key." })
    input: AlertSeenInput,
    @Ctx() ctx: Context,
  ) {
    return seeAlerts(ctx, input);
  }
}
