import { Field, InputType } from "type-graphql";
import { ChangeInput } from "../../graphql/payload.js";

@InputType({ description: "Which alert the public is to read, and why." })
export class AlertPublishInput extends ChangeInput {
  @Field(() => String, { description: "The reason, 1 to 1000 characters. The public doesn't read it." })
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "What the public is to read of the place, 1 to 200 characters; left out, it reads the name of the territory.",
  })
  place?: string | null;
}

@InputType({ description: "Which alert the public is no longer to read, and why." })
export class AlertUnpublishInput extends ChangeInput {
  @Field(() => String, { description: "The reason, 1 to 1000 characters. The public doesn't read it." })
  reason!: string;
}
