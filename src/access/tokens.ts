import { hash } from "node:crypto";
import { errors, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import { refuse } from "../graphql/errors.js";
import { say } from "../graphql/say.js";
import type { Keys } from "./keys.js";

const ISSUER = "qorgan:local";
const AUDIENCE = "qorgan";
const ALGORITHM = "EdDSA";

/** An officer or a guardian, by prefixed id. */
export type Person = { officerId: string } | { guardianId: string };

/** Whom a token names: a person by id, or by what an OpenID provider calls them (the column `subject`). */
export type Principal = Person | { subject: string };

/** One text for each principal, by which callers are counted. */
export function callerOf(principal: Principal): string {
  if ("subject" in principal) return `subject ${principal.subject}`;
  return "officerId" in principal ? principal.officerId : principal.guardianId;
}

/** The person of a prefixed id. */
export const personOf = (id: string): Person => (id.startsWith("guardian_") ? { guardianId: id } : { officerId: id });

/** What a token says, and until when it says so (milliseconds since 1970). */
export interface Bearer {
  principal: Principal;
  expiresAt: number;
}

/** Whom a token names; refuses it with `TOKEN_EXPIRED`, `TOKEN_INVALID` or `TOKEN_UNVERIFIABLE`. */
export type Verify = (token: string) => Promise<Bearer>;

/** Issues and checks the bearer tokens of the local issuer. A token names a person and nothing else. */
export interface Tokens {
  issue(personId: string, lifetime?: string): Promise<string>;
  verify: Verify;
}

export async function createTokens({ issuer }: Keys): Promise<Tokens> {
  const { d: _, ...open } = issuer as JWK & { d: string };
  const [privateKey, publicKey] = await Promise.all([importJWK(issuer, ALGORITHM), importJWK(open, ALGORITHM)]);
  const claims = { issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], requiredClaims: ["exp", "sub"] };
  return {
    issue: (personId, lifetime = "30d") =>
      new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
        .setSubject(personId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, claims);
        return { principal: personOf(String(payload.sub)), expiresAt: Number(payload.exp) * 1_000 };
      } catch (error) {
        throw refuseToken(error, ISSUER);
      }
    },
  };
}

/** The refusal of a token that isn't the issuer's. */
export function refuseToken(error: unknown, issuer: string) {
  if (error instanceof errors.JWTExpired) return refuseExpired();
  const reason = error instanceof errors.JOSEError ? error.message : "it isn't a token";
  return refuse(
    "TOKEN_INVALID",
    401,
    say`The token must be signed by this server's issuer (${issuer}), but it isn't: ${reason}.`,
  );
}

export const refuseExpired = () => refuse("TOKEN_EXPIRED", 401, say`The token must not be expired: get a new one.`);

const KEPT = 10_000;
/** How long a checked token isn't checked again: a key that its issuer took back signs for no longer than this. */
export const REMEMBERED_MS = 300_000;

/** Checks tokens, and knows those that were checked lately. */
export interface Verifier {
  verify: Verify;
  /** What a token said that needn't be checked again yet. */
  recall(token: string): Bearer | undefined;
}

/** Remembers what tokens said, by the hash of their text, until they expire; the last ten thousand are kept. */
export function remember(verify: Verify): Verifier {
  const known = new Map<string, { bearer: Bearer; until: number }>();
  const find = (key: string) => {
    const found = known.get(key);
    if (found && Date.now() < found.until) return found.bearer;
    known.delete(key);
    return undefined;
  };
  return {
    recall: (token) => find(keyOf(token)),
    async verify(token) {
      const key = keyOf(token);
      const found = find(key);
      if (found) return found;
      const bearer = await verify(token);
      known.set(key, { bearer, until: Math.min(bearer.expiresAt, Date.now() + REMEMBERED_MS) });
      if (known.size > KEPT) known.delete(known.keys().next().value as string);
      return bearer;
    },
  };
}

const keyOf = (token: string) => hash("sha256", token, "base64url");

/** The token of an Authorization header, or null when there is none; `TOKEN_INVALID` when it isn't a bearer token. */
export function bearerOf(header: string | undefined): string | null {
  if (!header) return null;
  const [, token] = /^Bearer\s+(\S+)$/i.exec(header.trim()) ?? [];
  if (token) return token;
  throw refuse("TOKEN_INVALID", 401, say`The header Authorization must be: Bearer <token>.`);
}
