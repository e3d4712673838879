import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { GraphQLError } from "graphql";
import type { Counts } from "../graphql/counts.js";
import { type LogError, maskError } from "../graphql/mask.js";
import type { Streams } from "../streams/subscribe.js";
import { type Drain, requireRunning } from "../ws/drain.js";
import type { OperationOptions } from "../ws/operations.js";
import { createAnswer } from "./answer.js";
import { createGate, type GateOptions } from "./gate.js";
import { type Run, whenClosed } from "./run.js";

export interface EventOptions extends OperationOptions, GateOptions {
  counts: Counts;
  streams: Streams;
  drain: Drain;
}

/**
 * Serves the schema over Server-Sent Events at `/graphql/stream`, in the distinct connections mode of graphql-sse: a
 * request for each operation. Its own handler keeps any number of items for a client that doesn't read them.
 */
export function serveEvents(app: FastifyInstance, options: EventOptions) {
  const { exposure, counts, drain } = options;
  const log: LogError = (details, message) => app.log.error(details, message);
  const mask = (error: unknown) => {
    const { message, extensions } = maskError(error, { log, counts, hints: exposure.hints });
    return new GraphQLError(message, { extensions });
  };
  const enter = createGate(options);
  const answer = createAnswer({ ...options, log: app.log, mask });
  const runs = new Set<Run>();
  app.route({
    method: ["GET", "POST"],
    url: "/graphql/stream",
    exposeHeadRoute: false,
    errorHandler: (error, _, reply) => answerRefusal(error, mask, reply),
    async handler(request, reply) {
      requireRunning(drain);
      const caller = await enter(request, reply);
      // The stop may have begun meanwhile: nothing would end this stream.
      requireRunning(drain);
      const run = answer(caller, request, reply);
      runs.add(run);
      whenClosed(reply, () => runs.delete(run));
      return reply;
    },
  });
  drain.add(() => [...runs].map((run) => (waitMs) => run.end(`retry: ${waitMs}\n\n`)));
}

type Refused = FastifyError | GraphQLError;

/** What is refused before the stream begins is told as HTTP tells it. */
function answerRefusal(error: Refused, mask: (error: unknown) => GraphQLError, reply: FastifyReply) {
  // A body that isn't JSON, or is too large, is refused as everywhere.
  if (!(error instanceof GraphQLError)) return reply.send(error);
  const { status = 400, headers = new Map() } = (error.extensions.http ?? {}) as Http;
  const { message, extensions } = mask(error);
  for (const [name, value] of headers) reply.header(name, value);
  return reply.code(status).send({ errors: [{ message, extensions }] });
}
type Http = { status?: number; headers?: Map<string, string> };
