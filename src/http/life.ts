import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse, GraphQLRequestListener } from "@apollo/server";
import { GraphQLError, type GraphQLFormattedError, type OperationDefinitionNode } from "graphql";
import { admit } from "../graphql/admission.js";
import { refuse, translate } from "../graphql/errors.js";
import type { Exposure } from "../graphql/exposure.js";
import type { Admitted, Answered, FastLane } from "../graphql/fast/lane.js";
import type { KnownDocuments } from "../graphql/known.js";
import type { CostReport } from "../graphql/meter.js";
import { say } from "../graphql/say.js";
import { joinAnswered, type Response, responseOf } from "./data.js";
import type { HttpContext } from "./plugins.js";

type Ending = GraphQLRequestContextWillSendResponse<HttpContext>;
type Mask = (error: unknown) => GraphQLFormattedError;

export interface LifeOptions {
  exposure: Exposure;
  mask: Mask;
  /** Undefined where everything is left to the guarded lane. */
  fastLane: FastLane | undefined;
  documents: KnownDocuments;
}

/**
 * Takes an operation from its admission to its answer: counts what it costs before it runs, has the fast lane answer
 * what it can, makes sure who asks before the rest is executed, and ends the context with the answer.
 */
export const requestLife = (options: LifeOptions): ApolloServerPlugin<HttpContext> => ({
  requestDidStart: async () => follow(options),
});

function follow({ exposure, mask, fastLane, documents }: LifeOptions): GraphQLRequestListener<HttpContext> {
  let cost: CostReport | undefined;
  let answered: Answered | null | undefined;
  let isRefused = false;
  const onRefusal = (error: unknown) => {
    isRefused = true;
    throw error;
  };
  return {
    async didResolveOperation(asked) {
      const { schema, document, operation, request, contextValue } = asked;
      // Without an operation it is refused by the execution that follows.
      if (operation) {
        const admitted = { schema, document, operation, variables: request.variables ?? {} };
        cost = admitTo(admitted, contextValue, exposure);
        documents.keep(asked.source, document);
        refuseSubscription(operation);
        answered = await fastLane?.answer(admitted, contextValue);
        Object.assign(asked, answered?.rest);
      }
      // A mutation is sure of it in the transaction in which it writes.
      if (operation?.operation !== "mutation") await contextValue.confirm().catch(onRefusal);
    },
    responseForOperation: async () => (answered && !answered.rest ? responseOf(answered) : null),
    async didEncounterErrors({ errors, contextValue }) {
      for (const error of errors) translate(error, contextValue.language);
    },
    async willSendResponse(ending) {
      if (isRefused) return ending.contextValue.close();
      if (answered?.rest) joinAnswered(ending.response, answered);
      addCost(ending.response, cost);
      await finish(ending, mask);
    },
  };
}

async function finish({ contextValue, schema, document, response }: Ending, mask: Mask) {
  try {
    // Also what is wrong with a document is told to those only who are still who they were.
    await contextValue.confirm();
    // The answer is whole: what it was read from may end.
    await contextValue.close(document && { schema, document });
  } catch (error) {
    // What leaves a trace doesn't leave the server without it.
    translate(error, contextValue.language);
    refuseWhole(response, error, mask);
  }
}

const admitTo = (admitted: Admitted, { purse, viewer }: HttpContext, exposure: Exposure): CostReport =>
  admit(admitted, { purse, isSignedIn: viewer !== null }, exposure);

function refuseSubscription({ operation }: OperationDefinitionNode) {
  if (operation !== "subscription") return;
  const message = say`A subscription must come over the websocket (graphql-transport-ws) at /graphql, or to /graphql/stream.`;
  throw refuse("BAD_REQUEST", 400, message);
}

function addCost({ body }: Response, cost: CostReport | undefined) {
  if (cost && body.kind === "single") body.singleResult.extensions = { ...body.singleResult.extensions, cost };
}

type Head = { status?: number; headers?: ReadonlyMap<string, string> };

function refuseWhole(response: Response, error: unknown, mask: Mask) {
  const { status = 500, headers = [] } = (error instanceof GraphQLError && (error.extensions.http as Head)) || {};
  response.body = { kind: "single", singleResult: { errors: [mask(error)] } };
  response.http.status = status;
  for (const [name, value] of headers) response.http.headers.set(name, value);
}
