import { Field, ID, InputType } from "type-graphql";
import { MutationInput } from "../../graphql/payload.js";
import { NoteTier } from "./enums.js";

@InputType({ description: "A note about a child. It can't be changed; another may follow." })
export class ChildNoteAddInput extends MutationInput {
  @Field(() => ID, { description: "The child." })
  childId!: string;

  @Field(() => NoteTier.type, { description: "Who reads it. T4 is for psychologists." })
  tier!: (typeof NoteTier.values)[number];

  @Field(() => String, { description: "What it says, 1 to 10000 characters." })
  text!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: "Officers who read a note of tier T4 besides its author, at most 20, each once.",
  })
  readerIds!: string[];
}

@InputType({ description: "Who reads a sensitive note from now on, besides its author." })
export class SensitiveNoteShareInput extends MutationInput {
  @Field(() => ID, { description: "The note." })
  id!: string;

  @Field(() => [ID], { description: "The officers, at most 20, each once; nobody, when it is empty." })
  readerIds!: string[];
}
