import type { FastifyReply } from "fastify";
import type { ExecutionResult } from "graphql";
import type { Line } from "../streams/line.js";
import type { Ending } from "../streams/subscribe.js";
import { COMPLETE, createOutbox } from "./outbox.js";

/** What is sent: a stream, which sends its items by itself, or the one result of a query, a mutation or a refusal. */
export type Results = Ending | ExecutionResult;

/** One answer that stays open. */
export interface Run {
  /** The way of a stream's items. */
  readonly line: Line;
  /** Sends results as they come, and then the last word. */
  send(results: Results): Promise<void>;
  /** Ends it with another last word: what it has begun to send is sent. A client that doesn't read it is cut. */
  end(last: string): void;
}

const GRACE_MS = 2_000;

export function startRun(reply: FastifyReply): Run {
  const outbox = createOutbox();
  let items: Ending | undefined;
  let last: string | undefined;
  const stop = () => void items?.return(undefined);

  // A connection that is kept alive behind the last event would hold up the stop for a minute.
  reply.type("text/event-stream; charset=utf-8").header("connection", "close");
  // nginx would keep events back until it has enough of them.
  reply.header("x-accel-buffering", "no").send(outbox.body);
  whenClosed(reply, stop);
  return {
    line: outbox.line,
    async send(results) {
      if ("next" in results) {
        items = results;
        if (last !== undefined || reply.raw.closed) stop();
        await results.next();
      } else outbox.send(results);
      outbox.end(last ?? COMPLETE);
    },
    end(word) {
      last ??= word;
      stop();
      const timer = setTimeout(() => outbox.body.destroy(), GRACE_MS).unref();
      whenClosed(reply, () => clearTimeout(timer));
    },
  };
}

const closings = new WeakMap<FastifyReply, Promise<void>>();

/** Works when the answer has ended or its client has gone, also when that was before. */
export function whenClosed(reply: FastifyReply, work: () => void) {
  const closing = closings.get(reply) ?? closingOf(reply);
  closings.set(reply, closing);
  void closing.then(work);
}

// One listener for all: Node warns of more than ten, of which Fastify has some.
const closingOf = ({ raw }: FastifyReply) =>
  new Promise<void>((resolve) => {
    if (raw.closed || raw.destroyed) resolve();
    else raw.once("close", resolve);
  });
