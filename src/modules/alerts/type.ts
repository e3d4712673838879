import { Field, Int, ObjectType } from "type-graphql";
import { Role } from "../../access/roles.js";
import { expose } from "../../graphql/expose.js";
import { LIMITS } from "../../graphql/limits.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { StreamItem, streamItems } from "../../graphql/stream.js";
import { AlertEventKind } from "./enums.js";
import { alerts } from "./table.js";

@ObjectType({
  implements: Node,
  description:
    "A call to act, for everybody who answers for the place: on an incident, on how data was used, or on a silent control room.",
})
export class Alert extends expose(alerts, {
  id: "Unique over the whole graph.",
  kato: "The code of the unit that it is about.",
  kind: "What happened.",
  severity: "How grave it is.",
  urgency: "How soon somebody must act.",
  certainty: "How sure it is.",
  state: "What became of it.",
  place: "Where it is, within the school or territory.",
  exercise: "Whether it is a drill and not real.",
  level: "How many steps of its escalation were taken.",
  outcome: "How it ended, in the words of who ended it, or null.",
  raisedAt: "When it was raised.",
  acknowledgedAt: "When somebody acknowledged it, or null.",
  actionStartedAt: "When action was started, or null.",
  endedAt: "When it was resolved or cancelled, or null.",
  version: "Goes up with each change.",
}) {}

@ObjectType({ description: "An officer to whom an alert is addressed." })
export class AlertAddressee {
  @Field(() => Role.type, { simple: true, description: "In which role." })
  role!: Role;

  officerId!: string;
}

@ObjectType({
  implements: StreamItem,
  description: "The open alerts at one moment, the gravest first; what happens afterwards follows as events.",
})
export class AlertSnapshot extends StreamItem {
  @Field(() => [Alert], { simple: true, description: `The open alerts, at most ${LIMITS.snapshot}.` })
  alerts!: Alert[];

  @Field(() => Int, {
    simple: true,
    description: "How many open alerts aren't in it, because they are too many: read them by the query `alerts`.",
  })
  omitted!: number;
}

@ObjectType({ implements: StreamItem, description: "Something that happened to an alert." })
export class AlertEvent extends StreamItem {
  @Field(() => AlertEventKind.type, { simple: true, description: "What happened." })
  kind!: AlertEventKind;

  @Field(() => DateTime, { simple: true, description: "When it happened." })
  committedAt!: Date;

  @Field(() => Alert, { simple: true, description: "The alert as it is now." })
  alert!: Alert;
}

export const alertItems = [AlertSnapshot, AlertEvent] as const;
export const AlertStreamItem = streamItems("AlertStreamItem", "What a stream of alerts gives.", alertItems);
