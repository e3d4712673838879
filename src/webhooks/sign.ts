import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const BYTES = 32;

/** A new secret, in the form of Standard Webhooks. */
export const drawSecret = (): string => PREFIX + randomBytes(BYTES).toString("base64");

/** What is signed: the id of the message, when it is sent and its body. */
export interface Message {
  id: string;
  at: Date;
  body: Buffer;
}

/** The headers of Standard Webhooks, with a signature under each of the secrets. */
export function headersOf({ id, at, body }: Message, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const head = Buffer.from(`${id}.${timestamp}.`);
  const signatures = secrets.map((secret) => `v1,${signatureOf(Buffer.concat([head, body]), secret)}`);
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") };
}

const signatureOf = (signed: Buffer, secret: string) =>
  createHmac("sha256", Buffer.from(secret.slice(PREFIX.length), "base64"))
    .update(signed)
    .digest("base64");
