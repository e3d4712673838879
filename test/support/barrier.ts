import { sql } from "drizzle-orm";
import { type Database, transact } from "../../src/db/database.js";
import { CHANNEL } from "../../src/journal/tail.js";

const OWNER = { role: "qorgan_owner", mode: "write" } as const;

/** A database that knows what the server is doing with it, so that tests wait for events and not for time. */
export function watch(database: Database) {
  let reads = 0;
  let open = 0;
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const check of waiting) check();
  };
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });

  const watched: Database = {
    ...database,
    async open(scope) {
      const isWorker = scope.role === "qorgan_worker";
      const isTailer = isWorker && scope.mode === "read";
      if (!isWorker) open++;
      const tx = await database.open(scope);
      const ended = () => {
        if (isTailer) reads++;
        else if (!isWorker) open--;
        setImmediate(changed);
      };
      return {
        ...tx,
        commit: () => tx.commit().finally(ended),
        rollback: () => tx.rollback().finally(ended),
      };
    },
  };

  /** Resolves when the journal's reader has passed all that was committed before, and its events were answered. */
  async function settle() {
    await passHorizon(database);
    // The read under way may have begun before the commit: the one after it has not.
    for (const before of [reads, reads + 1]) {
      await database.notify(CHANNEL);
      await until(() => reads > before);
    }
    await until(() => open === 0);
  }
  return { watched, settle };
}

/** Resolves when no older writer, also one of another test's database, holds back what was committed before. */
export async function passHorizon(database: Database) {
  const [own] = await transact(database, OWNER, (tx) =>
    tx.rows<{ xid: string }>(sql`select pg_current_xact_id()::text as xid`),
  );
  for (;;) {
    const [row] = await transact(database, { ...OWNER, mode: "read" }, (tx) =>
      tx.rows<{ passed: boolean }>(
        sql`select ${own?.xid}::text::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as passed`,
      ),
    );
    if (row?.passed) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
