import { Field, Int, ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { webhookDeliveries, webhookEndpoints, webhooks } from "./table.js";

@ObjectType({
  implements: Node,
  description: "A stored subscription whose items are sent to a URL, under the access that its creator has then.",
})
export class Webhook extends expose(webhooks, {
  id: "Unique over the whole graph.",
  name: "What its creator calls it.",
  stream: "The subscription that it asks for; the `type` of what is sent.",
  host: "The host that it leads to.",
  state: "Whether it delivers.",
  reason: "Why it doesn't deliver, or null.",
  retryAt: "When the item that failed is tried again, or null.",
  waitingSince: "Since when the item that failed is due, or null.",
  deliveredAt: "When an item was last delivered, or null.",
  createdAt: "When it was made.",
  version: "Goes up with each change.",
}) {}

@ObjectType({ description: "Where a webhook leads and what it asks. Its creator sees it, and nobody else." })
export class WebhookEndpoint extends expose(webhookEndpoints, {
  url: "The URL; null when the webhook is deleted.",
  document: "The subscription; null when the webhook is deleted.",
  language: "The language of its texts.",
  previousUntil: "Until when deliveries are also signed under the secret before, or null.",
}) {}

@ObjectType({
  implements: Node,
  description: "That an item was tried to be delivered. It is kept for thirty days, and what was sent isn't kept.",
})
export class WebhookDelivery extends expose(webhookDeliveries, {
  id: "Unique over the whole graph.",
  messageId: "The header `webhook-id`: the same whenever this item is sent, so that a receiver takes it once.",
  kind: "What it is.",
  state: "What became of it.",
  cursor: "Its place in the stream.",
  attempts: "How often it was tried.",
  status: "The status of the last answer, or null when there was none.",
  answer: "How the last answer began, or null.",
  error: "Why the last attempt failed, or null.",
  firstAttemptAt: "When it was tried first.",
  lastAttemptAt: "When it was tried last.",
}) {}

@ObjectType({ description: "What came back of a test." })
export class WebhookAnswer {
  @Field(() => Int, { nullable: true, simple: true, description: "The status; null when there was no answer." })
  status!: number | null;

  @Field(() => String, { nullable: true, simple: true, description: "How the answer began." })
  text!: string | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: "Why it would count as failed; null when it wouldn't.",
  })
  error!: string | null;

  @Field(() => Int, { simple: true, description: "How long it took, in milliseconds." })
  tookMs!: number;
}
