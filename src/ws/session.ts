import { APPOINTMENT_HEADER, appointmentOf } from "../access/appointment.js";
import { PURPOSE_HEADER, purposeOf } from "../access/purpose.js";
import { callerOf, refuseExpired, type Verify } from "../access/tokens.js";
import type { Language } from "../graphql/catalogue.js";
import type { Context, OpenContext } from "../graphql/context.js";
import { refuse } from "../graphql/errors.js";
import { say } from "../graphql/say.js";
import { languageOf } from "../graphql/text.js";

/** Who is at the other end of a socket. */
export interface Session {
  /** Whom the token names, as callers are counted; null for the public. */
  caller: string | null;
  /** The same with the appointment that is acted under; null for the public. */
  acting: string | null;
  language: Language;
  /** What the client says of itself that may change an answer: language and purpose. */
  manner: string;
  /** When the token's time runs out, in milliseconds since 1970; infinite without a token. */
  readonly expiresAt: number;
  /** Opens a context of whoever it is; `TOKEN_EXPIRED` when the token's time has run out. */
  open(writes?: boolean): Promise<Context>;
  /** Goes on until the end of a new token; refuses one that doesn't name the same caller. */
  renew(token: string): Promise<void>;
}

/** What a client may send with `connection_init`. */
export type Params = {
  token?: unknown;
  authorization?: unknown;
  Authorization?: unknown;
  language?: unknown;
  [PURPOSE_HEADER]?: unknown;
  [APPOINTMENT_HEADER]?: unknown;
};

export interface SessionOptions {
  verify: Verify;
  openContext: OpenContext;
}

/** The session of a new socket; refuses a bad token, and an officer without an appointment in force. */
export async function openSession(
  { verify, openContext }: SessionOptions,
  params: Params,
  acceptLanguage = "",
): Promise<Session> {
  const token = tokenOf(params);
  const bearer = token ? await verify(token) : null;
  const caller = bearer && callerOf(bearer.principal);
  let expiresAt = bearer?.expiresAt ?? Number.POSITIVE_INFINITY;
  const language = languageOf(String(params.language ?? acceptLanguage));
  const purpose = purposeOf(params[PURPOSE_HEADER]);
  const appointment = appointmentOf(params[APPOINTMENT_HEADER]);
  const open = async (writes = false) => {
    // A socket that is being closed still hears its client, whose mutations must not run any more.
    if (Date.now() >= expiresAt) throw refuseExpired();
    return openContext({ principal: bearer?.principal ?? null, appointment, language, purpose, writes });
  };
  // The context finds the appointment: without one the socket is refused, and not each of its operations.
  await (await open()).close();
  return {
    ...{ caller, language, acting: caller && `${caller} ${appointment ?? ""}`, manner: `${language} ${purpose ?? ""}` },
    get expiresAt() {
      return expiresAt;
    },
    open,
    async renew(renewed) {
      const next = await verify(renewed);
      if (callerOf(next.principal) !== caller) throw refuseOther();
      // What is being closed for its old token must not begin to work again.
      if (Date.now() >= expiresAt) throw refuseExpired();
      expiresAt = next.expiresAt;
    },
  };
}

const refuseOther = () =>
  refuse("TOKEN_INVALID", 401, say`A renewed token must name whom the token of connection_init named, but doesn't.`);

/** The token of a payload, or null when there is none. */
export function tokenOf({ token, authorization, Authorization }: Params): string | null {
  const given = token ?? authorization ?? Authorization;
  return typeof given === "string" && given !== "" ? given.replace(/^Bearer\s+/i, "") : null;
}
