import type { FastifyRequest } from "fastify";
import { refuse } from "../graphql/errors.js";
import { isRecord } from "../graphql/record.js";

/** An operation as a request asks for it. */
export interface Asked {
  query: string;
  documentId?: unknown;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

/** The operation of a POST's body or a GET's search, which are what GraphQL over HTTP makes them. */
export function askedBy({ method, body, url }: FastifyRequest): Asked {
  const given = method === "GET" ? readSearch(url) : body;
  if (!isRecord(given)) throw wrong("The body must be a JSON object.");
  const { query, documentId, variables, operationName } = given;
  if (query != null && typeof query !== "string") throw wrong("query must be a text.");
  if (variables != null && !isRecord(variables)) throw wrong("variables must be an object.");
  if (operationName != null && typeof operationName !== "string") throw wrong("operationName must be a text.");
  if (query == null && documentId == null) throw wrong("The request must have query or documentId.");
  return { query: query ?? "", documentId, variables, operationName };
}

function readSearch(url: string): Record<string, unknown> {
  const given = new URLSearchParams(url.split(/\?(.*)/s)[1]);
  const variables = given.get("variables");
  return { ...Object.fromEntries(given), variables: variables === null ? undefined : parse(variables) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong("variables must be JSON.");
  }
}

const wrong = (message: string) => refuse("BAD_REQUEST", 400, message);
