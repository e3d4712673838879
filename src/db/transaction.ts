import type { SQL } from "drizzle-orm";
import type { Insert } from "./batch.js";
import type { Drizzle, Sendable, Settings, Statement, Transaction } from "./database.js";

/** What a driver gives for one reserved connection. */
export interface Connection {
  db: Drizzle;
  holds: Promise<boolean>;
  /** The driver's own client, which prepared statements are bound to. */
  client: unknown;
  /** Sends settings; on PostgreSQL they leave with the next statement and aren't waited for. */
  set(settings: Settings): Promise<void>;
  /** Sends a statement before whatever is sent later. */
  send(text: string, params: unknown[]): Promise<unknown>;
  /** Inserts a row before whatever is sent later. */
  add(insert: Insert): Promise<unknown>;
  finish(commit: boolean): Promise<void>;
}

/** Prepared statements by database: built once, then bound to each transaction's connection. */
export type StatementCache = Map<string, object>;

export function createTransaction(connection: Connection, cache: StatementCache): Transaction {
  const { db, client, holds } = connection;
  const sent: Promise<unknown>[] = [];
  function keep(sending: Promise<unknown>) {
    sending.catch(() => {});
    sent.push(sending);
  }
  const rows = async <Row>(query: SQL) => rowsOf(await db.execute(query)) as Row[];
  async function end(commit: boolean) {
    const ended = connection.finish(commit);
    ended.catch(() => {});
    // Why the transaction failed says the statement that failed first, not the commit.
    await Promise.all(sent);
    await ended;
  }
  return {
    db,
    holds,
    rows,
    run: (statement, values = {}) => bind(statement, db, client, cache).execute(values),
    send(statement) {
      const { sql: text, params } = textOf(db, statement);
      keep(connection.send(text, params));
    },
    add: (insert) => keep(connection.add(insert)),
    set: connection.set,
    commit: () => end(true),
    rollback: () => end(false),
  };
}

// `execute` builds its query and runs it only when it is waited for.
const textOf = (db: Drizzle, statement: Sendable) =>
  "toSQL" in statement ? statement.toSQL() : db.execute(statement).getQuery();

function bind<Row>(statement: Statement<Row>, db: Drizzle, client: unknown, cache: StatementCache) {
  let prepared = cache.get(statement.name);
  if (!prepared) cache.set(statement.name, (prepared = statement.build(db)));
  // Drizzle builds text and mapping once; only the client differs between connections.
  const bound = Object.assign(Object.create(Object.getPrototypeOf(prepared)), prepared, { client });
  return bound as ReturnType<Statement<Row>["build"]>;
}

// postgres.js gives the rows themselves, PGlite an object that holds them.
const rowsOf = (result: unknown): unknown[] =>
  Array.isArray(result) ? [...result] : (result as { rows: unknown[] }).rows;
