import { Field, ID, InputType } from "type-graphql";
import { ChangeInput } from "../../graphql/payload.js";

@InputType({ description: "Which alert." })
export class AlertChangeInput extends ChangeInput {}

@InputType({ description: "Who answers for an alert." })
export class AlertAssignInput extends ChangeInput {
  @Field(() => ID, { description: "The officer." })
  officerId!: string;
}

@InputType({ description: "How an alert ended." })
export class AlertResolveInput extends ChangeInput {
  @Field(() => String, { description: "What was done, 1 to 1000 characters." })
  outcome!: string;
}

@InputType({ description: "Why an alert should not have been raised." })
export class AlertCancelInput extends ChangeInput {
  @Field(() => String, { description: "The reason, 1 to 1000 characters." })
  reason!: string;
}
