import { type DocumentNode, type ExecutionArgs, type GraphQLError, type GraphQLSchema, getOperationAST } from "graphql";
import type { SubscribePayload } from "graphql-ws";
import { admit } from "../graphql/admission.js";
import { refusal } from "../graphql/errors.js";
import { createDocuments } from "../graphql/documents.js";
import type { Exposure } from "../graphql/exposure.js";
import { LIMITS } from "../graphql/limits.js";
import { BASE_COST, type Meter } from "../graphql/meter.js";
import { say } from "../graphql/say.js";
import type { FindText } from "../graphql/trusted.js";
import type { Crowd } from "./crowd.js";
import type { StreamContext } from "../streams/subscriber.js";


export interface OperationOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  crowd: Crowd;
  findText: FindText;
}

/** Whoever sent an operation, and what else runs on the same socket, the new one counted. */
export interface Sender {
  principal: string | null;
  address: string;
  running: number;
  context: Omit<StreamContext, "cost" | "spend">;
}

/** Makes what is executed of a message that asks for an operation, or gives the errors of its refusal. */
export function createPrepare({ schema, exposure, meter, crowd, findText }: OperationOptions) {
  const findDocument = createDocuments(schema);

  function prepare(sender: Sender, payload: SubscribePayload): ExecutionArgs | GraphQLError[] {
    const { principal, address, running, context } = sender;
    const purse = meter.purseOf(principal, address);
    requireRoom("subscriptions", LIMITS.subscriptions, running);
    const most = meter.bounds.subscriptionsPerViewer;
    requireRoom("subscriptionsPerViewer", most, crowd.countOf(principal ?? address, most));
    purse.take(BASE_COST);
    const { document, errors } = findDocument(textOf(payload, findText));
    if (errors) return errors.map(context.mask);
    const variables = payload.variables ?? {};
    const operation = operationOf(document, payload.operationName);
    const cost = admit({ schema, document, operation, variables }, { purse, isSignedIn: principal !== null }, exposure);
    // A socket's queries and mutations are few: resolvers answer them, and the fast lane is HTTP's.
    const contextValue: StreamContext = { ...context, cost, spend: purse.spend };
    return { schema, document, operationName: payload.operationName, variableValues: variables, contextValue };
  }

  // A throw from graphql-ws's hook would close the whole socket with 4500, so errors are returned.
  return (sender: Sender, payload: SubscribePayload): ExecutionArgs | GraphQLError[] => {
    try {
      return prepare(sender, payload);
    } catch (error) {
      return [sender.context.mask(error)];
    }
  };
}

// The protocol wants a query in every message: with an id it is empty. The id may stand in the extensions too, which
// clients pass through as they are.
function textOf(payload: SubscribePayload, findText: FindText): string {
  const { documentId = payload.extensions?.documentId } = payload as SubscribePayload & { documentId?: unknown };
  return findText({ query: payload.query, documentId }) ?? "";
}

function operationOf(document: DocumentNode, name: string | null | undefined) {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  const message = "operationName must name one of the document's operations when it has several.";
  throw refusal(message, { code: "OPERATION_RESOLUTION_FAILURE" });
}

function requireRoom(limit: string, bound: number, got: number) {
  if (got <= bound) return;
  const message =
    limit === "subscriptions"
      ? say`${limit} must be at most ${bound} on a socket, but it has ${got}.`
      : say`${limit} must be at most ${bound} on all sockets, but the viewer has ${got}.`;
  throw refusal(message, { code: "LIMIT_EXCEEDED", limit, bound, got });
}
