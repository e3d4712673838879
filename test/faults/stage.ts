import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Cable, openCable } from "./cable.ts";
import type { Cluster } from "./cluster.ts";
import { type Crew, createCrew } from "./crew.ts";
import { type History, openHistory } from "./history.ts";
import { findPort } from "./programs.ts";
import { createRandom, type Random } from "./random.ts";
import { createServer, type Server } from "./server.ts";
import { type Template, urlOf } from "./template.ts";
import { openIssuer } from "./tokens.ts";

/** Everything that one scenario runs on: a cluster, API processes, cables between them, writers and watchers. */
export interface Stage extends Omit<Crew, "finish"> {
  random: Random;
  template: Template;
  folder: string;
  histories: string;
  /** Facts of the run, for the checker. */
  history: History;
  cluster: Cluster;
  servers: readonly Server[];
  /** The first of the servers, to which the clients' cable leads. */
  server: Server;
  addServer(env?: Record<string, string>): Promise<Server>;
  clientCable: Cable;
  /** Between all servers and the database. */
  databaseCable: Cable;
  say(text: string): void;
  /** Resolves when watchers on the first server share what is read, and spare each other so many readings. */
  shared(least: number): Promise<void>;
  /** Every watcher may, or must, be told to start anew. */
  expectResync(reason: string, must: boolean): void;
  /** Puts another cluster at the end of the database's cable. */
  use(cluster: Cluster): void;
  /** Does something when the scenario is over, also when it was given up. */
  defer(work: () => Promise<void>): void;
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  template: Template;
  /** Folder of the run, where the keys are. */
  home: string;
  folder: string;
  product: string;
  seed: number;
  /** How long watchers may take to see what came last. */
  catchUpMs: number;
  say(text: string): void;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { template, home, folder, seed, say, catchUpMs } = options;
  const histories = join(folder, "histories");
  await mkdir(histories, { recursive: true });
  const first = await template.copy(join(folder, "cluster"));
  await first.start();
  const databaseCable = await openCable(first.port);
  const { servers, addServer } = createServers(options, databaseCable);
  const server = await addServer();
  const clientCable = await openCable(server.port);
  const random = createRandom(seed);
  const history = openHistory(histories, "scenario");
  const issue = await openIssuer(home);
  const url = () => `ws://127.0.0.1:${clientCable.port}`;
  const crew = createCrew({ template, histories, random, issue, servers, url });
  const deferred: (() => Promise<void>)[] = [];
  let cluster = first;
  return {
    ...crew,
    ...{ random, template, folder, histories, history, servers, server, addServer, clientCable, databaseCable, say },
    get cluster() {
      return cluster;
    },
    shared: (least) => waitForSharing(server, least),
    use(next) {
      cluster = next;
      databaseCable.aim(next.port);
    },
    expectResync(reason, must) {
      for (const { name } of crew.watchers) history.write({ what: "resync", client: name, reason, must });
    },
    defer: (work) => void deferred.push(work),
    async finish() {
      say(`${crew.acknowledged()} acknowledged; waiting for the watchers`);
      const late = await crew.finish(catchUpMs);
      if (late.length) say(`${late.length} not caught up in ${catchUpMs / 1_000} s: ${late[0]?.name} …`);
      await history.close();
    },
    async close() {
      await crew.close();
      for (const one of servers) one.kill();
      await Promise.all([clientCable.close(), databaseCable.close()]);
      for (const one of new Set([cluster, first])) await one.remove();
      for (const work of deferred) await work();
    },
  };
}

const SHARED_MS = 60_000;

async function waitForSharing(server: Server, least: number) {
  const until = Date.now() + SHARED_MS;
  for (;;) {
    const shared = (await server.metric("sharing")) - (await server.metric("cohorts"));
    if (shared >= least) return;
    if (Date.now() > until) throw new Error(`Watchers must spare each other ${least} readings, but spare ${shared}`);
    await setTimeout(50);
  }
}

/** API processes on one database, each on a port of its own. */
function createServers({ product, home, folder }: StageOptions, databaseCable: Cable) {
  const servers: Server[] = [];
  async function addServer(env?: Record<string, string>) {
    const where = { product, home, logs: folder, port: await findPort(), databaseUrl: urlOf(databaseCable.port) };
    const server = createServer({ name: `api-${servers.length + 1}`, ...where, ...(env && { env }) });
    servers.push(server);
    await server.start();
    return server;
  }
  return { servers, addServer };
}
