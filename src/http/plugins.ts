import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../graphql/context.js";
import type { Purse } from "../graphql/meter.js";

/** The context of a request, and whose bucket pays for it. */
export type HttpContext = Context & { purse: Purse };

const REQUEST_ERRORS = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "INTROSPECTION_DISABLED",
  "LIMIT_EXCEEDED",
  "UNKNOWN_KATO",
]);

// GraphQL over HTTP: application/json answers a well-formed request with 200 even when its document is wrong.
export const legacyStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async willSendResponse({ request, response }) {
      const isNew = request.http?.headers.get("accept")?.includes("application/graphql-response+json");
      if (isNew || response.http.status !== 400 || response.body.kind !== "single") return;
      const { errors } = response.body.singleResult;
      if (errors?.every(({ extensions }) => REQUEST_ERRORS.has(String(extensions?.code)))) response.http.status = 200;
    },
  }),
};
