import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createKeyRing, drawKeyRing, type KeyRing } from "../../src/access/keyring.js";
import { type Keys, makeKeys } from "../../src/access/keys.js";
import type { OidcSettings } from "../../src/access/oidc.js";
import { createTokens } from "../../src/access/tokens.js";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { readBounds, readExposure, readReach } from "../../src/config-exposure.js";
import type { Database } from "../../src/db/database.js";
import type { DeliveryOptions } from "../../src/webhooks/delivery.js";
import { watch } from "./barrier.js";
import { type Answer, type Document, post, textOf, type Untyped, type Variables } from "./client.js";
import { openTestDatabase, type TestDatabase } from "./database.js";
import { databaseName } from "./names.js";
import { type OfficerSpec, officerFinder } from "./officers.js";
import { openStream, type Stream } from "./stream.js";

/** Whoever asks: an officer's row or id, or what `officerOf` describes, who is then made when first needed. */
export type Asking = { id: string } | string | OfficerSpec;

/** A client of the running server. */
export interface Client {
  run<Data = Untyped, V extends Variables = Variables>(
    document: Document<Data, V>,
    variables?: V,
    headers?: Record<string, string>,
  ): Promise<Answer<Data>>;
  /** Subscribes; ready when the server has taken the subscription. Closed with the server. */
  subscribe<Data = Untyped, V extends Variables = Variables>(
    document: Document<Data, V>,
    variables?: V,
  ): Promise<Stream<Data>>;
  /** The bearer token, or null for the anonymous public. */
  token(): Promise<string | null>;
}

export interface Running {
  url: string;
  database: Database;
  /** The connection string of the test's database, on PostgreSQL. */
  databaseUrl: string | undefined;
  keys: Keys;
  /** The file that takes the heads of the audit. */
  auditHeads: string;
  ring: KeyRing;
  as(officer: Asking): Client;
  anonymous: Client;
  /** Looks at once which control rooms listen, as the server does every ten seconds. */
  lookAtRooms(): Promise<void>;
  /** Resolves when the server has handled everything that was committed before. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The database of another running server: two processes on one. */
  on?: Running;
  ring?: KeyRing;
  demo?: boolean;
  /** The provider whose tokens it takes, instead of those of the local issuer. */
  oidc?: OidcSettings;
  /** Where it listens, instead of on a free port. */
  port?: number;
  /** Variables of the environment, as an operator would set them. */
  env?: Record<string, string>;
  /** How webhooks are delivered. */
  delivery?: DeliveryOptions;
}

interface Opened {
  stop(): Promise<void>;
  stored: TestDatabase | undefined;
}
const atFileEnd: Opened[] = [];

/** A server that answers by resolvers only: of how many statements these take a test may ask. */
export const GUARDED = { env: { QORGAN_FAST_LANE: "off" } };

/** Starts a server on a free port with a fresh database. Stopped after the test or, started outside one, the file. */
export async function start({
  on,
  ring = drawRing(on),
  demo = true,
  oidc,
  port = 0,
  env = {},
  delivery,
}: StartOptions = {}): Promise<Running> {
  const stored = on ? undefined : await openTestDatabase();
  const database = stored?.database ?? (on as Running).database;
  const keys = on?.keys ?? (await makeKeys());
  const watched = watch(database);
  const shown = {
    demo,
    oidc,
    exposure: readExposure(env, demo),
    bounds: readBounds(env),
    webhooks: readReach(env, demo),
  };
  const auditHeads = join(tmpdir(), databaseName("heads"));
  const config = {
    ...readConfig({ ...env, PORT: String(port), LOG_LEVEL: "silent", QORGAN_AUDIT_HEADS: auditHeads }),
    ...shown,
  };
  const app = await createApp({ config, database: watched.database, keys, ring, delivery });
  const settle = () => watched.settle(app.journal);
  const tokens = await createTokens(keys);
  const find = officerFinder(database);
  const streams = new Set<Stream<unknown>>();
  let stopped: Promise<void> | undefined;
  const close = async () => {
    await Promise.all([...streams].map((stream) => stream.close()));
    await app.close();
    await stored?.remove();
    await rm(auditHeads, { force: true });
  };
  const stop = () => (stopped ??= close());

  const clientOf = (token: () => Promise<string | null>): Client => ({
    token,
    async run(document, variables, headers) {
      const bearer = await token();
      const query = textOf(document);
      return post(
        app.url,
        { query, variables },
        { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...headers },
      );
    },
    async subscribe<Data, V extends Variables>(document: Document<Data, V>, variables?: V) {
      const connectionParams = async () => ({ token: await token() });
      const stream = await openStream<Data>(textOf(document), variables ?? {}, {
        url: app.url,
        connectionParams,
        settle,
      });
      streams.add(stream);
      return stream;
    },
  });
  closeAfterwards({ stop, stored });
  return {
    url: app.url,
    database,
    databaseUrl: stored?.url ?? on?.databaseUrl,
    keys,
    auditHeads,
    ring,
    as: (officer) => clientOf(once(async () => tokens.issue(await find(officer)))),
    anonymous: clientOf(async () => null),
    lookAtRooms: app.rooms.look,
    settle,
    stop,
  };
}

const drawRing = (on: Running | undefined) => on?.ring ?? createKeyRing(drawKeyRing());

/** Opens a fresh database without a server. */
export async function startDatabase(): Promise<Database> {
  const stored = await openTestDatabase();
  closeAfterwards({ stop: stored.remove, stored });
  return stored.database;
}

function closeAfterwards(opened: Opened) {
  try {
    onTestFinished(({ task }) => finish(opened, task.result?.state === "fail"));
  } catch {
    atFileEnd.push(opened);
  }
}

async function finish({ stop, stored }: Opened, failed: boolean) {
  if (failed && stored) console.log(`The failed test's database is kept: ${await stored.keep()}`);
  await stop();
}

/** Stops what was started outside a test. The file's setup calls it when all tests are done. */
export async function finishFile(failed: boolean) {
  for (const opened of atFileEnd.splice(0).reverse()) await finish(opened, failed);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= work());
}
