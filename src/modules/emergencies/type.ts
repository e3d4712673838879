import { ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { emergencyAccesses } from "./table.js";

@ObjectType({
  implements: Node,
  description:
    "That an officer opened a child's protected record in an emergency. It lasts three hours and is reviewed.",
})
export class EmergencyAccess extends expose(emergencyAccesses, {
  id: "Unique over the whole graph.",
  childId: "The id of the child, as the audit names it.",
  kato: "The code of the unit of the child's school.",
  role: "The role in which the officer asked.",
  reasonCode: "Why the record was opened.",
  reason: "Why, in the officer's words.",
  verdict: "What the review found, or null before it.",
  finding: "The review in the data officer's words, or null before it.",
  grantedAt: "When it began.",
  expiresAt: "When it ends: three hours later, and not extended.",
  reviewedAt: "When it was reviewed, or null.",
  version: "Goes up with each change.",
}) {}
