import type { HeadKey } from "../audit/head.js";
import { isUrl, readHeads } from "../audit/heads.js";
import { type Verdict, verifyAudit } from "../audit/verify.js";
import type { Database } from "../db/database.js";
import type { Report } from "./commands.js";

/** With what the server signs the heads of the audit, and where it writes them. */
export interface AuditKeeping {
  key: HeadKey;
  heads: string;
}

export interface VerifyArgs {
  /** A file of published heads, instead of the one that the server writes. */
  heads?: string | undefined;
}

/** Compares the audit with itself, its signatures and its published heads. */
export async function verifyCommand(
  { database, audit }: { database: Database; audit: AuditKeeping },
  { heads }: VerifyArgs,
  { progress }: Report,
): Promise<Verdict> {
  const published = heads ? await readHeads(heads) : await readOwnHeads(audit.heads);
  return verifyAudit({ database, key: audit.key, heads: published }, progress);
}

async function readOwnHeads(target: string) {
  // A server that takes heads has no way to ask for them back.
  return isUrl(target) ? null : readHeads(target);
}
