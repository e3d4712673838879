import { loadKeys } from "../access/keys.js";
import { createTokens, type Tokens } from "../access/tokens.js";
import type { Config } from "../config.js";
import type { Database } from "../db/database.js";

/** What a command works with; the same whether it runs in the server's process or in its own. */
export interface Environment {
  database: Database;
  demo: boolean;
  /** The local issuer, which exists in a demo without an OpenID provider only. */
  tokens: Tokens | null;
}

export type EnvironmentConfig = Pick<Config, "home" | "demo" | "oidc">;

export async function createEnvironment({ home, demo, oidc }: EnvironmentConfig, database: Database) {
  const tokens = demo && !oidc ? await createTokens(await loadKeys(home)) : null;
  return { database, demo, tokens } satisfies Environment;
}
