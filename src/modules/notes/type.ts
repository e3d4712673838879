import { ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { childNotes, sensitiveNotes } from "./table.js";

const id = "Unique over the whole graph.";
const at = "When it was written.";

@ObjectType({ implements: Node, description: "A note about a child, read by whoever reads its circumstances." })
export class ChildNote extends expose(childNotes, { id, text: "What it says.", at }) {}

@ObjectType({
  implements: Node,
  description: "A note about a child that only its author reads, and whom the author names.",
})
export class SensitiveNote extends expose(sensitiveNotes, { id, at }) {}
