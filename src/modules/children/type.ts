import { ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import {
  assessmentFactors,
  childCategories,
  childProfiles,
  children,
  childTeamMembers,
  enrolments,
  riskAssessments,
  riskRegistrations,
} from "./table.js";

const id = "Unique over the whole graph.";
const period = { from: "The first day.", to: "The last day, or null while no end is set." };

@ObjectType({ implements: Node, description: "A child at risk, without anything that names it." })
export class Child extends expose(children, {
  id,
  pseudonym: "A short stable code by which people speak of the child.",
  kato: "The code of the unit of the child's school.",
  riskLevel: "How grave the risk is.",
  confidentiality: "Whether its record can be opened in an emergency.",
  assessmentDueOn: "The day by which the risk is to be assessed again, or null.",
  planReviewDueOn: "The day by which the plan of support is to be reviewed, or null.",
  registeredAt: "When the child was registered as one at risk.",
  synthetic: "Whether it was invented for the demo.",
  version: "Goes up with each change.",
}) {}

@ObjectType({ implements: Node, description: "A period in which a child learns in one class of one school." })
export class Enrolment extends expose(enrolments, {
  id,
  grade: "The grade, 0 for preschool to 12.",
  letter: "The letter of the class.",
  shift: "The shift in which the class learns, 1 to 3.",
  ...period,
  outcome: "How it ended, or null while it goes on.",
}) {}

@ObjectType({ implements: Node, description: "That an officer works with a child for some time." })
export class ChildTeamMember extends expose(childTeamMembers, {
  id,
  from: "Since when.",
  to: "Until when, or null while the officer does.",
}) {}

@ObjectType({ description: "The circumstances of a child at risk. Fewer people see them than the child itself." })
export class ChildProfile extends expose(childProfiles, {
  birthYear: "The year of birth.",
  sex: "The sex.",
}) {}

@ObjectType({ implements: Node, description: "A period in which a child is registered under one category of risk." })
export class RiskRegistration extends expose(riskRegistrations, {
  id,
  category: "Why the child is registered.",
  basis: "The decision that registered the child, such as the protocol of a prevention council.",
  ...period,
}) {}

@ObjectType({
  implements: Node,
  description: "A period in which a child belongs to a category to whom support is owed.",
})
export class ChildCategoryPeriod extends expose(childCategories, {
  id,
  kind: "The category.",
  ...period,
  document: "The document that proves it, or null.",
}) {}

@ObjectType({
  implements: Node,
  description: "An assessment of a child's risk. It can't be changed; a new one follows.",
})
export class RiskAssessment extends expose(riskAssessments, {
  id,
  instrument: "The method by which the risk was assessed.",
  level: "How grave the risk was found to be.",
  at: "When it was made.",
  nextDueOn: "The day by which the next one is due, or null.",
}) {}

@ObjectType({ implements: Node, description: "One factor that an assessment looked at." })
export class AssessmentFactor extends expose(assessmentFactors, {
  id,
  code: "The factor's code in the instrument.",
  present: "Whether it was found.",
  note: "What to know about it, or null.",
}) {}
