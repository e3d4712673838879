import { EventEmitter } from "node:events";
import { PGlite, type Transaction as PgliteTransaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { Insert } from "./batch.js";
import type { Database, Drizzle, Scope, Settings } from "./database.js";
import { migrateEmbedded } from "./migrate.js";
import { holdsBy, setAll, setGuarded, type Text } from "./settings.js";
import { createTransaction, type StatementCache } from "./transaction.js";

const MODE = {
  read: "set transaction isolation level repeatable read, read only",
  write: "set transaction isolation level read committed, read write",
};

export interface EmbeddedOptions {
  /** Folder of the data, or undefined to keep it in memory. */
  directory?: string;
  /** A dumped data directory to start from. */
  load?: Blob;
}

/** PostgreSQL in this process, migrated. It is one superuser session: `open` takes the role, and transactions queue. */
export async function openEmbedded({ directory, load }: EmbeddedOptions = {}) {
  const pg = await PGlite.create({ dataDir: directory, loadDataDir: load, relaxedDurability: false });
  await pg.exec("set TimeZone = 'UTC'");
  await migrateEmbedded(pg);
  const statements = { count: 0 };
  const loggerOf = ({ role }: Scope) => ({ logQuery: () => void (role === "qorgan_app" && statements.count++) });
  const channels = new EventEmitter().setMaxListeners(0);
  const cache: StatementCache = new Map();

  const database: Database = {
    kind: "embedded",
    statements,
    async open(scope) {
      const { client, finish } = await beginEmbedded(pg, scope);
      const logger = loggerOf(scope);
      const db = drizzle(client as unknown as PGlite, { logger }) as unknown as Drizzle;
      const send = (text: string, params: unknown[]) => {
        logger.logQuery();
        return client.query(text, params);
      };
      const add = ({ shape: { head, row, tail }, params }: Insert) => send(`${head}${row}${tail}`, params);
      const query = ({ text, params }: Text) => client.query(text, params);
      const set = async (settings?: Settings) => void (await query(setAll(settings)));
      const { settings = {}, guard } = scope;
      const holds = holdsBy(query(guard ? setGuarded(settings, guard) : setAll(settings)));
      await holds.catch((error: unknown) => finish(false).then(() => Promise.reject(error)));
      return createTransaction({ db, client, holds, set, send, add, finish }, cache);
    },
    ask: createAsk(pg, statements),
    notify: async (channel) => void channels.emit(channel),
    async listen(channel, onNotify) {
      channels.on(channel, onNotify);
      return async () => void channels.off(channel, onNotify);
    },
    close: () => pg.close(),
  };
  return { database, dump: () => pg.dumpDataDir("none") };
}

function createAsk(pg: PGlite, statements: Database["statements"]): Database["ask"] {
  return async (text, params) => {
    statements.count++;
    const { client, finish } = await beginEmbedded(pg, { role: "qorgan_reader", mode: "read" });
    try {
      const { rows } = await client.query(text, [...params], { rowMode: "array" });
      return ((rows[0] ?? []) as (string | null)[]).map((text) => (text === null ? null : Buffer.from(text)));
    } finally {
      await finish(false);
    }
  };
}

// PGlite's transaction lives in a callback: it is held open until `finish` says how it ends.
function beginEmbedded(pg: PGlite, { role, mode }: Scope) {
  return new Promise<{ client: PgliteTransaction; finish(commit: boolean): Promise<void> }>((resolve, reject) => {
    const ending = Promise.withResolvers<boolean>();
    const ended = pg.transaction(async (client) => {
      await client.exec(`${MODE[mode]}; set local role ${role}`);
      const finish = (commit: boolean) => {
        ending.resolve(commit);
        return ended;
      };
      resolve({ client, finish });
      if (!(await ending.promise)) await client.rollback();
    });
    ended.catch(reject);
  });
}
