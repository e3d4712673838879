// Qorgan without any check, as a yardstick: no transaction, no viewer's settings, no look at the appointment.
// It must be given a database whose tables have no policies.
import "reflect-metadata";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { loadKeys } from "../../../dist/access/keys.js";
import { createApp } from "../../../dist/app.js";
import { readConfig } from "../../../dist/config.js";
import { connectPostgres } from "../../../dist/db/postgres.js";
import { createPreparing } from "../../../dist/db/prepare.js";
import { createTransaction } from "../../../dist/db/transaction.js";

const config = readConfig();
const database = await connectPostgres(config.databaseUrl);
const pool = postgres(config.databaseUrl, { max: 10, connection: { role: "qorgan_app", TimeZone: "UTC" } });
const isWorthPreparing = createPreparing();
const client = {
  options: pool.options,
  unsafe: (text, values, given) => pool.unsafe(text, values, { prepare: given?.prepare || isWorthPreparing(text) }),
};
const statements = new Map();
const known = new Map();

/** Every statement on any connection of the pool, and whoever was looked up once is known. */
function openBare() {
  const logger = { logQuery: () => {} };
  const db = drizzle(client, { logger });
  const tx = createTransaction({ db, client, holds: Promise.resolve(true), finish: async () => {} }, statements);
  const run = tx.run;
  const find = (statement, values) => {
    if (!known.has(values.officer)) known.set(values.officer, run(statement, values));
    return known.get(values.officer);
  };
  tx.run = (statement, values) => (statement.name === "appointmentInForce" ? find : run)(statement, values);
  tx.set = async () => {};
  return tx;
}

const open = async (scope) => (scope.role === "qorgan_app" ? openBare() : database.open(scope));
const keys = await loadKeys(config.home);
const app = await createApp({ config, database: { ...database, open }, keys });
console.log(`Qorgan without checks is ready: ${app.url}/ `);
process.on("SIGTERM", async () => {
  await app.close();
  await Promise.all([pool.end({ timeout: 1 }), database.close()]);
  process.exit(0);
});
