import { machine } from "../../graphql/machine.js";
import type { WebhookAction, WebhookState } from "./enums.js";
import type { webhooks } from "./table.js";

export type WebhookRow = typeof webhooks.$inferSelect;
type Action = (typeof WebhookAction.values)[number];

const KEPT = ["ACTIVE", "PAUSED", "PAUSED_ACCESS", "DISABLED"] as const;

export const webhookMachine = machine<WebhookState, Action>("webhook", {
  PAUSE: { from: ["ACTIVE"], to: "PAUSED" },
  RESUME: { from: ["PAUSED", "PAUSED_ACCESS", "DISABLED"], to: "ACTIVE" },
  ROTATE_SECRET: { from: KEPT },
  REDELIVER: { from: KEPT },
  TEST: { from: KEPT },
  DELETE: { from: KEPT, to: "DELETED" },
});
