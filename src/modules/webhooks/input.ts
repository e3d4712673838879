import { Field, ID, InputType } from "type-graphql";
import { ChangeInput, MutationInput } from "../../graphql/payload.js";
import { Cursor, JsonObject } from "../../graphql/scalars.js";

@InputType({ description: "A new webhook." })
export class WebhookCreateInput extends MutationInput {
  @Field(() => String, { description: "What to call it, 1 to 100 characters." })
  name!: string;

  @Field(() => String, {
    description: "Where to send: https, at most 2000 characters, without credentials, to a public address.",
  })
  url!: string;

  @Field(() => String, {
    description: "A document with one subscription, which doesn't say `after`: the webhook keeps its own place.",
  })
  document!: string;

  @Field(() => JsonObject, { nullable: true, description: "The values of the document's variables." })
  variables?: Record<string, unknown> | null;
}

@InputType({ description: "Which webhook to change." })
export class WebhookChangeInput extends ChangeInput {}

@InputType({ description: "From where a webhook is to deliver anew: `after` or `deliveryId`." })
export class WebhookRedeliverInput extends ChangeInput {
  @Field(() => Cursor, { nullable: true, description: "After this item, which comes not again." })
  after?: string | null;

  @Field(() => ID, { nullable: true, description: "From this delivery on, which comes again." })
  deliveryId?: string | null;
}

@InputType({ description: "Which webhook to test." })
export class WebhookTestInput {
  @Field(() => ID, { description: "The id of the webhook." })
  id!: string;
}
