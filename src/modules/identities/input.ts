import { Field, ID, InputType } from "type-graphql";
import { ChangeInput } from "../../graphql/payload.js";
import { Iin, LocalDate } from "../../graphql/scalars.js";
import { GuardianRelation, LegalBasis } from "./enums.js";

type Optional<T> = T | null | undefined;

@InputType({
  description: "Who a child is. A field that is left out stays as it was; null takes it away. `id` is the child's.",
})
export class ChildIdentitySetInput extends ChangeInput {
  @Field(() => String, { nullable: true, description: "The surname, 1 to 100 characters. Needed the first time." })
  surname?: Optional<string>;

  @Field(() => String, { nullable: true, description: "The given name, 1 to 100 characters. Needed the first time." })
  givenName?: Optional<string>;

  @Field(() => String, { nullable: true, description: "The patronymic, 1 to 100 characters." })
  patronymic?: Optional<string>;

  @Field(() => LocalDate, { nullable: true, description: "The date of birth. Needed the first time." })
  birthDate?: Optional<string>;

  @Field(() => Iin, {
    nullable: true,
    description: "The IIN. Its control digit is checked; it is never compared with the date of birth.",
  })
  iin?: Optional<string>;

  @Field(() => String, { nullable: true, description: "Where the photo is kept, at most 500 characters." })
  photoReference?: Optional<string>;

  @Field(() => String, { nullable: true, description: "Where the child lives, at most 500 characters." })
  address?: Optional<string>;
}

@InputType({ description: "Somebody who acts for a child. `id` is the child's." })
export class GuardianAddInput extends ChangeInput {
  @Field(() => ID, {
    nullable: true,
    description: "A guardian who is known already, such as a brother's; then without name and contacts.",
  })
  guardianId?: Optional<string>;

  @Field(() => String, { nullable: true, description: "The whole name, 1 to 100 characters." })
  name?: Optional<string>;

  @Field(() => String, { nullable: true, description: "A phone number." })
  phone?: Optional<string>;

  @Field(() => String, { nullable: true, description: "An e-mail address." })
  email?: Optional<string>;

  @Field(() => String, { nullable: true, description: "Where the guardian lives, at most 500 characters." })
  address?: Optional<string>;

  @Field(() => GuardianRelation.type, { description: "What the guardian is to the child." })
  relation!: (typeof GuardianRelation.values)[number];

  @Field(() => LegalBasis.type, { description: "Why the guardian may act for the child." })
  legalBasis!: (typeof LegalBasis.values)[number];

  @Field(() => String, { nullable: true, description: "What to know about custody, at most 2000 characters." })
  custodyNote?: Optional<string>;

  @Field(() => Boolean, { defaultValue: true, description: "Whether the guardian may be contacted about the child." })
  contactAllowed!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether a decision keeps the child from this guardian, who then sees nothing of it here.",
  })
  custodyWithheld!: boolean;

  @Field(() => LocalDate, { nullable: true, description: "The first day; today, when left out." })
  from?: Optional<string>;

  @Field(() => LocalDate, { nullable: true, description: "The last day." })
  to?: Optional<string>;
}

@InputType({
  description:
    "A change of what is known of a guardian. A field that is left out stays as it was; null takes it away. `id` is the child's.",
})
export class GuardianshipChangeInput extends ChangeInput {
  @Field(() => ID, { description: "The guardianship, as `Child.guardians` gives it." })
  guardianshipId!: string;

  @Field(() => String, { nullable: true, description: "The whole name, 1 to 100 characters." })
  name?: Optional<string>;

  @Field(() => String, { nullable: true, description: "A phone number." })
  phone?: Optional<string>;

  @Field(() => String, { nullable: true, description: "An e-mail address." })
  email?: Optional<string>;

  @Field(() => String, { nullable: true, description: "Where the guardian lives, at most 500 characters." })
  address?: Optional<string>;

  @Field(() => String, { nullable: true, description: "What to know about custody, at most 2000 characters." })
  custodyNote?: Optional<string>;

  @Field(() => Boolean, { nullable: true, description: "Whether the guardian may be contacted about the child." })
  contactAllowed?: Optional<boolean>;

  @Field(() => Boolean, { nullable: true, description: "Whether a decision keeps the child from this guardian." })
  custodyWithheld?: Optional<boolean>;

  @Field(() => LocalDate, { nullable: true, description: "The last day." })
  to?: Optional<string>;
}

@InputType({ description: "A child whose identity is to be destroyed for good. `id` is the child's." })
export class ChildEraseInput extends ChangeInput {}
