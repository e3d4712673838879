import type { FastifyRequest } from "fastify";
import type { KeyRing } from "./access/keyring.js";
import type { Keys } from "./access/keys.js";
import { bearerOf, createTokens } from "./access/tokens.js";
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
  config: Pick<Config, "host" | "port" | "demo" | "logLevel">;
  database: Database;
  keys: Keys;
  ring: KeyRing;
}

/** A running server. */
export interface App {
  /** Where it listens: `http://127.0.0.1:4000`. */
  url: string;
  /** Finishes what is under way, closes sockets, and stops listening. The database stays open. */
  close(): Promise<void>;
}

/** Starts a server: what `main.ts` and every test start. */
export async function createApp({ config, database, keys, ring }: AppOptions): Promise<App> {
  const schema = createSchema(modules);
  const tokens = await createTokens(keys);
  const http = createHttp(config.logLevel);
  const journal = await tailJournal({
    database,
    onError: (error) => http.log.error(error, "The journal can't be read"),
  });
  const openContext = (principal: string | null, language: Language) =>
    createContext({ database, domain, journal, ring, secret: keys.secret, principal, language });
  let stopping = false;
  // A connection that is kept alive behind the last answer would hold up the stop for five seconds.
  http.addHook("onSend", async (_, reply) => void (stopping && reply.header("connection", "close")));

  await serveGraphql(http, schema, async ({ headers }: FastifyRequest) => {
    const token = bearerOf(headers.authorization);
    return openContext(token && (await tokens.verify(token)), languageOf(headers["accept-language"]));
  });
  serveHealth(http, database, () => stopping);
  serveSockets(http, { schema, verify: tokens.verify, openContext });
  await registerPlayground(http, config.demo ? { demoTokens: () => findDemoTokens(database, tokens) } : {});
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
