import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Insert } from "./batch.js";

/** Drizzle bound to one transaction. */
export type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** The roles of the database; none can log in. What each may do stands in `drizzle/access.sql` and the policies. */
export type Role = "qorgan_owner" | "qorgan_app" | "qorgan_reader" | "qorgan_worker";

/** The settings that policies read, without their prefix `qorgan.`; what isn't given reads as null. */
export const SETTINGS = [
  ...(["principal", "subject", "role", "kato_from", "kato_to", "school"] as const),
  ...(["maintenance", "granting"] as const),
] as const;
export type Settings = Partial<Record<(typeof SETTINGS)[number], string>>;

/** Under which role and settings a transaction runs. */
export interface Scope {
  role: Role;
  mode: "read" | "write";
  settings?: Settings;
  /** What must hold under the settings: where it doesn't, every statement of the transaction fails. */
  guard?: SQL | undefined;
}

interface Prepared<Row> {
  execute(values?: Record<string, unknown>): Promise<Row[]>;
}

/** A statement that each connection plans once; `name` is its function's name, `build` ends in `.prepare(name)`. */
export interface Statement<Row> {
  name: string;
  build(db: Drizzle): Prepared<Row>;
}

/** A statement that Drizzle has built and not run. */
export type Sendable = { toSQL(): { sql: string; params: unknown[] } } | SQL;

/** One open transaction. It holds a connection until `commit` or `rollback`. */
export interface Transaction {
  readonly db: Drizzle;
  /** Whether the scope's guard holds, which is known when the first statement has answered. */
  readonly holds: Promise<boolean>;
  /** Runs a prepared statement on this transaction's connection. */
  run<Row>(statement: Statement<Row>, values?: Record<string, unknown>): Promise<Row[]>;
  /** Rows of a raw statement, as objects. Cast 64-bit numbers to text: the two drivers read them differently. */
  rows<Row>(query: SQL): Promise<Row[]>;
  /**
   * Sends a statement whose rows nobody needs: it leaves with the next one, before which it runs, and spares a round
   * trip. When it fails the transaction fails, and its commit or rollback gives the reason.
   */
  send(statement: Sendable): void;
  /** Adds a row in the same way. It may leave with rows of other tables in one statement: none of them sees another. */
  add(insert: Insert): void;
  /** Changes settings for the rest of the transaction. */
  set(settings: Settings): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** PostgreSQL or the embedded default, behind one interface: there is no way to run a statement outside a scope. */
export interface Database {
  readonly kind: "embedded" | "postgres";
  /** Statements of requests since the start; background work isn't counted. */
  readonly statements: { count: number };
  /** Opens a transaction; begin, role and settings leave with its first statement. */
  open(scope: Scope): Promise<Transaction>;
  /**
   * Sends one reading statement as `qorgan_reader`, in a transaction of its own, and gives its first row as text. The
   * statement says by itself who the viewer is: what it sets ends with it. One that comes again is prepared.
   */
  ask(text: string, params: readonly unknown[]): Promise<readonly (Buffer | null)[]>;
  /** Tells every process that listens on the channel, outside any transaction. */
  notify(channel: string): Promise<void>;
  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Runs work in one transaction: commits what it did, or rolls back when it throws. */
export const transact = async <T>(database: Database, scope: Scope, work: (tx: Transaction) => Promise<T>) =>
  complete(await database.open(scope), work);

/** The same in a transaction that is open already. */
export async function complete<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    const result = await work(tx);
    await tx.commit();
    return result;
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}

/** Work of the owner on everybody's rows (seeds, imports): FORCE binds the owner too unless it says so. */
export const maintain = <T>(database: Database, work: (tx: Transaction) => Promise<T>) =>
  transact(database, { role: "qorgan_owner", mode: "write", settings: { maintenance: "on" } }, work);
