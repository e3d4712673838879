import { sql } from "drizzle-orm";
import { type Database, transact } from "../../src/db/database.js";
import { CHANNEL, type Journal } from "../../src/journal/tail.js";

const OWNER = { role: "qorgan_owner", mode: "write" } as const;

/** A database that knows what the server is doing with it, so that tests wait for events and not for time. */
export function watch(database: Database) {
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
    ask: (text, params) => database.ask(text, params),
    async open(scope) {
      open++;
      const tx = await database.open(scope);
      const ended = () => {
        open--;
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
  async function settle(journal: Journal) {
    const xid = await passHorizon(database);
    const passed = Promise.withResolvers<void>();
    const stop = journal.listen(({ horizon }) => void (horizon > xid && passed.resolve()));
    if (journal.tail().horizon <= xid) await database.notify(CHANNEL).then(() => passed.promise);
    stop();
    await until(() => open === 0);
  }
  return { database: watched, settle };
}

/**
 * Resolves when no older writer, also one of another test's database, holds back what was committed before, with the
 * number of a transaction that came after it.
 */
export async function passHorizon(database: Database): Promise<bigint> {
  const [own] = await transact(database, OWNER, (tx) =>
    tx.rows<{ xid: string }>(sql`select pg_current_xact_id()::text as xid`),
  );
  for (;;) {
    const [row] = await transact(database, { ...OWNER, mode: "read" }, (tx) =>
      tx.rows<{ passed: boolean }>(
        sql`select ${own?.xid}::text::xid8 < pg_snapshot_xmin(pg_current_snapshot()) as passed`,
      ),
    );
    if (row?.passed) return BigInt(own?.xid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
