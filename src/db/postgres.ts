import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { createBatch } from "./batch.js";
import type { Database, Drizzle, Role, Scope, Settings } from "./database.js";
import { openPool, type Pool } from "./pool.js";
import { createPreparing } from "./prepare.js";
import { type Reserved, reserve } from "./reserve.js";
import { holdsBy, setAll, setGuarded } from "./settings.js";
import { createTransaction, type StatementCache } from "./transaction.js";

const BEGIN = {
  read: "begin isolation level repeatable read read only",
  write: "begin isolation level read committed read write",
};
// The worker's: one each for the journal, the audit, the ledger and escalations, two for webhooks.
// None of these must wait for another.
const CONNECTIONS: Record<Role, number> = { qorgan_app: 10, qorgan_reader: 4, qorgan_worker: 6, qorgan_owner: 2 };
// No transaction with an xid may last: it would hold back every alert of the cluster (DESIGN.md section 5).
// The owner imports and maintains: between two of its statements a whole file may be parsed.
const idleBound = (role: Role) => (role === "qorgan_owner" ? 60_000 : 10_000);
const boundsOf = (role: Role) => ({
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: idleBound(role),
});
// Of a statement as large as a whole operation, planning or compiling it anew costs more than running it. Its values
// decide nothing that a plan goes by: what does stands in its text.
// And a row of a small table is looked up by its index: at the default cost of a page, which is that of a disk that
// turns, all 200 districts would be read for each row that names one.
const PLANNING = { plan_cache_mode: "force_generic_plan", jit: "off", random_page_cost: 1.1 };
const READER = { default_transaction_read_only: true, ...PLANNING };
const noop = () => {};
const UNGUARDED = Promise.resolve(true);

function createPool(url: string, role: Role) {
  const named = { role, TimeZone: "UTC", application_name: `qorgan ${role}` };
  const connection = { ...named, ...boundsOf(role), ...(role === "qorgan_reader" ? READER : {}) };
  return openPool(url, { max: CONNECTIONS[role], onnotice: noop, connection });
}

/** PostgreSQL 15 or newer: one pool per role, each connection under its role from the start. */
export async function connectPostgres(url: string): Promise<Database> {
  const statements = { count: 0 };
  const pools = new Map<Role, Pool>();
  // It reconnects by itself, and needs no types of parameters: reading them fails unheard when the server is down.
  const connection = { application_name: "qorgan listen" };
  const listener = postgres(url, { max: 1, fetch_types: false, onnotice: noop, connection });

  const poolOf = (role: Role) => {
    let pool = pools.get(role);
    if (!pool) pools.set(role, (pool = createPool(url, role)));
    return pool;
  };
  await checkRole(poolOf("qorgan_app"), "qorgan_app");

  return {
    kind: "postgres",
    statements,
    open: createOpen(poolOf, statements),
    ask: createAsk(() => poolOf("qorgan_reader"), statements),
    notify: async (channel) => void (await listener.notify(channel, "")),
    async listen(channel, onNotify) {
      const { unlisten } = await listener.listen(channel, onNotify, onNotify);
      return unlisten;
    },
    async close() {
      await Promise.all([...[...pools.values()].map(({ sql }) => sql), listener].map((sql) => sql.end({ timeout: 5 })));
    },
  };
}

/** Opens transactions; counts the statements of requests. */
function createOpen(poolOf: (role: Role) => Pool, statements: { count: number }) {
  const loggerOf = ({ role }: Scope) => ({ logQuery: () => void (role === "qorgan_app" && statements.count++) });
  const cache: StatementCache = new Map();
  const isWorthPreparing = createPreparing();
  return async (scope: Scope) => {
    const reserved = await reserve(poolOf(scope.role), BEGIN[scope.mode]);
    const bound = bind(prepareOften(reserved.client, isWorthPreparing), loggerOf(scope));
    const holds = enter(bound.client, scope);
    const { flush, drop } = bound.batch;
    const end = (commit: boolean) => {
      (commit ? flush : drop)();
      return finish(reserved, commit);
    };
    return createTransaction({ ...bound, holds, add: bound.batch.add, finish: end }, cache);
  };
}

// A plan takes some 300 bytes for each character of its statement, on each connection.
const ASKED = { most: 300, longest: 50_000, characters: 400_000 };

function createAsk(pool: () => Pool, statements: { count: number }): Database["ask"] {
  const isWorthPreparing = createPreparing(ASKED);
  return async (text, params) => {
    statements.count++;
    const prepare = isWorthPreparing(text);
    const [row = []] = await pool()
      .sql.unsafe(text, [...params] as never[], { prepare })
      .raw();
    return row as unknown as (Buffer | null)[];
  };
}

type Client = Reserved["client"];

function bind(direct: Client, logger: { logQuery(): void }) {
  const sendBy =
    ({ unsafe }: Client) =>
    (text: string, params: unknown[]) => {
      logger.logQuery();
      return unsafe(text, params as never[]).then(noop);
    };
  const batch = createBatch(sendBy(direct));
  const client: Client = {
    options: direct.options,
    unsafe(...query) {
      batch.flush();
      return direct.unsafe(...query);
    },
  };
  return {
    batch,
    client,
    db: drizzle(client as postgres.Sql, { logger }) as unknown as Drizzle,
    set: async (settings?: Settings) => sendSettings(client, settings),
    send: sendBy(client),
  };
}

const prepareOften = ({ options, unsafe }: Client, isWorthPreparing: (text: string) => boolean): Client => ({
  options,
  unsafe: (text, values, given) => {
    const isNamed = given?.prepare || !values?.length;
    return unsafe(text, values, isNamed ? given : { ...given, prepare: isWorthPreparing(text) });
  },
});

// Begin and settings aren't awaited: they leave in one write with the transaction's next statement.
// When one of them fails, the server refuses every later statement of the transaction, so nothing runs unguarded.
function sendSettings(client: Client, settings?: Settings) {
  const { text, params } = setAll(settings);
  client.unsafe(text, params as never[], { prepare: true }).catch(noop);
}

function enter(client: Client, { settings, guard }: Scope): Promise<boolean> {
  if (guard) {
    const { text, params } = setGuarded(settings ?? {}, guard);
    const holds = holdsBy(client.unsafe(text, params as never[], { prepare: true }));
    // Whoever doesn't ask meets the failure in what follows.
    holds.catch(noop);
    return holds;
  }
  // They end with their transaction: who has no viewer, as the tailer, has none to clear.
  if (settings) sendSettings(client, settings);
  return UNGUARDED;
}

async function finish({ client, release }: Reserved, commit: boolean) {
  // An answer doesn't wait for its rollback; whoever gets the connection next does.
  if (!commit) return void client.unsafe("rollback").catch(noop).finally(release);
  try {
    const { command } = await client.unsafe("commit");
    // PostgreSQL answers the commit of a failed transaction with ROLLBACK, without an error.
    if (command !== "COMMIT") throw new Error("The transaction was rolled back by the server.");
  } finally {
    release();
  }
}

async function checkRole({ sql }: Pool, role: Role) {
  const [row] = await sql<{ user: string; free: boolean }[]>`
    select current_user as user, rolsuper or rolbypassrls as free from pg_roles where rolname = current_user`;
  if (row?.user !== role || row.free) {
    throw new Error(`The pool must run as ${role}, which policies bind, but it runs as ${row?.user}.`);
  }
}
