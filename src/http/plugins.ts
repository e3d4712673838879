import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { admit } from "../graphql/admission.js";
import type { Context } from "../graphql/context.js";
import { refuse, translate } from "../graphql/errors.js";
import type { Exposure } from "../graphql/exposure.js";
import type { CostReport, Purse } from "../graphql/meter.js";
import { say } from "../graphql/say.js";

/** The context of a request, and whose bucket pays for it. */
export type HttpContext = Context & { purse: Purse };

/** Counts what an operation costs before it runs, and says so in the answer. */
export const chargeCost = (exposure: Exposure): ApolloServerPlugin<HttpContext> => ({
  async requestDidStart() {
    let cost: CostReport | undefined;
    return {
      async didResolveOperation({ schema, document, operation, request, contextValue: { purse, viewer } }) {
        // Refused by the execution that follows.
        if (!operation) return;
        const variables = request.variables ?? {};
        cost = admit({ schema, document, operation, variables }, { purse, isSignedIn: viewer !== null }, exposure);
      },
      async willSendResponse({ response: { body } }) {
        if (!cost || body.kind !== "single") return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    };
  },
});

type Mask = (error: unknown) => GraphQLFormattedError;

/** Refuses what HTTP can't serve, and ends the context with the answer. */
export const requestLife = (mask: Mask): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      if (operation?.operation !== "subscription") return;
      const message = say`A subscription must come over the websocket (graphql-transport-ws) at /graphql, or to /graphql/stream.`;
      throw refuse("BAD_REQUEST", 400, message);
    },
    async didEncounterErrors({ errors, contextValue }) {
      for (const error of errors) translate(error, contextValue.language);
    },
    async willSendResponse({ contextValue, schema, document, response }) {
      try {
        // The answer is whole: what it was read from may end.
        await contextValue.close(document && { schema, document });
      } catch (error) {
        // What leaves a trace doesn't leave the server without it.
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
