import { type KeyRing, loadKeyRing } from "../access/keyring.js";
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
  /** The keys of what is encrypted; fails in production without them, where few commands need them. */
  ring(): Promise<KeyRing>;
}

export type EnvironmentConfig = Pick<Config, "home" | "demo" | "oidc" | "keyring">;

export async function createEnvironment(config: EnvironmentConfig, database: Database) {
  const { home, demo, oidc } = config;
  const tokens = demo && !oidc ? await createTokens(await loadKeys(home)) : null;
  return { database, demo, tokens, ring: () => loadKeyRing(config) } satisfies Environment;
}
