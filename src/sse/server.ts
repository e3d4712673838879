import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { GraphQLError } from "graphql";
import type { Counts } from "../graphql/counts.js";
import { type LogError, maskError } from "../graphql/mask.js";
import type { OperationOptions } from "../ws/operations.js";
import { createAnswer } from "./answer.js";
import { createGate, type GateOptions } from "./gate.js";
import { type Run, whenClosed } from "./run.js";

export interface EventOptions extends OperationOptions, GateOptions {
  counts: Counts;
}

/**
 * Serves the schema over Server-Sent Events at `/graphql/stream`, in the distinct connections mode of graphql-sse: a
 * request for each operation. Its own handler keeps any number of items for a client that doesn't read them.
 */
export function serveEvents(app: FastifyInstance, options: EventOptions) {
  const { exposure, counts } = options;
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
      const run = answer(await enter(request, reply), request, reply);
      runs.add(run);
      whenClosed(reply, () => runs.delete(run));
      return reply;
    },
  });
  app.addHook("preClose", async () => {
    for (const run of runs) run.end(comeBack());
  });
}

// Whoever was cut by a stop comes back by chance, not all at once.
const comeBack = () => `retry: ${1_000 + Math.round(4_000 * Math.random())}\n\n`;

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
