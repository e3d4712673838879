import type postgres from "postgres";
import type { Pool } from "./pool.js";

type Sql = postgres.Sql;
type Query = ReturnType<Sql["unsafe"]>;

/** A connection taken out of its pool. */
export interface Reserved {
  /** What Drizzle and `begin` send statements through. */
  client: Pick<Sql, "unsafe" | "options">;
  /** Gives the connection back and refuses what is sent later; one that was lost has left the pool by itself. */
  release(): void;
}

// One for all: a stack for each transaction that ends would cost more than its commit does here.
const ENDED = new Error("The transaction has ended.");

/** postgres.js's own handle of a connection: its `begin` watches it in the same way. */
interface Handle {
  onclose: ((error: Error) => void) | null;
}

/**
 * Takes a connection out of the pool. When it is lost (the server restarts, or ends an idle transaction), whatever
 * was sent on it fails: postgres.js's own `reserve` would leave it waiting for ever, or end the process at the next
 * write. `first` is the first statement, sent at once and not waited for.
 */
export async function reserve(pool: Pool, first: string): Promise<Reserved> {
  const inner = await pool.take();
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => {});
  let refusal: Error | undefined;
  let handle: Handle | undefined;
  const onexecute = (connection: Handle) => {
    handle = connection;
    connection.onclose = (error) => {
      refusal = error;
      lost.reject(error);
    };
    return true;
  };
  inner.unsafe(first, [], { onexecute } as object).catch(() => {});

  const send = (...query: Parameters<Sql["unsafe"]>) => {
    // Sent now and not when it is awaited: what is called first runs first.
    const sent = refusal ? null : inner.unsafe(...query).execute();
    const raced = <T>(answer: PromiseLike<T> | undefined) =>
      answer ? Promise.race([lost.promise, answer]) : Promise.reject<T>(refusal);
    return {
      values: () => raced(sent?.values()),
      // biome-ignore lint/suspicious/noThenProperty: a query of postgres.js is sent when it is awaited
      then: (...handlers: Parameters<Query["then"]>) => raced(sent ?? undefined).then(...handlers),
      catch: (...handlers: Parameters<Query["catch"]>) => raced(sent ?? undefined).catch(...handlers),
    };
  };
  return {
    client: { options: pool.sql.options, unsafe: send as unknown as Sql["unsafe"] },
    release() {
      if (refusal) return;
      // What an abandoned resolver still sends would run in the next request's transaction, under its viewer.
      refusal = ENDED;
      if (handle) handle.onclose = null;
      inner.release();
    },
  };
}
