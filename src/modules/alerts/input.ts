import { Field, ID, InputType } from "type-graphql";
import { LIMITS } from "../../graphql/limits.js";
import { ChangeInput } from "../../graphql/payload.js";

@InputType({ description: "Which alert, and whether its duplicates too." })
export class AlertChangeInput extends ChangeInput {
  @Field(() => Boolean, {
    nullable: true,
    description: `Does the same to those of its duplicates that are in the same state, the first ${LIMITS.duplicates} of them. By default to the alert alone.`,
  })
  includeDuplicates?: boolean | null;
}

@InputType({ description: "Who answers for an alert." })
export class AlertAssignInput extends ChangeInput {
  @Field(() => ID, { description: "The officer." })
  officerId!: string;
}

@InputType({ description: "How an alert ended." })
export class AlertResolveInput extends AlertChangeInput {
  @Field(() => String, { description: "What was done, 1 to 1000 characters." })
  outcome!: string;
}

@InputType({ description: "Why an alert should not have been raised." })
export class AlertCancelInput extends AlertChangeInput {
  @Field(() => String, { description: "The reason, 1 to 1000 characters." })
  reason!: string;
}
