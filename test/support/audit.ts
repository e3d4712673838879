import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { createHeadKey } from "../../src/audit/head.js";
import { readHeads } from "../../src/audit/heads.js";
import { sealNext } from "../../src/audit/seal.js";
import { publishNext } from "../../src/audit/sealer.js";
import { auditEntries } from "../../src/audit/table.js";
import { type Verdict, verifyAudit } from "../../src/audit/verify.js";
import { type Database, maintain } from "../../src/db/database.js";
import { passHorizon } from "./barrier.js";
import type { Running } from "./start.js";

/** The entries about a thing or of an officer, in their order. */
export const entriesOf = (database: Database, { subjectId, actorId }: { subjectId?: string; actorId?: string }) =>
  maintain(database, ({ db }) => {
    const isAbout = subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId);
    const isBy = actorId === undefined ? undefined : eq(auditEntries.actorId, actorId);
    return db.select().from(auditEntries).where(and(isAbout, isBy)).orderBy(asc(auditEntries.seq));
  });

export type Audited = Pick<Running, "database" | "keys" | "auditHeads">;

/** What `qorgan audit verify` finds, with the heads that have been written. */
export async function verify({ database, keys, auditHeads }: Audited): Promise<Verdict> {
  const { heads } = await readHeads(auditHeads).catch(() => ({ heads: [] }));
  return verifyAudit({ database, isSigned: createHeadKey(keys.audit).isSigned, heads }, () => {});
}

/** Seals and publishes what was committed before, without waiting for a server to do it. */
export async function seal({ database, keys, auditHeads }: Audited, most?: number): Promise<void> {
  const sealing = { database, key: createHeadKey(keys.audit), sealer: randomUUID() };
  await passHorizon(database);
  // A server that seals at this moment is waited for by asking again.
  while ((await verifyAudit({ database, isSigned: () => true, heads: [] }, () => {})).unsealed) {
    await sealNext(most ? { ...sealing, most } : sealing);
  }
  await publishNext(sealing, auditHeads);
}
