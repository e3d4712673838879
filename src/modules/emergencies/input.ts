import { Field, ID, InputType } from "type-graphql";
import { ChangeInput, MutationInput } from "../../graphql/payload.js";
import { EmergencyReason, EmergencyVerdict } from "./enums.js";

@InputType({ description: "Why the viewer must see a child's protected record now." })
export class EmergencyAccessRequestInput extends MutationInput {
  @Field(() => ID, { description: "The child, by its id: also one that the viewer doesn't see." })
  childId!: string;

  @Field(() => EmergencyReason.type, { description: "The reason." })
  reasonCode!: (typeof EmergencyReason.values)[number];

  @Field(() => String, {
    description: "The reason in words, 1 to 1000 characters. It is read by who reviews the access.",
  })
  reason!: string;
}

@InputType({ description: "What the review of an emergency access found." })
export class EmergencyAccessReviewInput extends ChangeInput {
  @Field(() => EmergencyVerdict.type, { description: "UNJUSTIFIED opens an incident of misconduct." })
  verdict!: (typeof EmergencyVerdict.values)[number];

  @Field(() => String, { description: "What was found, 1 to 2000 characters." })
  finding!: string;
}
