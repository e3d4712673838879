import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type GraphQLFormattedError, print } from "graphql";

/** A document: text, or one of `operations.ts` with its types. */
export type Document<Data, Variables> = TypedDocumentNode<Data, Variables> | string;
export type Variables = object;
// biome-ignore lint/suspicious/noExplicitAny: the answer of a document in text has the shape that its test asked for
export type Untyped = any;

/** What the server answered. `data` is null when the whole request was refused. */
export interface Answer<Data> {
  status: number;
  data: Data;
  errors?: (GraphQLFormattedError & { extensions: Untyped })[];
}

export const textOf = <Data, V>(document: Document<Data, V>) =>
  typeof document === "string" ? document : print(document);

/** Sends one operation by POST and gives the answer whole, with its headers and extensions. */
export async function send(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    // Tests read what programmers read.
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Untyped };
}

/** Sends one operation by POST. What it cost depends on the moment, so it isn't part of the answer. */
export async function post<Data>(url: string, body: object, headers: Record<string, string> = {}) {
  const { status, body: answer } = await send(url, body, headers);
  const { data, errors } = answer as Answer<Data>;
  return { status, data, ...(errors ? { errors } : {}) } as Answer<Data>;
}
