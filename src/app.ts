import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { KeyRing } from "./access/keyring.js";
import type { Keys } from "./access/keys.js";
import { createOidc, type OidcSettings, type OnFault } from "./access/oidc.js";
import { createRemembered } from "./access/remembered.js";
import { createTokens, remember, type Tokens, type Verifier } from "./access/tokens.js";
import { createHeadKey } from "./audit/head.js";
import { type Sealer, startSealer } from "./audit/sealer.js";
import type { Config } from "./config.js";
import type { Database } from "./db/database.js";
import { startUpkeep } from "./db/upkeep.js";
import { createContext, type OpenContext } from "./graphql/context.js";
import { type Counts, createCounts } from "./graphql/counts.js";
import { createFastLane, type FastLane } from "./graphql/fast/lane.js";
import { createPlanner } from "./graphql/fast/planner.js";
import { createKnownDocuments } from "./graphql/known.js";
import { createLedger } from "./graphql/ledger.js";
import { createMeter } from "./graphql/meter.js";
import { createReach } from "./graphql/reach.js";
import { createSchema } from "./graphql/schema.js";
import { createStandings } from "./graphql/standings.js";
import { createTexts, readManifest } from "./graphql/trusted.js";
import { serveAuditHeads } from "./http/audit.js";
import { serveCap } from "./http/cap.js";
import { createDirect, type DirectOptions } from "./http/direct.js";
import { type Front, type FrontOptions, serveDirectly } from "./http/front.js";
import { serveHealth } from "./http/health.js";
import { createLateness } from "./http/lateness.js";
import { serveMetrics } from "./http/metrics.js";
import { registerPlayground } from "./http/playground.js";
import { createOpenRequest, type RequestOptions } from "./http/requests.js";
import { createHttp, type GraphqlOptions, serveGraphql } from "./http/server.js";
import { type Journal, tailJournal } from "./journal/tail.js";
import { findDemoTokens } from "./modules/agencies/demo.js";
import { createCap } from "./modules/cap/read.js";
import { toldOf, writeDeliveries } from "./modules/deliveries/write.js";
import { type RoomWatch, watchRooms } from "./modules/duty/rooms.js";
import { keepEscalating } from "./modules/escalations/keep.js";
import { domain, modules } from "./modules/index.js";
import { createWebhookStore } from "./modules/webhooks/queue.js";
import { type EventOptions, serveEvents } from "./sse/server.js";
import { createStreams } from "./streams/subscribe.js";
import { createDelivery, type DeliveryOptions } from "./webhooks/delivery.js";
import { createCrowd } from "./ws/crowd.js";
import { createDrain } from "./ws/drain.js";
import { serveSockets } from "./ws/server.js";

export interface AppOptions {
  config: Pick<
    Config,
    | ("host" | "port" | "demo" | "oidc" | "logLevel" | "fastLane" | "auditHeads" | "capSender")
    | ("exposure" | "bounds" | "webhooks")
  >;
  database: Database;
  keys: Keys;
  ring: KeyRing;
  /** How webhooks are delivered, where a test says otherwise. */
  delivery?: DeliveryOptions;
}

/** A running server. */
export interface App {
  /** Where it listens: `http://127.0.0.1:4000`. */
  url: string;
  /** The journal as it follows it. */
  journal: Journal;
  /** The watch over control rooms. */
  rooms: RoomWatch;
  /** Closes what stays open, finishes what is under way, and stops listening. The database stays open. */
  close(): Promise<void>;
}

/** Starts a server: what `main.ts` and every test start. */
export async function createApp({ config, database, keys, ring, delivery }: AppOptions): Promise<App> {
  const { exposure, bounds, webhooks: reach } = config;
  const base = createBase(config);
  const { schema, meter, counts } = base;
  const http = createHttp(config.logLevel, exposure);
  const { verify, recall, tokens } = await createVerify(http, config.oidc, keys);
  const stopUpkeep = startUpkeep(database, http.log);
  const sealer = startAudit(http, { database, keys, heads: config.auditHeads });
  const { journal, streams, rooms, stop: stopStreams } = await startStreams(http, { database, schema, counts });
  const escalation = startEscalation(http, database, journal);
  const webhooks = createDelivery({ ...base, reach, log: http.log, ...delivery });
  const memory = { lookups: meter.lookups, remembered: createRemembered() };
  const given = { ...memory, database, domain, journal, ring, webhooks: webhooks.door, bounds, secret: keys.secret };
  const openContext: OpenContext = (asking) => createContext({ ...given, ...asking });
  const drain = startDrain(http);
  const fast = { ...base, ...given, recall, isStopping: drain.isStopping };
  const { fastLane, front } = config.fastLane ? startFastLane(http, fast) : GUARDED;
  await serveRequests(http, { ...base, verify, openContext, fastLane, capSender: config.capSender });
  serveHealth(http, database, fast.isStopping);
  const sockets = serveStreams(http, { ...base, drain, verify, openContext, streams });
  const queue = webhooks.start({ store: createWebhookStore(database, ring), streams, openContext });
  const figures = { readJournal: journal.stats, readWebhooks: queue.stats, escalation };
  const readSockets = () => ({ ...sockets.count(), ...streams.stats() });
  serveMetrics(http, { token: exposure.metricsToken, counts, readSockets, ...figures });
  const demoTokens = config.demo && tokens ? () => findDemoTokens(database, tokens) : undefined;
  registerPlayground(http, { page: exposure.playground, demoTokens });
  const url = await http.listen({ host: config.host, port: config.port });
  return {
    ...{ url, journal, rooms },
    async close() {
      await drain.run();
      await front.settle();
      await http.close();
      await Promise.all([queue.close(), escalation.close()]);
      await stopStreams();
      await Promise.all([stopUpkeep(), sealer.close()]);
    },
  };
}

/** What all ways in share. */
const createBase = ({ exposure, bounds }: AppOptions["config"]) => ({
  ...{ schema: createSchema(modules), exposure, meter: createMeter(bounds), counts: createCounts() },
  ...{ findText: createTexts(readManifest(), exposure), documents: createKnownDocuments() },
});

type Fast = Streaming & Omit<DirectOptions, "fastLane"> & Omit<FrontOptions, "direct">;

const GUARDED = { fastLane: undefined, front: { settle: async () => {} } };

function startFastLane(
  http: FastifyInstance,
  { database, counts, ...base }: Fast,
): { fastLane: FastLane; front: Front } {
  const planner = createPlanner({ schema: base.schema, database, findTerritory: domain.findTerritory });
  const onFault = (error: unknown) => http.log.error({ error }, "The fast lane met a fault: the guarded lane answers");
  const fastLane = createFastLane({ planner, database, counts, onFault });
  return { fastLane, front: serveDirectly(http, { ...base, direct: createDirect({ ...base, fastLane }) }) };
}

type Serving = Omit<RequestOptions & GraphqlOptions, "openContext"> & { openContext: OpenContext; capSender: string };

async function serveRequests(http: FastifyInstance, { meter, verify, openContext, capSender, ...base }: Serving) {
  const asking = { exposure: base.exposure, meter, verify, openContext };
  await serveGraphql(http, { ...base, openContext: createOpenRequest({ ...asking, mayRecall: true }) });
  serveCap(http, { openContext: createOpenRequest(asking), cap: createCap(capSender) });
}

function startDrain(http: FastifyInstance) {
  const drain = createDrain();
  // A connection that is kept alive behind the last answer would hold up the stop for five seconds.
  http.addHook("onSend", async (_, reply) => void (drain.isStopping() && reply.header("connection", "close")));
  return drain;
}

type Streaming = { database: Database; schema: GraphQLSchema; counts: Counts };

async function startStreams({ log }: FastifyInstance, { database, schema, counts }: Streaming) {
  const journal = await tailJournal({ database, log });
  // Before anybody else listens: whoever lost access must be known before the entries that come with it are given.
  const standings = createStandings({ journal, log });
  const ledger = createLedger({ toldOf, write: (parts) => writeDeliveries(database, parts), log, counts });
  const onFault = (error: unknown) => log.error({ error }, "A stream can't be read: its connection is closed");
  const streams = createStreams({ counts, ledger, standings, reachOf: createReach(schema), onFault });
  const rooms = watchRooms({ database, log, listeners: streams.listening });
  async function stop() {
    await rooms.close();
    standings.close();
    await journal.close();
    await ledger.close();
  }
  return { journal, streams, rooms, stop };
}

function startEscalation({ log }: FastifyInstance, database: Database, journal: Journal) {
  const lateness = createLateness();
  const onFired = (seconds: readonly number[]) => {
    for (const late of seconds) lateness.observe(late);
    journal.wake();
  };
  return { ...keepEscalating({ database, log, onFired }), lateness };
}

// Both count whom they let in together.
function serveStreams(http: FastifyInstance, given: Omit<EventOptions, "crowd">) {
  const options = { ...given, crowd: createCrowd(given.meter) };
  serveEvents(http, options);
  return serveSockets(http, options);
}

type Audited = { database: Database; keys: Keys; heads: string };

function startAudit(http: FastifyInstance, { database, keys, heads }: Audited): Sealer {
  const key = createHeadKey(keys.audit);
  serveAuditHeads(http, database, key.publicKey);
  const onError = (error: unknown) =>
    http.log.error(error, "The audit can't be sealed, or its heads can't be written outside; it is tried again");
  return startSealer({ database, key, heads, onError });
}

type Verifying = Verifier & { tokens?: Tokens };

// A provider's word is the only one: beside it there is no local issuer.
async function createVerify({ log }: FastifyInstance, oidc: OidcSettings | undefined, keys: Keys): Promise<Verifying> {
  const onFault: OnFault = (error) => log.error(error, "The OpenID provider can't be asked");
  if (oidc) return remember(createOidc(oidc, onFault));
  const tokens = await createTokens(keys);
  return { ...remember(tokens.verify), tokens };
}
