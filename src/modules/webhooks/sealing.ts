import type { KeyRing } from "../../access/keyring.js";
import { seal, unseal } from "../../access/sealed.js";
import type { webhookEndpoints } from "./table.js";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

export interface Secrets {
  secret: string;
  /** The one before, which signs too for a day. */
  previousSecret: string | null;
}

const at = (row: string, version: number) => ({ table: "webhook_endpoints", row, version });

/** The secrets of a webhook as they are stored. */
export const sealSecrets = (ring: KeyRing, { id, version }: { id: string; version: number }, secrets: Secrets) =>
  seal(ring, at(id, version), { ...secrets });

/** The secrets in clear, the newest first; none when the webhook is deleted. */
export function openSecrets(ring: KeyRing, endpoint: EndpointRow): string[] {
  const { webhookId, dataKey, keyVersion, version, secret, previousSecret } = endpoint;
  if (!dataKey || keyVersion === null) return [];
  const opened = unseal(ring, { ...at(webhookId, version), dataKey, keyVersion }, { secret, previousSecret });
  return [opened.secret, opened.previousSecret].filter((one) => one != null);
}
