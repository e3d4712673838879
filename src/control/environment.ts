import { type KeyRing, loadKeyRing } from "../access/keyring.js";
import { loadKeys } from "../access/keys.js";
import { createTokens, type Tokens } from "../access/tokens.js";
import { createHeadKey } from "../audit/head.js";
import type { Config } from "../config.js";
import type { Database } from "../db/database.js";
import type { AuditKeeping } from "./audit.js";

/** What a command works with; the same whether it runs in the server's process or in its own. */
export interface Environment {
  database: Database;
  /** Where it is, of PostgreSQL. */
  databaseUrl: string | undefined;
  demo: boolean;
  /** The local issuer, which exists in a demo without an OpenID provider only. */
  tokens: Tokens | null;
  audit: AuditKeeping;
  /** The keys of what is encrypted; fails in production without them, where few commands need them. */
  ring(): Promise<KeyRing>;
}

export type EnvironmentConfig = Pick<Config, "home" | "databaseUrl" | "demo" | "oidc" | "auditHeads" | "keyring">;

export async function createEnvironment(config: EnvironmentConfig, database: Database) {
  const { home, databaseUrl, demo, oidc, auditHeads } = config;
  const keys = await loadKeys(home);
  const tokens = demo && !oidc ? await createTokens(keys) : null;
  const audit = { key: createHeadKey(keys.audit), heads: auditHeads };
  return { database, databaseUrl, demo, tokens, audit, ring: () => loadKeyRing(config) } satisfies Environment;
}
