import type { FastifyReply, FastifyRequest } from "fastify";
import { type GraphQLError, getOperationAST, type OperationTypeNode } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { refuseExpired } from "../access/tokens.js";
import type { Log } from "../db/log.js";
import type { Counts } from "../graphql/counts.js";
import { inLanguage, refuse } from "../graphql/errors.js";
import { executeOnce, type FreshArgs } from "../graphql/execute.js";
import { say } from "../graphql/say.js";
import type { Line } from "../streams/line.js";
import { resumeAfter } from "../streams/resume.js";
import type { StreamArgs, Streams } from "../streams/subscribe.js";
import { createLives } from "../ws/life.js";
import { createPrepare, type OperationOptions, type Sender } from "../ws/operations.js";
import { askedBy } from "./ask.js";
import type { Caller } from "./gate.js";
import { COMPLETE, eventOf } from "./outbox.js";
import { type Results, type Run, startRun, whenClosed } from "./run.js";

export interface AnswerOptions extends OperationOptions {
  log: Log;
  counts: Counts;
  streams: Streams;
  mask(error: unknown): GraphQLError;
}

/** Makes what answers a request: it runs the operation and sends its results until the end. */
export function createAnswer({ log, counts, mask, streams, ...options }: AnswerOptions) {
  const prepare = createPrepare(options);
  const lives = createLives(log, "An event stream closed");
  const refusalOf = (error: GraphQLError) => eventOf({ errors: [mask(error)] }) + COMPLETE;

  return ({ session, address }: Caller, request: FastifyRequest, reply: FastifyReply): Run => {
    const count = lives.begin(reply);
    lives.name(reply, session.caller);
    whenClosed(reply, () => lives.end(reply, { address }));
    const { caller, acting, manner, language, open } = session;
    const context: Sender["context"] = {
      ...{ open, mask: inLanguage(language, mask), manner, caller: acting, delivered: count },
      line: laterLine(() => run.line),
      // Without its complete the client comes back with its last cursor.
      end: (code, reason) => run.end(code === 4403 ? refusalOf(refuse("TOKEN_INVALID", 401, reason)) : ""),
    };
    const sender: Sender = { principal: caller, address, running: 1, context };
    const work = perform(prepare(sender, askedBy(request) as SubscribePayload), request, streams);
    const run = startRun(reply);
    endAt(session.expiresAt, reply, () => run.end(refusalOf(refuseExpired())));
    const fail = (error: unknown) => {
      log.error({ error }, "An event stream met a fault");
      run.end("");
    };
    void work()
      .then((results) => run.send(results))
      .catch(fail);
    return run;
  };
}

/** A line that is known only when the operation has been prepared. */
const laterLine = (line: () => Line): Line => ({
  send: (...given) => line().send(...given),
  buffered: () => line().buffered(),
  isOpen: () => line().isOpen(),
});

/** What gives the results of an operation, or of its refusal. */
function perform(args: Prepared, request: FastifyRequest, streams: Streams): () => Promise<Results> {
  if (Array.isArray(args)) return async () => ({ errors: args });
  const kind = getOperationAST(args.document, args.operationName)?.operation;
  requireSafe(kind, request);
  const last = [request.headers["last-event-id"] ?? []].flat()[0];
  if (kind !== "subscription") return () => executeOnce(args as FreshArgs);
  return () => streams.subscribe((last ? resumeAfter(args, last) : args) as StreamArgs);
}
type Prepared = ReturnType<ReturnType<typeof createPrepare>>;

// A GET is what a browser repeats, and what a link or an image sends.
function requireSafe(kind: OperationTypeNode | undefined, { method }: FastifyRequest) {
  if (kind === "mutation" && method === "GET") throw refuse("BAD_REQUEST", 405, say`A mutation must come by POST.`);
}

// A longer timer would fire at once: such a stream is cut, and its client comes back.
const LONGEST_MS = 2 ** 31 - 1;

function endAt(expiresAt: number, reply: FastifyReply, end: () => void) {
  const timer = setTimeout(end, Math.min(expiresAt - Date.now(), LONGEST_MS)).unref();
  whenClosed(reply, () => clearTimeout(timer));
}
