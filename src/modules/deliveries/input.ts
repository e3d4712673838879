import { Field, ID, InputType } from "type-graphql";
import { LIMITS } from "../../graphql/limits.js";
import { MutationInput } from "../../graphql/payload.js";

@InputType({ description: "Which alerts were looked at." })
export class AlertSeenInput extends MutationInput {
  @Field(() => [ID], { description: `The alerts, 1 to ${LIMITS.nodes}.` })
  ids!: string[];
}
