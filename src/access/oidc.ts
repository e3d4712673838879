import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { refuse } from "../graphql/errors.js";
import { say } from "../graphql/say.js";
import { REMEMBERED_MS, refuseToken, type Verify } from "./tokens.js";

/** The OpenID provider whose tokens are taken. */
export interface OidcSettings {
  /** As the provider's discovery names it, to the last character. */
  issuer: string;
  /** What this server is called in the tokens' `aud`. */
  audience: string;
  /** The claim that names the officer. */
  claim: string;
}

/** Told of each failed question to the provider, not of each token that it leaves unchecked. */
export type OnFault = (error: unknown) => void;

// Asymmetric only: with HS256 the published key would be a shared secret.
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
// Access tokens by RFC 9068, and those of providers that say JWT or nothing. Not, say, a logout token.
const TYPES: readonly unknown[] = ["at+jwt", "application/at+jwt", "jwt", undefined];
const CLOCK_TOLERANCE_S = 5;
// A token with an unknown key has the keys read anew, but no more often than this.
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;
const RETRY_MS = 2_000;

/** Checks the access tokens of an OpenID provider by its published keys, which it may change at any time. */
export function createOidc({ issuer, audience, claim }: OidcSettings, onFault: OnFault): Verify {
  const findKeys = createKeyFinder(issuer, onFault);
  const findKey: JWTVerifyGetKey = async (header, jws) => {
    requireType(header);
    return (await findKeys())(header, jws);
  };
  const rules = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_S,
    requiredClaims: ["exp", claim],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, findKey, rules);
      const expiresAt = (Number(payload.exp) + CLOCK_TOLERANCE_S) * 1_000;
      return { principal: { subject: subjectOf(payload, claim) }, expiresAt };
    } catch (error) {
      throw isOfToken(error) ? refuseToken(error, issuer) : refuseUnverifiable();
    }
  };
}

function subjectOf(payload: JWTPayload, claim: string): string {
  const subject = payload[claim];
  // PostgreSQL takes no zero character in a text.
  if (typeof subject === "string" && /^[^\0]{1,255}$/.test(subject)) return subject;
  throw new errors.JWTInvalid(`its claim ${claim} isn't a text of 1 to 255 characters`);
}

function requireType({ typ }: JWTHeaderParameters) {
  if (TYPES.includes(typ?.toLowerCase())) return;
  throw new errors.JWTInvalid("its type isn't that of an access token");
}

const OF_TOKEN = [
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
const isOfToken = (error: unknown) => OF_TOKEN.some((kind) => error instanceof kind);

const refuseUnverifiable = () =>
  refuse("TOKEN_UNVERIFIABLE", 503, say`The token can't be checked: its issuer doesn't answer. Try again soon.`);

/** Finds the keys by discovery: at once, so that the log says at the start what is wrong, and again until it works. */
function createKeyFinder(issuer: string, onFault: OnFault) {
  const ask = patient(askProvider, onFault);
  const discover = patient(async () => createKeys(await findKeysUrl(issuer), ask), onFault);
  let keys: ReturnType<typeof discover> | undefined;
  const find = () =>
    (keys ??= discover().catch((error) => {
      keys = undefined;
      throw error;
    }));
  find().catch(() => {});
  return find;
}

const createKeys = (url: URL, ask: typeof askProvider) =>
  createRemoteJWKSet(url, {
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: REMEMBERED_MS,
    timeoutDuration: TIMEOUT_MS,
    [customFetch]: ask,
  });

async function findKeysUrl(issuer: string): Promise<URL> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await askProvider(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
  const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  // A provider that speaks for another issuer could sign for it too.
  if (found.issuer !== issuer) {
    throw new Error(`QORGAN_OIDC_ISSUER must be what ${url} says, which is ${found.issuer}, but is ${issuer}`);
  }
  const keysUrl = new URL(String(found.jwks_uri));
  if (keysUrl.protocol === new URL(issuer).protocol || keysUrl.protocol === "https:") return keysUrl;
  throw new Error(`The jwks_uri of ${url} must be https, but is ${keysUrl}`);
}

async function askProvider(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status === 200) return response;
  throw new Error(`${url} must answer with 200, but answers with ${response.status}`);
}

/** After a failure fails at once for a while: a provider that is down must not be asked once a request. */
function patient<A extends unknown[], T>(work: (...args: A) => Promise<T>, onFault: OnFault) {
  let fault: { error: unknown; until: number } | undefined;
  return async (...args: A): Promise<T> => {
    if (fault && Date.now() < fault.until) throw fault.error;
    try {
      return await work(...args);
    } catch (error) {
      fault = { error, until: Date.now() + RETRY_MS };
      onFault(error);
      throw error;
    }
  };
}
