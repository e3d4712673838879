import { Field, ID, ObjectType } from "type-graphql";
import { DateTime, LocalDate } from "../../graphql/scalars.js";
import { GuardianRelation, LegalBasis } from "./enums.js";

const text = { nullable: true } as const;

@ObjectType({
  description: "Who a child is. Each read of it leaves an entry in the audit. Null fields were never given, or erased.",
})
export class ChildIdentity {
  @Field(() => String, { ...text, description: "The surname." })
  surname?: string | null;

  @Field(() => String, { ...text, description: "The given name." })
  givenName?: string | null;

  @Field(() => String, { ...text, description: "The patronymic, or null." })
  patronymic?: string | null;

  @Field(() => LocalDate, { ...text, description: "The date of birth." })
  birthDate?: string | null;

  @Field(() => String, { ...text, description: "Where the photo is kept, or null. Qorgan keeps no photos." })
  photoReference?: string | null;

  @Field(() => String, { ...text, description: "Where the child lives, or null." })
  address?: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the identity was erased for good, or null." })
  erasedAt?: Date | null;

  /** What the field `iin` gives: masked, and in full for whoever asked for it and may see it. */
  iinMasked?: string | null;
  iinFull?: string | null;
}

@ObjectType({
  description: "Somebody who acts for a child, and how to reach them. Each read of it leaves an entry in the audit.",
})
export class ChildGuardian {
  @Field(() => ID, { description: "The guardianship of this child, to change it by." })
  guardianshipId!: string;

  @Field(() => ID, { description: "The guardian, the same for brothers and sisters." })
  guardianId!: string;

  @Field(() => String, { ...text, description: "The whole name, or null when it was erased." })
  name?: string | null;

  @Field(() => GuardianRelation.type, { description: "What the guardian is to the child." })
  relation!: string;

  @Field(() => LegalBasis.type, { description: "Why the guardian may act for the child." })
  legalBasis!: string;

  @Field(() => String, { ...text, description: "A phone number, or null." })
  phone?: string | null;

  @Field(() => String, { ...text, description: "An e-mail address, or null." })
  email?: string | null;

  @Field(() => String, { ...text, description: "Where the guardian lives, or null." })
  address?: string | null;

  @Field(() => String, { ...text, description: "What to know about custody, or null." })
  custodyNote?: string | null;

  @Field(() => Boolean, { description: "Whether the guardian may be contacted about the child." })
  contactAllowed!: boolean;

  @Field(() => Boolean, { description: "Whether a decision keeps the child from this guardian." })
  custodyWithheld!: boolean;

  @Field(() => LocalDate, { description: "The first day." })
  from!: string;

  @Field(() => LocalDate, { nullable: true, description: "The last day, or null while no end is set." })
  to?: string | null;
}
