import { errors, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import { refuse } from "../graphql/errors.js";
import type { Keys } from "./keys.js";

const ISSUER = "qorgan:local";
const AUDIENCE = "qorgan";
const ALGORITHM = "EdDSA";

/** Issues and checks the bearer tokens of the local issuer. A token names an officer and nothing else. */
export interface Tokens {
  issue(officerId: string, lifetime?: string): Promise<string>;
  /** The officer's id; `TOKEN_EXPIRED` or `TOKEN_INVALID` otherwise. */
  verify(token: string): Promise<string>;
}

export async function createTokens({ issuer }: Keys): Promise<Tokens> {
  const { d: _, ...open } = issuer as JWK & { d: string };
  const [privateKey, publicKey] = await Promise.all([importJWK(issuer, ALGORITHM), importJWK(open, ALGORITHM)]);
  const claims = { issuer: ISSUER, audience: AUDIENCE, algorithms: [ALGORITHM], requiredClaims: ["exp", "sub"] };
  return {
    issue: (officerId, lifetime = "30d") =>
      new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
        .setSubject(officerId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, claims);
        return payload.sub as string;
      } catch (error) {
        throw refusal(error);
      }
    },
  };
}

function refusal(error: unknown) {
  if (error instanceof errors.JWTExpired)
    return refuse("TOKEN_EXPIRED", 401, "The token must not be expired: get a new one.");
  const reason = error instanceof errors.JOSEError ? error.message : "it isn't a token";
  return refuse(
    "TOKEN_INVALID",
    401,
    `The token must be signed by this server's issuer (${ISSUER}), but it isn't: ${reason}.`,
  );
}

/** The token of an Authorization header, or null when there is none; `TOKEN_INVALID` when it isn't a bearer token. */
export function bearerOf(header: string | undefined): string | null {
  if (!header) return null;
  const [, token] = /^Bearer\s+(\S+)$/i.exec(header.trim()) ?? [];
  if (token) return token;
  throw refuse("TOKEN_INVALID", 401, "The header Authorization must be: Bearer <token>.");
}
