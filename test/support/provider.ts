import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import OidcProvider from "oidc-provider";

export const AUDIENCE = "https://qorgan.example/graphql";
const CLIENT = { client_id: "control-room", client_secret: "only-of-this-test" };

export interface TokenWishes {
  /** The API that it is for. */
  audience?: string;
  algorithm?: string;
  seconds?: number;
}

/** A real OpenID provider on a port of its own. */
export interface Provider {
  issuer: string;
  /** What it calls the one who gets its tokens. */
  subject: string;
  /** A token that it gave by the grant client_credentials. */
  token(wishes?: TokenWishes): Promise<string>;
  /** A token signed with its key that it never gave. */
  forge(claims?: JWTPayload, header?: { alg?: string; typ?: string; kid?: string }): Promise<string>;
  /** Its keys, private. */
  keys(): JWK[];
  /** Takes the keys in use out of the published set and signs with new ones. */
  rotate(): Promise<void>;
  /** How often its keys were asked for. */
  asked(): number;
  stop(): Promise<void>;
  /** Comes back on the same address. */
  restart(): Promise<void>;
}

/** Starts one; `claims` go into each of its tokens. */
export async function startProvider(claims: object = {}): Promise<Provider> {
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  let keys = await makeKeys();
  let wishes: TokenWishes = {};
  let asked = 0;
  let answer: RequestListener;
  const serve = () => {
    answer = new OidcProvider(
      issuer,
      configure(keys, claims, () => wishes),
    ).callback();
  };
  const attach = () => {
    server.on("request", (request, response) => {
      if (request.url === "/jwks") asked++;
      answer(request, response);
    });
  };
  serve();
  attach();
  return {
    issuer,
    subject: CLIENT.client_id,
    async token(given = {}) {
      wishes = given;
      return requestToken(issuer, given.audience ?? AUDIENCE);
    },
    async forge(given = {}, header = {}) {
      const [key] = keys as [JWK];
      const now = Math.floor(Date.now() / 1_000);
      const payload = { iss: issuer, aud: AUDIENCE, sub: CLIENT.client_id, iat: now, exp: now + 600, ...given };
      const jwt = new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: key.kid, ...header });
      return jwt.sign(await importJWK(key, "RS256"));
    },
    keys: () => keys,
    async rotate() {
      keys = await makeKeys();
      serve();
    },
    asked: () => asked,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async restart() {
      server = await listen(port);
      attach();
    },
  };
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const makeKeys = () =>
  Promise.all(
    ["RS256", "ES256", "EdDSA"].map(async (alg): Promise<JWK> => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      return { ...(await exportJWK(privateKey)), kid: randomUUID(), use: "sig" };
    }),
  );

/** Nothing that the tests ask for is looked up again. */
class Forgetful {
  async find() {}
  async upsert() {}
}

const configure = (keys: JWK[], claims: object, wishes: () => TokenWishes) => ({
  adapter: Forgetful,
  ttl: { ClientCredentials: () => wishes().seconds ?? 600 },
  jwks: { keys },
  cookies: { keys: ["only-of-this-test"] },
  clients: [{ ...CLIENT, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] }],
  extraTokenClaims: () => claims,
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_: unknown, audience: string) => ({
        audience,
        scope: "",
        accessTokenFormat: "jwt",
        jwt: { sign: { alg: wishes().algorithm ?? "RS256" } },
      }),
    },
  },
});

async function requestToken(issuer: string, resource: string): Promise<string> {
  const { client_id, client_secret } = CLIENT;
  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", resource }),
  });
  const { access_token: token, ...rest } = (await response.json()) as { access_token?: string };
  if (token) return token;
  throw new Error(`The provider must give a token, but answers ${response.status} ${JSON.stringify(rest)}`);
}
