import { ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { Node } from "../../graphql/node.js";
import { alertPublications } from "./table.js";

@ObjectType({
  implements: Node,
  description: "That an alert was made public, for everybody who reads the feed `/cap/public.atom`.",
})
export class AlertPublication extends expose(alertPublications, {
  id: "Unique over the whole graph.",
  reason: "Why it was made public.",
  place: "What the public reads of the place, or null for its territory only.",
  publishedAt: "When it was made public.",
  withdrawReason: "Why it was taken back, or null.",
  withdrawnAt: "When it was taken back, or null while it is public.",
}) {}
