import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
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
  const publisher = createPublisher(() => publishAll(sealing, heads), onError, retryMs);
  const sealer = repeat(async () => {
    await sealAll(sealing);
    publisher.publish();
  }, onError);
  return {
    async close() {
      await sealer.close();
      await publisher.close();
    },
  };
}

/** Publishes beside the sealing, once at a time; after an error not before `retryMs`. */
function createPublisher(work: () => Promise<void>, onError: (error: unknown) => void, retryMs: number) {
  let running: Promise<void> | undefined;
  let notBefore = 0;
  const run = () =>
    work().catch((error) => {
      onError(error);
      notBefore = performance.now() + retryMs;
    });
  return {
    publish() {
      if (running || performance.now() < notBefore) return;
      running = run().finally(() => (running = undefined));
    },
    async close() {
      await running;
      await run();
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
function repeat(work: () => Promise<void>, onError: (error: unknown) => void) {
  const closing = new AbortController();
  const attempt = () =>
    work().then(
      () => SEAL_MS,
      (error) => {
        onError(error);
        return RETRY_MS;
      },
    );
  async function run() {
    while (!closing.signal.aborted) {
      await setTimeout(await attempt(), undefined, { signal: closing.signal }).catch(() => {});
    }
    await attempt();
  }
  const running = run();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
