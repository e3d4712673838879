import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { onTestFinished } from "vitest";
import type { WebhookDoor } from "../../src/webhooks/door.js";

/** A context's door to webhooks, where none is made. */
export const noDoor = {} as WebhookDoor;

/** What a receiver was sent. */
export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body in the form of Standard Webhooks. */
  body: { type: string; timestamp: string; data: { data?: Record<string, Item>; errors?: unknown } };
  /** The first field of the result. */
  item: Item;
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into what they have asked for
type Item = any;

export type Answering = (received: Received, answer: ServerResponse) => void;

/** A system that can't hold a socket. */
export interface Receiver {
  url: string;
  /** Everything that came, in order. */
  all: Received[];
  /** The next one that wasn't taken out yet; the test fails when none comes. */
  next(): Promise<Received>;
  /** What it answers from now on; by default 204. */
  answer(answering: Answering): void;
  /** From now on it answers with a status. */
  say(status: number, headers?: Record<string, string>): void;
}

export async function startReceiver(): Promise<Receiver> {
  const all: Received[] = [];
  const waiting: Received[] = [];
  let wake = Promise.withResolvers<void>();
  let answering: Answering = (_, answer) => void answer.writeHead(204).end();
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const body = JSON.parse(text);
    const [item] = Object.values(body.data.data ?? {});
    const received = { id: String(request.headers["webhook-id"]), headers: request.headers, text, body, item };
    all.push(received);
    waiting.push(received);
    wake.resolve();
    answering(received, answer);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    all,
    async next() {
      // An event waits for the horizon, which PostgreSQL has for the whole server: other test files hold it back there.
      while (waiting.length === 0) {
        wake = Promise.withResolvers();
        const late = setTimeout(() => wake.reject(new Error("Nothing came within 25 s")), 25_000);
        await wake.promise.finally(() => clearTimeout(late));
      }
      return waiting.shift() as Received;
    },
    answer: (given) => void (answering = given),
    say: (status, headers) => void (answering = (_, answer) => void answer.writeHead(status, headers).end("said")),
  };
}

/** Whether a secret verifies what was received, as the package of Standard Webhooks says. */
export function verifies(secret: string, { headers, text }: Received): boolean {
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
