import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { type Database, transact } from "../db/database.js";
import type { HeadKey } from "./head.js";
import { appendHeads } from "./heads.js";
import { BLOCK, headOf, type Sealing, sealNext, WORKER } from "./seal.js";
import { auditBlocks, auditPublished } from "./table.js";

/** The sealing of one process. */
export interface Sealer {
  /** Seals and publishes what has come, and stops. */
  close(): Promise<void>;
}

export interface SealerOptions {
  database: Database;
  key: HeadKey;
  /** Where heads are written: a file or a URL. */
  heads: string;
  onError: (error: unknown) => void;
  /** How long after an error heads are tried again, in milliseconds. */
  retryMs?: number;
}

// Half of the second within which an entry is to be sealed: the other half is for older writers to end.
const SEAL_MS = 500;
const RETRY_MS = 5_000;
const BATCH = 100;

/** Starts sealing. A head that can't be written holds up no block: it stays due until it is written. */
export function startSealer({ database, key, heads, onError, retryMs = RETRY_MS }: SealerOptions): Sealer {
  const sealing: Sealing = { database, key, sealer: randomUUID() };
  const sealer = repeat(() => sealAll(sealing), onError, SEAL_MS);
  const publisher = repeat(() => publishAll(sealing, heads), onError, retryMs);
  return {
    async close() {
      await sealer.close();
      await publisher.close();
    },
  };
}

async function sealAll(sealing: Sealing) {
  while ((await sealNext(sealing)) === BLOCK);
}

async function publishAll(sealing: Sealing, target: string) {
  while ((await publishNext(sealing, target)) === BATCH);
}

/** Writes the heads that are due; gives their number. A crash in between writes one twice, and never leaves one out. */
export async function publishNext({ database, sealer }: Sealing, target: string): Promise<number> {
  const due = await transact(database, WORKER, ({ db }) => {
    // Of another process only what it hasn't written for a while, or every head would be written by each of them.
    const orphaned = lt(auditBlocks.sealedAt, sql`now() - interval '10 seconds'`);
    return db
      .select()
      .from(auditBlocks)
      .leftJoin(auditPublished, eq(auditPublished.number, auditBlocks.number))
      .where(and(isNull(auditPublished.number), or(eq(auditBlocks.sealer, sealer), orphaned)))
      .orderBy(asc(auditBlocks.number))
      .limit(BATCH);
  });
  if (!due.length) return 0;
  // No transaction is open meanwhile: a slow receiver holds up nobody.
  const blocks = due.map(({ audit_blocks }) => audit_blocks);
  await appendHeads(target, blocks.map(headOf));
  const rows = blocks.map(({ number }) => ({ number }));
  await transact(database, WORKER, ({ db }) => db.insert(auditPublished).values(rows).onConflictDoNothing());
  return due.length;
}

/** Does the work again and again until it is closed, then once more; later after an error. */
function repeat(work: () => Promise<unknown>, onError: (error: unknown) => void, retryMs: number) {
  let closed = false;
  let pause = Promise.withResolvers<void>();
  async function run() {
    for (;;) {
      const last = closed;
      const ms = await work().then(
        () => SEAL_MS,
        (error) => {
          onError(error);
          return retryMs;
        },
      );
      if (last) return;
      const timer = setTimeout(pause.resolve, closed ? 0 : ms);
      await pause.promise;
      clearTimeout(timer);
      pause = Promise.withResolvers();
    }
  }
  const running = run();
  return {
    async close() {
      closed = true;
      pause.resolve();
      await running;
    },
  };
}
