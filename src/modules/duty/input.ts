import { Field, ID, InputType, Int } from "type-graphql";
import { Role } from "../../access/roles.js";
import { MutationInput } from "../../graphql/payload.js";
import { DateTime, Kato } from "../../graphql/scalars.js";

@InputType({ description: "A time in which an officer is to be on duty." })
export class DutyShiftInput {
  @Field(() => ID, { description: "The officer, appointed to the role in exactly the roster's territory." })
  officerId!: string;

  @Field(() => DateTime, { description: "When it begins, not before the time from which the roster is set." })
  from!: Date;

  @Field(() => DateTime, { description: "When it ends, at most a week later." })
  to!: Date;

  @Field(() => ID, { nullable: true, description: "The officer of the same role for whom this one stands in." })
  substituteForId?: string | null;
}

@InputType({ description: "Who is to be on duty for a role in a territory, from a time on." })
export class DutyRosterSetInput extends MutationInput {
  @Field(() => Kato, { nullable: true, description: "A region or a district; the whole country, when left out." })
  territory?: string | null;

  @Field(() => Role.type, { description: "The role. Each has one roster in a territory." })
  role!: Role;

  @Field(() => Int, {
    nullable: true,
    description: "The version of the roster that was read, or nothing when there was none: anything else is stale.",
  })
  version?: number | null;

  @Field(() => String, { description: "What it is called, 1 to 200 characters." })
  name!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether it is that of a control centre, whose silence raises an alert.",
  })
  isControlCentre!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description:
      "From when on its shifts are replaced, not in the past; now, when left out. A shift that goes on then ends then.",
  })
  from?: Date | null;

  @Field(() => [DutyShiftInput], { description: "The shifts from then on, at most 200." })
  shifts!: DutyShiftInput[];
}

@InputType({ description: "To whom the viewer, who is on duty, hands over now." })
export class DutyHandOverInput extends MutationInput {
  @Field(() => ID, { description: "An officer of the same role and territory who isn't on duty." })
  officerId!: string;
}
