import postgres from "postgres";

type Options = NonNullable<Parameters<typeof postgres>[1]>;

/** Connections to one database under the same settings. */
export interface Pool {
  sql: postgres.Sql;
  /** Takes a connection out; fails when none can be made. */
  take(): Promise<postgres.ReservedSql>;
}

const ADMIN_SHUTDOWN = "57P01";

/**
 * Opens a pool. Of postgres.js's own `reserve`, one that waits while the server ends a connection would wait for ever
 * (porsager/postgres#1195): it is asked again at each such end, and whichever is answered first counts.
 */
export function openPool(url: string, options: Options): Pool {
  const waiting = new Set<() => void>();
  const askAgain = () => {
    for (const ask of waiting) ask();
  };
  // After postgres.js has handed the oldest one that waits to a reconnect that forgets it.
  const sql = postgres(url, { ...options, onclose: () => void setImmediate(askAgain) });

  const reserve = () =>
    sql.reserve().catch((error: { code?: string }) => {
      // postgres.js keeps the word with which the server ended a connection, and refuses the first query after the
      // reconnect with it.
      if (error.code !== ADMIN_SHUTDOWN) throw error;
      return sql.reserve();
    });

  function take() {
    const taken = Promise.withResolvers<postgres.ReservedSql>();
    let isDone = false;
    const done = () => {
      isDone = true;
      waiting.delete(ask);
    };
    function give(connection: postgres.ReservedSql) {
      if (isDone) return connection.release();
      done();
      taken.resolve(connection);
    }
    function refuse(error: unknown) {
      done();
      taken.reject(error);
    }
    const ask = () => void reserve().then(give, refuse);
    waiting.add(ask);
    ask();
    return taken.promise;
  }
  return { sql, take };
}
