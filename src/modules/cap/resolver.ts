import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import { Alert } from "../alerts/type.js";
import { AlertPublishInput, AlertUnpublishInput } from "./input.js";
import * as service from "./service.js";

const PublishPayload = payload("AlertPublishPayload", "alert", () => Alert);
const UnpublishPayload = payload("AlertUnpublishPayload", "alert", () => Alert);
const given = { description: "Which alert and why, and an optional idempotency key." };

@Resolver()
export class PublicationResolver {
  @Mutation(() => PublishPayload, {
    description:
      "Lets everybody read of an open alert: kind, severity, territory and times, without school or place. Never for self-harm, suicide, sexual violence or a drill.",
  })
  alertPublish(@Arg("input", () => AlertPublishInput, given) input: AlertPublishInput, @Ctx() ctx: Context) {
    return service.publishAlert(ctx, input);
  }

  @Mutation(() => UnpublishPayload, { description: "Takes an alert back from the public." })
  alertUnpublish(@Arg("input", () => AlertUnpublishInput, given) input: AlertUnpublishInput, @Ctx() ctx: Context) {
    return service.unpublishAlert(ctx, input);
  }
}
