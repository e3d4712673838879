import type { FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { isRecord } from "../graphql/record.js";
import type { FindText } from "../graphql/trusted.js";

/** Puts the text of a document that is named by `documentId` in its place: in a POST's body, or a GET's search. */
export const nameText = (findText: FindText) => async (request: FastifyRequest, reply: FastifyReply) => {
  try {
    if (request.method === "GET") replaceSearch(request, findText);
    else if (isRecord(request.body)) replaceBody(request.body, findText);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { http, ...extensions } = error.extensions as { http: { status: number } };
    return reply.code(http.status).send({ errors: [{ message: error.message, extensions }] });
  }
};

function replaceSearch({ raw }: FastifyRequest, findText: FindText) {
  const [path, search] = (raw.url ?? "").split(/\?(.*)/s);
  const given = new URLSearchParams(search);
  const text = findText({ query: given.get("query"), documentId: given.get("documentId") });
  if (text === undefined || !given.has("documentId")) return;
  given.set("query", text);
  // Apollo reads the search of the request, which nothing else does after this.
  raw.url = `${path}?${given}`;
}

function replaceBody(body: Record<string, unknown>, findText: FindText) {
  const text = findText(body);
  if (body.documentId != null) body.query = text;
}
