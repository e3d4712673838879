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

/** Sends one operation by POST. */
export async function post<Data>(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) } as Answer<Data>;
}
