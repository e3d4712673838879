import type { FastifyRequest } from "fastify";
import type { Keys } from "./access/keys.js";
import { createOidc, type OidcSettings, type OnFault } from "./access/oidc.js";
import { bearerOf, createTokens, type Principal, remember, type Tokens, type Verify } from "./access/tokens.js";
import type { Config } from "./config.js";
import type { Database } from "./db/database.js";
import { createContext } from "./graphql/context.js";
import type { Language } from "./graphql/enums.js";
import { createSchema } from "./graphql/schema.js";
import { languageOf } from "./graphql/text.js";
import { serveHealth } from "./http/health.js";
import { registerPlayground } from "./http/playground.js";
import { createHttp, serveGraphql } from "./http/server.js";
import { tailJournal } from "./journal/tail.js";
import { findDemoTokens } from "./modules/agencies/demo.js";
import { domain, modules } from "./modules/index.js";
import { serveSockets } from "./ws/server.js";

export interface AppOptions {
  config: Pick<Config, "host" | "port" | "demo" | "oidc" | "logLevel">;
  database: Database;
  keys: Keys;
}

/** A running server. */
export interface App {
  /** Where it listens: `http://127.0.0.1:4000`. */
  url: string;
  /** Finishes what is under way, closes sockets, and stops listening. The database stays open. */
  close(): Promise<void>;
}

/** Starts a server: what `main.ts` and every test start. */
export async function createApp({ config, database, keys }: AppOptions): Promise<App> {
  const schema = createSchema(modules);
  const http = createHttp(config.logLevel);
  const { verify, tokens } = await createVerify(config.oidc, keys, (error) =>
    http.log.error(error, "The OpenID provider can't be asked"),
  );
  const journal = await tailJournal({
    database,
    onError: (error) => http.log.error(error, "The journal can't be read"),
  });
  const openContext = (principal: Principal | null, language: Language) =>
    createContext({ database, domain, journal, secret: keys.secret, principal, language });
  let stopping = false;
  // A connection that is kept alive behind the last answer would hold up the stop for five seconds.
  http.addHook("onSend", async (_, reply) => void (stopping && reply.header("connection", "close")));

  await serveGraphql(http, schema, async ({ headers }: FastifyRequest) => {
    const token = bearerOf(headers.authorization);
    return openContext(token ? (await verify(token)).principal : null, languageOf(headers["accept-language"]));
  });
  serveHealth(http, database, () => stopping);
  serveSockets(http, { schema, verify, openContext });
  await registerPlayground(http, config.demo && tokens ? { demoTokens: () => findDemoTokens(database, tokens) } : {});
  const url = await http.listen({ host: config.host, port: config.port });
  return {
    url,
    async close() {
      stopping = true;
      await http.close();
      await journal.close();
    },
  };
}

type Verifying = { verify: Verify; tokens?: Tokens };

// A provider's word is the only one: beside it there is no local issuer.
async function createVerify(oidc: OidcSettings | undefined, keys: Keys, onFault: OnFault): Promise<Verifying> {
  if (oidc) return { verify: remember(createOidc(oidc, onFault)) };
  const tokens = await createTokens(keys);
  return { verify: remember(tokens.verify), tokens };
}
