import { PassThrough, type Readable } from "node:stream";
import type { ExecutionResult } from "graphql";
import type { Line } from "../streams/line.js";

/** The body of an answer that is a stream of events. */
export interface Outbox {
  readonly body: Readable;
  /** The way of a stream's items. */
  readonly line: Line;
  /** Sends a result. */
  send(result: ExecutionResult): void;
  /** Ends the body with a last word. */
  end(text: string): void;
}

// Proxies give up what says nothing for a minute; an empty comment isn't an event.
const PING_MS = 12_000;
const COMMENT = ":\n\n";

/** The operation has ended: without it a client takes the end for a lost connection, and comes back. */
export const COMPLETE = "event: complete\ndata:\n\n";

/** A result in the form of an event. */
export const eventOf = (result: ExecutionResult) => eventOfText(JSON.stringify(result), null);

// A browser gives the cursor back as Last-Event-ID.
const eventOfText = (payload: string | Buffer, cursor: string | null) =>
  `${cursor === null ? "" : `id: ${cursor}\n`}event: next\ndata: ${payload}\n\n`;

export function createOutbox(): Outbox {
  const body = new PassThrough();
  const timer = setInterval(() => body.writableNeedDrain || body.write(COMMENT), PING_MS);
  body.once("close", () => clearInterval(timer));
  // Some browsers tell of the answer only when its body has begun.
  body.write(COMMENT);
  return {
    body,
    send: (result) => void (body.destroyed || body.write(eventOf(result))),
    line: {
      // The word that it was taken comes when whoever reads has made room.
      send: (payload, { cursor }, onTaken) =>
        body.destroyed ? onTaken?.(false) : body.write(eventOfText(payload, cursor), (error) => onTaken?.(!error)),
      buffered: () => body.writableLength + body.readableLength,
      isOpen: () => body.writable,
    },
    end: (text) => void (body.destroyed || body.end(text)),
  };
}
