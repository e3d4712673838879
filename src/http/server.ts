import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest, LogController } from "fastify";
import type { GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Context } from "../graphql/context.js";
import { LIMITS, limitRules } from "../graphql/limits.js";
import { maskError } from "../graphql/mask.js";

/** Makes the context of a request; refuses a bad token. */
export type OpenContext = (request: FastifyRequest) => Promise<Context>;

/** The HTTP server, without routes. A body over the limit is refused before it is read whole. */
export function createHttp(logLevel: string): FastifyInstance {
  const app = Fastify({
    logger: { level: logLevel },
    bodyLimit: LIMITS.bodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
  });
  app.setErrorHandler(answerError);
  return app;
}

/** Serves the schema at `/graphql`: POST, and GET for queries. */
export async function serveGraphql(app: FastifyInstance, schema: GraphQLSchema, openContext: OpenContext) {
  const mask = (error: unknown) => maskError(error, (details, message) => app.log.error(details, message));
  const server = new ApolloServer<Context>({
    schema,
    introspection: true,
    // Safe with bearer tokens only: no cookie or other credential is sent by a browser of its own accord.
    csrfPrevention: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...limitRules],
    formatError: (_, error) => mask(error),
    plugins: [
      closeContext(mask),
      legacyStatus,
      ApolloServerPluginCacheControlDisabled(),
      fastifyApolloDrainPlugin(app),
    ],
  });
  await server.start();
  await app.register(fastifyApollo(server), { path: "/graphql", context: openContext });
  return server;
}

const closeContext = (mask: (error: unknown) => GraphQLFormattedError): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }) {
      try {
        // The answer is whole: what it was read from may end.
        await contextValue.close();
      } catch (error) {
        // What was read leaves a trace, or doesn't leave.
        response.body = { kind: "single", singleResult: { errors: [mask(error)] } };
        response.http.status = 500;
      }
    },
  }),
});

const REQUEST_ERRORS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "LIMIT_EXCEEDED",
  "UNKNOWN_KATO",
]);

// GraphQL over HTTP: application/json answers a well-formed request with 200 even when its document is wrong.
const legacyStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async willSendResponse({ request, response }) {
      const isNew = request.http?.headers.get("accept")?.includes("application/graphql-response+json");
      if (isNew || response.http.status !== 400 || response.body.kind !== "single") return;
      const { errors } = response.body.singleResult;
      if (errors?.every(({ extensions }) => REQUEST_ERRORS.has(String(extensions?.code)))) response.http.status = 200;
    },
  }),
};

/** Every refusal before GraphQL has GraphQL's form too: a client reads errors in one way. */
function answerError(error: FastifyError, request: FastifyRequest, reply: import("fastify").FastifyReply) {
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error(error);
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
  return { code: "BAD_REQUEST", message: error.message };
}
