import { ObjectType } from "type-graphql";
import { expose } from "../../graphql/expose.js";
import { alertDeliveries } from "./table.js";

@ObjectType({
  description:
    "That an officer was told of an alert. Of each time the first counts; sendings are written down within seconds.",
})
export class AlertDelivery extends expose(alertDeliveries, {
  sentAt: "When a stream first gave the alert, or null for one that was seen in a list only.",
  reachedAt: "When the connection first took it from the server, or null while it hasn't.",
  seenAt: "When the officer's client said by `alertSeen` that it was looked at, or null.",
  acknowledgedAt: "When this officer acknowledged the alert, or null.",
}) {}
