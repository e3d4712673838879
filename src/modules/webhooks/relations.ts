import { derived } from "../../graphql/computed.js";
import { hasId, isOneOf } from "../../graphql/filters.js";
import { descending } from "../../graphql/keyset.js";
import { find, list, listing, one, page, queries, relations } from "../../graphql/relations.js";
import { JsonObject } from "../../graphql/scalars.js";
import { Appointment, Officer } from "../agencies/type.js";
import { School } from "../schools/type.js";
import { WebhookAction, WebhookDeliveryState, WebhookState } from "./enums.js";
import { webhookMachine } from "./machine.js";
import { webhookDeliveries, webhookEndpoints, webhooks } from "./table.js";
import { Webhook, WebhookDelivery, WebhookEndpoint } from "./type.js";

export const webhookList = list("webhooks", () => Webhook, webhooks, {
  order: [descending(webhooks.createdAt), descending(webhooks.id)],
  filters: { states: isOneOf(webhooks.state, WebhookState, "In one of these states.") },
});

export const webhookDeliveryList = list("webhookDeliveries", () => WebhookDelivery, webhookDeliveries, {
  order: [descending(webhookDeliveries.firstAttemptAt), descending(webhookDeliveries.id)],
  filters: { states: isOneOf(webhookDeliveries.state, WebhookDeliveryState, "In one of these states.") },
});

export const webhookRelations = relations(() => Webhook, webhooks, {
  allowedActions: derived(
    () => [WebhookAction.type],
    { state: webhooks.state },
    { value: webhookMachine.allowed, description: "What its creator can do with it now." },
  ),
  officer: one(() => Officer, webhooks.officerId, { always: true, description: "Who made it." }),
  appointment: one(() => Appointment, webhooks.appointmentId, {
    always: true,
    description: "The appointment under which it acts.",
  }),
  school: one(() => School, webhooks.schoolId, { description: "The school of the appointment, when it is for one." }),
  endpoint: one(() => WebhookEndpoint, webhooks.id, {
    to: webhookEndpoints.webhookId,
    description: "Where it leads and what it asks; null for everybody but its creator.",
  }),
  deliveries: page(() => webhookDeliveryList, webhookDeliveries.webhookId, {
    description: "What was tried, the newest first; of what its creator made only.",
  }),
});

export const webhookEndpointRelations = relations(() => WebhookEndpoint, webhookEndpoints, {
  variables: derived(
    () => JsonObject,
    { variables: webhookEndpoints.variables },
    {
      nullable: true,
      value: ({ variables }) => variables && JSON.parse(variables),
      description: "The values of the document's variables.",
    },
  ),
  webhook: one(() => Webhook, webhookEndpoints.webhookId, { always: true, description: "The webhook." }),
});

export const webhookDeliveryRelations = relations(() => WebhookDelivery, webhookDeliveries, {
  webhook: one(() => Webhook, webhookDeliveries.webhookId, { always: true, description: "The webhook." }),
});

export const webhookQueries = queries({
  webhook: find(() => Webhook, webhooks.id, { description: "One webhook." }),
  webhooks: listing(() => webhookList, {
    description: "The viewer's webhooks, and for a data officer all of the place, the newest first.",
  }),
  webhookDeliveries: listing(() => webhookDeliveryList, {
    by: { webhook: hasId(webhookDeliveries.webhookId, "webhook", "Only of this webhook.") },
    description: "What the viewer's webhooks tried to deliver, the newest first.",
  }),
});
