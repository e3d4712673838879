import { enumeration } from "../../graphql/enums.js";

export const WebhookState = enumeration("WebhookState", "Whether a webhook delivers.", {
  ACTIVE: null,
  PAUSED: "its creator paused it",
  PAUSED_ACCESS: "its creator has no access to what it delivers any more",
  DISABLED: "the receiver said by 410 that nobody listens there",
  DELETED: "its URL, document and secret are erased",
});
export type WebhookState = (typeof WebhookState.values)[number];

export const WebhookAction = enumeration("WebhookAction", "What can be done with a webhook.", {
  PAUSE: null,
  RESUME: "goes on from where it stopped, under the appointment of who resumes it",
  ROTATE_SECRET: "for a day deliveries are signed under the old one too",
  REDELIVER: "goes on from an earlier place",
  TEST: "sends a message of the type webhook.test",
  DELETE: null,
});

export const WebhookDeliveryState = enumeration("WebhookDeliveryState", "What became of an item of a webhook.", {
  WAITING: "it failed and is tried again",
  DELIVERED: null,
  DEAD: "it failed for three days; what came after it goes on",
});

export const WebhookItemKind = enumeration("WebhookItemKind", "What a webhook delivered.", {
  SNAPSHOT: "how things stand",
  EVENT: "what happened",
  RESYNC: "the stream begins anew, and a snapshot follows",
});
