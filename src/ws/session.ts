import { PURPOSE_HEADER, type Purpose, purposeOf } from "../access/purpose.js";
import type { Context } from "../graphql/context.js";
import type { Language } from "../graphql/enums.js";
import { languageOf } from "../graphql/text.js";

/** Who is at the other end of a socket. */
export interface Session {
  principal: string | null;
  language: Language;
  purpose: Purpose | null;
}

/** What a client may send with `connection_init`. */
export type Params = {
  token?: unknown;
  authorization?: unknown;
  Authorization?: unknown;
  language?: unknown;
  [PURPOSE_HEADER]?: unknown;
};

export interface SessionOptions {
  /** The officer that a token names; refuses a bad one. */
  verify(token: string): Promise<string>;
  openContext(principal: string | null, language: Language, purpose: Purpose | null): Promise<Context>;
}

/** The session of a new socket; refuses a bad token, and an officer without an appointment in force. */
export async function openSession({ verify, openContext }: SessionOptions, params: Params, acceptLanguage = "") {
  const token = tokenOf(params);
  const principal = token && (await verify(token));
  const language = languageOf(String(params.language ?? acceptLanguage));
  const purpose = purposeOf(params[PURPOSE_HEADER]);
  // The context finds the appointment: without one the socket is refused, and not each of its operations.
  await (await openContext(principal, language, purpose)).close();
  return { principal, language, purpose };
}

function tokenOf({ token, authorization, Authorization }: Params): string | null {
  const given = token ?? authorization ?? Authorization;
  return typeof given === "string" && given !== "" ? given.replace(/^Bearer\s+/i, "") : null;
}
