import type { Module } from "../../graphql/schema.js";
import { webhookDeliveryRelations, webhookEndpointRelations, webhookQueries, webhookRelations } from "./relations.js";
import { WebhookResolver } from "./resolver.js";

export const webhooks: Module = {
  relations: [webhookRelations, webhookEndpointRelations, webhookDeliveryRelations],
  queries: [webhookQueries],
  resolvers: [WebhookResolver],
};
