import { enumeration } from "../../graphql/enums.js";

export const WebhookState = enumeration("WebhookState", "Whether a webhook delivers.", {
  ACTIVE: { en: "Active", ru: "активен" },
  PAUSED: { en: "Paused", ru: "приостановлен", means: "its creator paused it" },
  PAUSED_ACCESS: {
    en: "Paused: no access",
    ru: "приостановлен: нет доступа",
    means: "its creator has no access to what it delivers any more",
  },
  DISABLED: { en: "Disabled", ru: "отключён", means: "the receiver said by 410 that nobody listens there" },
  DELETED: { en: "Deleted", ru: "удалён", means: "its URL, document and secret are erased" },
});
export type WebhookState = (typeof WebhookState.values)[number];

export const WebhookAction = enumeration("WebhookAction", "What can be done with a webhook.", {
  PAUSE: { en: "Pause" },
  RESUME: { en: "Resume", means: "goes on from where it stopped, under the appointment of who resumes it" },
  ROTATE_SECRET: { en: "Rotate the secret", means: "for a day deliveries are signed under the old one too" },
  REDELIVER: { en: "Redeliver", means: "goes on from an earlier place" },
  TEST: { en: "Test", means: "sends a message of the type webhook.test" },
  DELETE: { en: "Delete" },
});

export const WebhookDeliveryState = enumeration("WebhookDeliveryState", "What became of an item of a webhook.", {
  WAITING: { en: "Waiting", ru: "ожидает", means: "it failed and is tried again" },
  DELIVERED: { en: "Delivered", ru: "доставлено" },
  DEAD: { en: "Given up", ru: "не доставлено", means: "it failed for three days; what came after it goes on" },
});

export const WebhookItemKind = enumeration("WebhookItemKind", "What a webhook delivered.", {
  SNAPSHOT: { en: "Snapshot", means: "how things stand" },
  EVENT: { en: "Event", means: "what happened" },
  RESYNC: { en: "Resync", means: "the stream begins anew, and a snapshot follows" },
});
