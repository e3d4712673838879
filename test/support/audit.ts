import { createHeadKey } from "../../src/audit/head.js";
import { readHeads } from "../../src/audit/heads.js";
import { type Verdict, verifyAudit } from "../../src/audit/verify.js";
import type { Running } from "./start.js";

export type Audited = Pick<Running, "database" | "keys" | "auditHeads">;

/** What `qorgan audit verify` finds, with the heads that the server has written. */
export async function verify({ database, keys, auditHeads }: Audited): Promise<Verdict> {
  const heads = await readHeads(auditHeads).catch(() => []);
  return verifyAudit({ database, key: createHeadKey(keys.audit), heads }, () => {});
}

/** Resolves with the verdict when everything that was committed is sealed, and every head is outside. */
export async function verifySealed(server: Audited): Promise<Verdict> {
  for (;;) {
    const verdict = await verify(server);
    if (verdict.unsealed === 0 && verdict.heads === verdict.blocks) return verdict;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
