import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from "graphql";
import { parse } from "secure-json-parse";
import { addressOf } from "../access/address.js";
import { APPOINTMENT_HEADER, appointmentOf } from "../access/appointment.js";
import { PURPOSE_HEADER, purposeOf } from "../access/purpose.js";
import type { Remembered } from "../access/remembered.js";
import { bearerOf, callerOf, type Verifier } from "../access/tokens.js";
import { admit } from "../graphql/admission.js";
import type { Exposure } from "../graphql/exposure.js";
import { type Admitted, type Entrant, EVERYBODY, type FastLane } from "../graphql/fast/lane.js";
import { whoOf } from "../graphql/identity.js";
import type { KnownDocuments } from "../graphql/known.js";
import { BASE_COST, type CostReport, type Meter, type Purse } from "../graphql/meter.js";
import { isRecord } from "../graphql/record.js";
import { languageOf } from "../graphql/text.js";
import type { FindText } from "../graphql/trusted.js";
import { bytesOf } from "./data.js";

export interface DirectOptions {
  schema: GraphQLSchema;
  exposure: Exposure;
  meter: Meter;
  findText: FindText;
  recall: Verifier["recall"];
  remembered: Remembered;
  documents: KnownDocuments;
  fastLane: FastLane;
}

/** An answer with status 200. */
export interface DirectAnswer {
  contentType: string;
  body: Buffer;
}

/**
 * Answers a POST to `/graphql` by what is known already: its document, whose token it brings, and a statement for all
 * that it asks. Null for every other request, of which then nothing is taken and nothing counted: the server answers it
 * in the usual way, and says what is wrong with it.
 */
export type Direct = (request: IncomingMessage, body: string) => Promise<DirectAnswer | null>;

/** Who asks, and whose bucket pays. */
interface Caller extends Entrant {
  purse: Purse;
}

export function createDirect(options: DirectOptions): Direct {
  const admittedOf = createReader(options);
  const findCaller = createCallers(options);
  const take = createTill(options);

  function enter(request: IncomingMessage, text: string) {
    try {
      const admitted = admittedOf(text);
      const caller = admitted && findCaller(request);
      const cost = caller && take(admitted, caller);
      return cost ? { admitted, caller, cost } : null;
    } catch {
      // It is refused in the same way once more, by what says so.
      return null;
    }
  }
  return async (request, text) => {
    const contentType = contentTypeOf(request.headers);
    const entered = contentType ? enter(request, text) : null;
    if (!contentType || !entered) return null;
    const { admitted, caller, cost } = entered;
    const data = await options.fastLane.answerWhole(admitted, caller);
    if (data) return { contentType, body: bytesOf(data, { cost }) };
    caller.purse.refund(cost.requested);
    return null;
  };
}

/** Finds the query that a body asks for, when its document is known: nobody's document is checked here for nothing. */
function createReader({ schema, findText, documents }: DirectOptions) {
  return (text: string): Admitted | null => {
    const asked = askedOf(text);
    const query = asked ? findText(asked) : undefined;
    const document = query === undefined ? undefined : documents.find(query);
    if (!asked || !document) return null;
    const operation = operationOf(document, asked.operationName);
    if (!operation) return null;
    return { schema, document, operation, variables: asked.variables ?? {} };
  };
}

/** Finds who asks: the public, or somebody who asked lately with the same token. */
function createCallers({ exposure, meter, recall, remembered }: DirectOptions) {
  return (request: IncomingMessage): Caller | null => {
    const { headers } = request;
    const address = addressOf(request, exposure.proxies);
    const language = languageOf(headers["accept-language"]);
    // What isn't a purpose is refused.
    purposeOf(headers[PURPOSE_HEADER]);
    const token = bearerOf(headers.authorization);
    if (!token) return { viewer: null, guard: EVERYBODY, language, purse: meter.purseOf(null, address) };
    const bearer = meter.mayTry(address) ? recall(token) : undefined;
    if (!bearer) return null;
    const { principal } = bearer;
    const known = remembered.find(whoOf(principal, appointmentOf(headers[APPOINTMENT_HEADER])));
    return known ? { ...known, language, purse: meter.purseOf(callerOf(principal), address) } : null;
  };
}

/** Takes what an operation costs, or nothing when that is refused. */
function createTill({ exposure }: DirectOptions) {
  return (admitted: Admitted, { purse, viewer }: Caller): CostReport | null => {
    purse.take(BASE_COST);
    try {
      return admit(admitted, { purse, isSignedIn: viewer !== null }, exposure);
    } catch {
      purse.refund(BASE_COST);
      return null;
    }
  };
}

interface Asked {
  query?: unknown;
  documentId?: unknown;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
}

function askedOf(text: string): Asked | null {
  const body: unknown = parse(text);
  if (!isRecord(body)) return null;
  const { query, documentId, operationName = null, variables = null, extensions = null } = body;
  if (operationName !== null && (typeof operationName !== "string" || !operationName)) return null;
  if (variables !== null && !isRecord(variables)) return null;
  if (extensions !== null && (!isRecord(extensions) || "persistedQuery" in extensions)) return null;
  return { query, documentId, operationName: operationName ?? undefined, variables: variables ?? undefined };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | null {
  const operation = getOperationAST(document, name);
  return operation?.operation === "query" ? operation : null;
}

const JSON_TYPE = "application/json; charset=utf-8";
const RESPONSE_TYPE = "application/graphql-response+json; charset=utf-8";

// What clients send; what else there is to negotiate is left to the usual way.
function contentTypeOf({ accept }: IncomingHttpHeaders): string | null {
  if (accept === undefined || accept === "*/*" || accept === "application/json") return JSON_TYPE;
  return /^application\/graphql-response\+json(, ?application\/json(;q=0\.\d)?)?$/.test(accept) ? RESPONSE_TYPE : null;
}
