import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Counts } from "../graphql/counts.js";
import type { Exposure } from "../graphql/exposure.js";
import type { FastLane } from "../graphql/fast/lane.js";
import type { KnownDocuments } from "../graphql/known.js";
import { LIMITS, limitRules } from "../graphql/limits.js";
import { type LogError, maskError } from "../graphql/mask.js";
import type { FindText } from "../graphql/trusted.js";
import { stringifyResult } from "./data.js";
import { secureAnswers } from "./headers.js";
import { requestLife } from "./life.js";
import { loggedError } from "./log.js";
import { type HttpContext, legacyStatus } from "./plugins.js";
import { closeSilent } from "./silence.js";
import { nameText } from "./texts.js";

/** Makes the context of a request; refuses a bad token, and a caller whose bucket is empty. */
export type OpenContext = (request: FastifyRequest) => Promise<HttpContext>;

export interface GraphqlOptions {
  schema: GraphQLSchema;
  counts: Counts;
  exposure: Exposure;
  findText: FindText;
  openContext: OpenContext;
  /** Undefined where everything is left to the guarded lane. */
  fastLane: FastLane | undefined;
  documents: KnownDocuments;
}

/** The HTTP server, without routes. A body over the limit is refused before it is read whole. */
export function createHttp(logLevel: string, exposure: Exposure): FastifyInstance {
  const app = Fastify({
    logger: { level: logLevel, serializers: { err: loggedError, error: loggedError } },
    bodyLimit: LIMITS.bodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
    // A mistyped parameter is refused, instead of being dropped so that the answer is about something else.
    ajv: { customOptions: { removeAdditional: false } },
  });
  // A form or a text is what a browser sends to another origin without asking first.
  app.removeContentTypeParser("text/plain");
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerUnknown);
  secureAnswers(app, exposure);
  closeSilent(app);
  return app;
}

/** Serves the schema at `/graphql`: POST, and GET for queries. */
export async function serveGraphql(app: FastifyInstance, options: GraphqlOptions) {
  const { schema, counts, exposure, findText, openContext, fastLane, documents } = options;
  const log: LogError = (details, message) => app.log.error(details, message);
  const mask = (error: unknown) => maskError(error, { log, counts, hints: exposure.hints });
  const server = new ApolloServer<HttpContext>({
    schema,
    // Refused by `admit`, which knows who asks.
    introspection: true,
    // Safe with bearer tokens only: no cookie or other credential is sent by a browser of its own accord.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...limitRules],
    formatError: (_, error) => mask(error),
    stringifyResult,
    plugins: [
      requestLife({ exposure, mask, fastLane, documents }),
      legacyStatus,
      ApolloServerPluginCacheControlDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
  });
  await server.start();
  await app.register(async (scope) => {
    scope.addHook("preHandler", nameText(findText));
    await scope.register(fastifyApollo(server), { path: "/graphql", context: closing(scope, openContext) });
  });
  return server;
}

/** Contexts that end with their request: Apollo refuses some after their context was made, and tells no plugin. */
function closing(scope: FastifyInstance, openContext: OpenContext): OpenContext {
  const contexts = new WeakMap<FastifyRequest, HttpContext>();
  const end = async (request: FastifyRequest) => contexts.get(request)?.close();
  scope.addHook("onResponse", end);
  scope.addHook("onRequestAbort", end);
  return async (request) => {
    const opened = await openContext(request);
    contexts.set(request, opened);
    return opened;
  };
}

const answerUnknown = ({ method, url }: FastifyRequest, reply: FastifyReply) =>
  reply.code(404).send({
    errors: [
      { message: `There is no ${method} ${url}: the API is POST /graphql.`, extensions: { code: "BAD_REQUEST" } },
    ],
  });

/** Every refusal before GraphQL has GraphQL's form too: a client reads errors in one way. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error(error, "A request met a fault");
  const { code, message } = describe(error, status, request);
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function describe(error: FastifyError, status: number, request: FastifyRequest) {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    const got = request.headers["content-length"];
    const message = `bodyBytes must be at most ${LIMITS.bodyBytes}, but the request has ${got ?? "more"}.`;
    return { code: "LIMIT_EXCEEDED", message };
  }
  if (status >= 500) return { code: "INTERNAL", message: `Internal error, reference ${request.id}` };
  const [wrong] = error.validation ?? [];
  return { code: "BAD_REQUEST", message: wrong ? sentenceOf(wrong, error.message) : error.message };
}

type Validation = NonNullable<FastifyError["validation"]>[number];

// The validator says that some values are allowed, and not which.
function sentenceOf({ keyword, instancePath, params }: Validation, otherwise: string): string {
  const name = instancePath.slice(1).replaceAll("/", ".");
  if (keyword === "enum") return `${name} must be one of ${(params.allowedValues as string[]).join(", ")}.`;
  if (keyword === "additionalProperties") return `There is no parameter ${params.additionalProperty}.`;
  return otherwise;
}
