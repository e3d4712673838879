import { Field, ID, InputType, Int } from "type-graphql";
import { ChangeInput, MutationInput } from "../../graphql/payload.js";
import { LocalDate } from "../../graphql/scalars.js";
import { ChildCategory, Confidentiality, RiskCategory, RiskLevel, Sex } from "./enums.js";
import type { childCategories, childProfiles, riskAssessments, riskRegistrations } from "./table.js";

type Level = (typeof riskAssessments.$inferSelect)["level"];

@InputType({ description: "A child to register as one at risk. No name: a pseudonym is made." })
export class ChildRegisterInput extends MutationInput {
  @Field(() => ID, { description: "The school where the child learns." })
  schoolId!: string;

  @Field(() => Int, { description: "The grade, 0 for preschool to 12." })
  grade!: number;

  @Field(() => String, { description: "The letter of the class, such as «Б»." })
  letter!: string;

  @Field(() => Int, { defaultValue: 1, description: "The shift in which the class learns, 1 to 3." })
  shift!: number;

  @Field(() => ID, {
    nullable: true,
    description: "Who answers in person for the child's support; the head of the school, when left out.",
  })
  accountableOfficerId?: string | null;

  @Field(() => Int, { description: "The year of birth." })
  birthYear!: number;

  @Field(() => Sex.type, { description: "The sex." })
  sex!: (typeof childProfiles.$inferSelect)["sex"];

  @Field(() => RiskLevel.type, { description: "How grave the risk is." })
  riskLevel!: Level;

  @Field(() => [RiskCategory.type], { description: "Why the child is registered, at least one category." })
  riskCategories!: (typeof riskRegistrations.$inferSelect)["category"][];

  @Field(() => String, {
    description: "The decision that registers the child, such as the protocol of a prevention council.",
  })
  basis!: string;

  @Field(() => [ChildCategory.type], { defaultValue: [], description: "To which categories the child belongs." })
  childCategories!: (typeof childCategories.$inferSelect)["kind"][];
}

@InputType({ description: "Who works with a child from now on." })
export class ChildTeamSetInput extends ChangeInput {
  @Field(() => [ID], { description: "The officers, at most 20, each once; nobody, when it is empty." })
  officerIds!: string[];
}

@InputType({ description: "Whether a child's record can be opened in an emergency from now on." })
export class ChildConfidentialitySetInput extends ChangeInput {
  @Field(() => Confidentiality.type, { description: "CLOSED also ends the emergency access that is in force." })
  confidentiality!: (typeof Confidentiality.values)[number];
}

@InputType({ description: "One factor that an assessment looked at." })
export class AssessmentFactorInput {
  @Field(() => String, { description: "The factor's code in the instrument, such as FAMILY_CONFLICT." })
  code!: string;

  @Field(() => Boolean, { description: "Whether it was found." })
  present!: boolean;

  @Field(() => String, { nullable: true, description: "What to know about it." })
  note?: string | null;
}

@InputType({ description: "An assessment of a child's risk." })
export class ChildRiskAssessInput extends ChangeInput {
  @Field(() => String, { description: "The method by which the risk was assessed. 1 to 100 characters." })
  instrument!: string;

  @Field(() => RiskLevel.type, { description: "How grave the risk was found to be." })
  level!: Level;

  @Field(() => [AssessmentFactorInput], { description: "What it looked at, 1 to 100 factors, each code once." })
  factors!: AssessmentFactorInput[];

  @Field(() => LocalDate, {
    nullable: true,
    description: "The day by which the next one is due: a later day than today, within two years.",
  })
  nextDueOn?: string | null;
}
