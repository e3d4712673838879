import { PassThrough, type Readable } from "node:stream";
import type { ExecutionResult } from "graphql";

/** The body of an answer that is a stream of events. */
export interface Outbox {
  readonly body: Readable;
  /** Sends a result; resolves when there is room for the next one, which isn't read before. */
  send(result: ExecutionResult, id: string | null): Promise<void>;
  /** Ends the body with a last word. */
  end(text: string): void;
}

// Proxies give up what says nothing for a minute; an empty comment isn't an event.
const PING_MS = 12_000;
const COMMENT = ":\n\n";

/** The operation has ended: without it a client takes the end for a lost connection, and comes back. */
export const COMPLETE = "event: complete\ndata:\n\n";

/** A result in the form of an event, with the cursor that a browser gives back as Last-Event-ID. */
export const eventOf = (result: ExecutionResult, id: string | null = null) =>
  `${id === null ? "" : `id: ${id}\n`}event: next\ndata: ${JSON.stringify(result)}\n\n`;

export function createOutbox(): Outbox {
  const body = new PassThrough();
  const timer = setInterval(() => body.writableNeedDrain || body.write(COMMENT), PING_MS);
  body.once("close", () => clearInterval(timer));
  // Some browsers tell of the answer only when its body has begun.
  body.write(COMMENT);
  return {
    body,
    async send(result, id) {
      if (!body.destroyed && !body.write(eventOf(result, id))) await room(body);
    },
    end: (text) => void (body.destroyed || body.end(text)),
  };
}

/** Waits until the body takes more, or nobody reads it any more. */
function room(body: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      body.off("drain", done).off("close", done);
      resolve();
    };
    body.on("drain", done).on("close", done);
  });
}
