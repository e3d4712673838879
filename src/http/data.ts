import { type GraphQLRequestContextWillSendResponse, HeaderMap } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import { type Answered, DataText } from "../graphql/fast/lane.js";
import type { HttpContext } from "./plugins.js";

/** An answer as Apollo holds it until it is written. */
export type Response = GraphQLRequestContextWillSendResponse<HttpContext>["response"];

// Apollo looks at data as little as we do: it hands it on to what writes it.
const held = (text: DataText) => text as unknown as Record<string, unknown>;

/** The answer of an operation of which nothing is left to be executed. */
export const responseOf = (answered: Answered) => ({
  http: { status: undefined, headers: new HeaderMap() },
  body: { kind: "single" as const, singleResult: { data: held(answered.join({})) } },
});

/** Puts what the fast lane answered beside what was executed. */
export function joinAnswered({ body }: Response, answered: Answered): void {
  // A non-null field that failed takes all the data with it, as it would alone.
  if (body.kind !== "single" || !body.singleResult.data) return;
  body.singleResult.data = held(answered.join(body.singleResult.data));
}

/** Writes an answer as Apollo would, but for data that is text already. */
export function stringifyResult({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!(data instanceof DataText)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors ? `"errors":${JSON.stringify(errors)},` : "";
  return `{${before}"data":${data}${behind(extensions)}`;
}

const BEFORE = Buffer.from('{"data":');

/** The bytes of an answer whose data is text and without errors. */
export const bytesOf = ({ pieces }: DataText, extensions: object): Buffer =>
  Buffer.concat([BEFORE, ...pieces, Buffer.from(behind(extensions))]);

const behind = (extensions: object | undefined) =>
  `${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ""}}\n`;
