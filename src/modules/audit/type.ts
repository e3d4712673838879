import { ObjectType } from "type-graphql";
import { auditEntries } from "../../audit/table.js";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";

@ObjectType({
  implements: Node,
  description: "That somebody read or changed something. It holds names of fields and never their values.",
})
export class AuditEntry extends expose(auditEntries, {
  id: "Unique over the whole graph.",
  at: "When.",
  role: "In which role whoever it was acted, or null for somebody without a token.",
  jurisdiction: "The territory of the appointment, or null for the whole country.",
  kato: "Where the thing is, else the jurisdiction; 000000000 is the whole country.",
  action: "What was done: the mutation's name, or what was read.",
  subjectType: "The type of the thing.",
  subjectId: "The id of the thing, or null when there was none, as in a search without a hit.",
  fields: "The names of the fields that were read or given.",
  purpose: "Why, as the client stated it; CARE when it stated nothing.",
  outcome: "How it ended.",
  requestId: "The same for everything that one request did.",
}) {}
