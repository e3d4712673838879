import { Arg, type ClassType, Ctx, Field, Mutation, Resolver } from "type-graphql";
import type { Context } from "../../graphql/context.js";
import { payload } from "../../graphql/payload.js";
import * as input from "./input.js";
import * as service from "./service.js";
import { Webhook, WebhookAnswer } from "./type.js";

const given = { description: "What to do, and an optional idempotency key." };
const gives = (name: string) => payload(`${name}Payload`, "webhook", () => Webhook);

const CreatePayload = withSecret(gives("WebhookCreate"));
const RotatePayload = withSecret(gives("WebhookRotateSecret"));
const PausePayload = gives("WebhookPause");
const ResumePayload = gives("WebhookResume");
const RedeliverPayload = gives("WebhookRedeliver");
const DeletePayload = gives("WebhookDelete");
const TestPayload = payload("WebhookTestPayload", "answer", () => WebhookAnswer);

function withSecret(Payload: ClassType): ClassType {
  const description =
    "What deliveries are signed under (`whsec_…`). It is told this once; null when the mutation was made before.";
  Field(() => String, { nullable: true, simple: true, description })(Payload.prototype, "secret");
  return Payload;
}

@Resolver()
export class WebhookResolver {
  @Mutation(() => CreatePayload, {
    description:
      "Has the items of a subscription sent to a URL, signed as Standard Webhooks, under the access that the viewer has when they are sent.",
  })
  webhookCreate(@Arg("input", () => input.WebhookCreateInput, given) i: input.WebhookCreateInput, @Ctx() ctx: Context) {
    return service.createWebhook(ctx, i);
  }

  @Mutation(() => RotatePayload, {
    description: "Draws a new secret. For a day deliveries are signed under the old one too.",
  })
  webhookRotateSecret(
    @Arg("input", () => input.WebhookChangeInput, given) i: input.WebhookChangeInput,
    @Ctx() ctx: Context,
  ) {
    return service.rotateSecret(ctx, i);
  }

  @Mutation(() => PausePayload, { description: "Stops delivering. What happens meanwhile comes when it is resumed." })
  webhookPause(@Arg("input", () => input.WebhookChangeInput, given) i: input.WebhookChangeInput, @Ctx() ctx: Context) {
    return service.pauseWebhook(ctx, i);
  }

  @Mutation(() => ResumePayload, {
    description: "Goes on delivering from where it stopped, under the appointment that the viewer acts under now.",
  })
  webhookResume(@Arg("input", () => input.WebhookChangeInput, given) i: input.WebhookChangeInput, @Ctx() ctx: Context) {
    return service.resumeWebhook(ctx, i);
  }

  @Mutation(() => RedeliverPayload, {
    description: "Goes back in the stream: everything from there comes again, each under the id that it had.",
  })
  webhookRedeliver(
    @Arg("input", () => input.WebhookRedeliverInput, given) i: input.WebhookRedeliverInput,
    @Ctx() ctx: Context,
  ) {
    return service.redeliver(ctx, i);
  }

  @Mutation(() => DeletePayload, { description: "Ends a webhook and erases its URL, document and secret." })
  webhookDelete(@Arg("input", () => input.WebhookChangeInput, given) i: input.WebhookChangeInput, @Ctx() ctx: Context) {
    return service.deleteWebhook(ctx, i);
  }

  @Mutation(() => TestPayload, {
    description: "Sends a message of the type `webhook.test` now and tells what came back, at most ten times a minute.",
  })
  webhookTest(
    @Arg("input", () => input.WebhookTestInput, { description: "Which webhook." }) i: input.WebhookTestInput,
    @Ctx() ctx: Context,
  ) {
    return service.testWebhook(ctx, i);
  }
}
