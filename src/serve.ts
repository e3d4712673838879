import { once } from "node:events";
import { type KeyRing, loadKeyRing } from "./access/keyring.js";
import { loadKeys } from "./access/keys.js";
import { type App, createApp } from "./app.js";
import type { Config } from "./config.js";
import { isServed } from "./control/client.js";
import { createEnvironment, type Environment } from "./control/environment.js";
import { explain, socketOf } from "./control/protocol.js";
import { serveControl } from "./control/server.js";
import type { Database } from "./db/database.js";
import { requireBoundLogin } from "./db/login.js";
import { isConnectionLoss } from "./db/lost.js";
import { openDatabase } from "./db/open.js";
import { isEmpty, seedDemo } from "./db/seed/index.js";
import { keepHeapSmall } from "./heap.js";
import { countDemoOfficers, findDemoTokens } from "./modules/agencies/demo.js";
import { keepStatistics } from "./modules/statistics/refresh.js";

interface Part {
  close(): Promise<void>;
}
type Print = (line: string) => void;

/** Starts everything that `npm start` starts, says how to use it, and resolves when SIGTERM or SIGINT has stopped it. */
export async function serve(config: Config, print: Print): Promise<void> {
  keepHeapSmall();
  const stopping = new AbortController();
  const onSignal = () => {
    // Whoever asks twice doesn't want to wait for what is under way.
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  process.on("unhandledRejection", passConnectionLoss);
  const opened: Part[] = [];
  try {
    await startAll(config, print, { opened, signal: stopping.signal });
    if (!stopping.signal.aborted) await once(stopping.signal, "abort");
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    // What was opened last is closed first: the database when nothing needs it any more.
    for (const part of opened.reverse()) await part.close();
  }
}

// postgres.js reads names of types when it connects, and gives the failure of that to nobody: a database that
// restarts must not end the server. Who waits for the connection hears of it by itself.
function passConnectionLoss(reason: unknown) {
  if (!isConnectionLoss(reason)) throw reason;
}

async function startAll(config: Config, print: Print, { opened, signal }: { opened: Part[]; signal: AbortSignal }) {
  if (!config.databaseUrl) await refuseSecond(config.home);
  if (config.databaseUrl && !config.demo) await requireBoundLogin(config.databaseUrl);
  // Before anything is opened: production without a ring must say so at once.
  const ring = await loadKeyRing(config);
  const keys = await loadKeys(config.home);
  const database = await openDatabase(config);
  opened.push(database);
  if (!config.demo) await refuseDemoOfficers(database);
  const environment = await createEnvironment(config, database);
  await prepareData(config, { database, ring, signal }, print);
  opened.push(keepStatistics(database, (error) => print(`Statistics can't be counted: ${explain(error)}`)));
  const app = await createApp({ config, database, keys, ring });
  opened.push(app);
  if (!config.databaseUrl) opened.push(await serveControl(config.home, environment));
  await greet(app, config, environment, print);
}

async function refuseSecond(home: string) {
  if (!(await isServed(home))) return;
  throw new Error(
    `The embedded database in ${home} must be served once, but a server that holds it answers on ${socketOf(home)}. ` +
      "Stop that one, or set QORGAN_HOME to another folder.",
  );
}

async function refuseDemoOfficers(database: Database) {
  const found = await countDemoOfficers(database);
  if (!found) return;
  throw new Error(
    `The database must hold no demo officers in production, but it holds ${found}. ` +
      "Use a database of its own, or set QORGAN_DEMO=1 where this is a demo.",
  );
}

type Data = { database: Database; ring: KeyRing; signal: AbortSignal };

async function prepareData({ databaseUrl, demo }: Config, { database, ring, signal }: Data, print: Print) {
  if (!(await isEmpty(database))) return;
  if (!demo) return print("The database is migrated and empty.");
  if (databaseUrl) return print("The database is migrated and empty. Fill it with demo data: npm exec qorgan -- seed");
  print("First start: making the demo data …");
  await seedDemo(database, () => signal.throwIfAborted(), { ring });
}

async function greet({ url }: App, { oidc }: Config, { database, tokens }: Environment, print: Print) {
  print(`\nQorgan is ready: ${url}/ (playground), ${url}/graphql (API)\n`);
  if (oidc) print(`Whoever asks brings a token of ${oidc.issuer} for ${oidc.audience}.`);
  const ready = tokens ? await findDemoTokens(database, tokens) : [];
  const [first] = ready;
  if (!first) return;
  print("Demo tokens, for 30 days (another: npm exec qorgan -- token --as <role>):");
  for (const { label, token } of ready) print(`\n  ${label}\n  ${token}`);
  const query = '{"query":"{ viewer { role kato } districts(first: 3) { nodes { kato name } } }"}';
  print(`\nA first query, as ${first.label}:\n`);
  print(`curl -s ${url}/graphql -H 'content-type: application/json' \\`);
  print(`  -H 'authorization: Bearer ${first.token}' \\\n  -d '${query}'\n`);
}
