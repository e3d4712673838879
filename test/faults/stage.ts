import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Cable, openCable } from "./cable.ts";
import type { Cluster } from "./cluster.ts";
import { type Acknowledged, type History, openHistory, type Range } from "./history.ts";
import { findPort } from "./programs.ts";
import { createRandom, type Random } from "./random.ts";
import { createServer, type Server } from "./server.ts";
import { type Officer, rangeOf, type Template, urlOf } from "./template.ts";
import { type Issue, openIssuer } from "./tokens.ts";
import { createWatcher, type Watcher } from "./watcher.ts";
import { createWriter, type Writer } from "./writer.ts";

/** Whom a watcher is, and what it asks for. */
export interface Room {
  name: string;
  officer: Officer;
  territories?: string[];
  /** What it may see; by default what it asks for, or all of the officer's jurisdiction. */
  scope?: Range[];
  lifetime?: string;
  url?: () => string;
}

/** Everything that one scenario runs on: a cluster, API processes, cables between them, writers and watchers. */
export interface Stage {
  random: Random;
  template: Template;
  folder: string;
  histories: string;
  cluster: Cluster;
  servers: Server[];
  server: Server;
  /** Between watchers and the API. */
  clientCable: Cable;
  /** Between the API and the database. */
  databaseCable: Cable;
  watchers: Watcher[];
  writers: Writer[];
  /** Facts of the run, for the checker. */
  history: History;
  issue: Issue;
  say(text: string): void;
  officer(role: string, kato?: string | null): Officer;
  addServer(env?: Record<string, string>): Promise<Server>;
  watch(room: Room): Watcher;
  /** Resolves when all watchers have got something. */
  ready(): Promise<void>;
  /** The usual control rooms: of regions, of a district, of the country, of some territories. */
  watchUsual(): Promise<void>;
  write(count: number, pause?: number): Promise<void>;
  /** Resolves when the writers have had so many more answers. */
  progress(count: number): Promise<void>;
  /** The last answer that any writer had. */
  lastAcknowledged(): Acknowledged;
  /** Every watcher must, or may, be told to start anew. */
  expectResync(reason: string, must: boolean): void;
  /** Replaces the cluster, at the same end of the API's cable. */
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

const PROGRESS_MS = 180_000;
const READY_MS = 60_000;
export const REGIONS = ["750000000", "790000000", "310000000"];

export async function openStage({
  template,
  home,
  folder,
  product,
  seed,
  say,
  catchUpMs,
}: StageOptions): Promise<Stage> {
  const histories = join(folder, "histories");
  await mkdir(histories, { recursive: true });
  const cluster = await template.copy(join(folder, "cluster"));
  await cluster.start();
  const random = createRandom(seed);
  const history = openHistory(histories, "scenario");
  const databaseCable = await openCable(cluster.port);
  const issue = await openIssuer(home);
  const servers: Server[] = [];
  const watchers: Watcher[] = [];
  const writers: Writer[] = [];

  async function addServer(own: Record<string, string> = {}) {
    const name = `api-${servers.length + 1}`;
    const databaseUrl = urlOf(databaseCable.port);
    const where = { name, product, home, logs: folder, port: await findPort(), databaseUrl };
    const server = createServer({ ...where, env: own });
    servers.push(server);
    await server.start();
    return server;
  }

  const server = await addServer();
  const clientCable = await openCable(server.port);
  const urlOfCable = () => `ws://127.0.0.1:${clientCable.port}`;

  function officer(role: string, kato: string | null = null) {
    const found = template.officers.find((one) => one.role === role && one.kato === kato);
    if (!found) throw new Error(`The demo data must hold a ${role} of ${kato}, but doesn't`);
    return found;
  }

  function watch({ name, officer, territories, scope, lifetime, url = urlOfCable }: Room) {
    const asked = territories?.map(rangeOf) ?? [rangeOf(officer.kato)];
    const watcher = createWatcher({
      ...{ name, url, random, scope: scope ?? asked, history: openHistory(histories, `client-${name}`) },
      ...(territories && { territories }),
      token: () => issue(officer.id, lifetime),
    });
    watchers.push(watcher);
    return watcher;
  }

  async function addWriter(pause: number) {
    const number = writers.length + 1;
    const region = REGIONS[number % REGIONS.length] as string;
    const territories = [...template.districts].filter((kato) => kato.startsWith(region.slice(0, 2))).slice(0, 4);
    const own = { number, territories, pause, random, history: openHistory(histories, `writer-${number}`) };
    const token = await issue(officer("DISPATCHER", region).id);
    // Writers change servers at each try, as a balancer would make them.
    let turn = number;
    const url = () => `http://127.0.0.1:${servers[turn++ % servers.length]?.port}`;
    writers.push(createWriter({ ...own, token, url }));
  }

  async function ready() {
    const late = setTimeout(READY_MS, "late" as const, { ref: false });
    if ((await Promise.race([Promise.all(watchers.map(({ ready }) => ready)), late])) === "late") {
      throw new Error(`Every watcher must get its first item in ${READY_MS / 1_000} s, but some didn't`);
    }
  }

  const total = () => writers.reduce((sum, writer) => sum + writer.acknowledged(), 0);

  async function progress(count: number) {
    const goal = total() + count;
    const until = Date.now() + PROGRESS_MS;
    while (total() < goal) {
      if (Date.now() > until) throw new Error(`The writers must go on, but stand at ${total()} of ${goal} answers`);
      await setTimeout(20);
    }
  }

  /** The last incidents of each region: whoever sees them has seen all that came before. */
  async function end() {
    say(`${total()} acknowledged; waiting for the watchers`);
    await Promise.all(writers.map((writer) => writer.stop()));
    for (const _ of REGIONS) await addWriter(Number.POSITIVE_INFINITY);
    const last = await Promise.all(writers.slice(-REGIONS.length).map((writer) => writer.report()));
    const late: string[] = [];
    const seen = watchers.map(async (watcher) => {
      const own = last.filter(({ kato }) => watcher.mayGet(kato));
      const all = await Promise.all(own.map(({ mark }) => watcher.saw(mark, catchUpMs)));
      if (all.includes(false)) late.push(watcher.name);
    });
    await Promise.all(seen);
    if (late.length) say(`not caught up in ${catchUpMs / 1_000} s: ${late.slice(0, 5).join(", ")}`);
    await Promise.all(watchers.map((watcher) => watcher.stop()));
    await Promise.all([...writers.map((writer) => writer.close()), history.close()]);
  }

  const deferred: (() => Promise<void>)[] = [];
  let ended: Promise<void> | undefined;
  const finish = () => (ended ??= end());
  let current = cluster;
  return {
    ...{ random, template, folder, histories, servers, server, clientCable, databaseCable, watchers, writers, history },
    ...{ issue, say, officer, addServer, watch, ready, progress, finish },
    get cluster() {
      return current;
    },
    async watchUsual() {
      watch({ name: "almaty", officer: officer("DISPATCHER", "750000000") });
      watch({ name: "shymkent", officer: officer("DISPATCHER", "790000000") });
      watch({ name: "prosecutor", officer: officer("PROSECUTOR", "310000000") });
      watch({ name: "district", officer: officer("DISTRICT_OFFICER", "751110000") });
      watch({ name: "country", officer: officer("OMBUDSMAN") });
      watch({ name: "some", officer: officer("MINISTRY_CONTROLLER"), territories: ["751110000", "790000000"] });
      await ready();
    },
    async write(count, pause = 50) {
      for (let i = 0; i < count; i++) await addWriter(pause);
    },
    lastAcknowledged() {
      const last = writers.flatMap((writer) => writer.last() ?? []);
      return last.reduce((latest, one) => (one.at > latest.at ? one : latest));
    },
    expectResync(reason, must) {
      for (const { name } of watchers) history.write({ what: "resync", client: name, reason, must });
    },
    use(next) {
      current = next;
      databaseCable.aim(next.port);
    },
    defer: (work) => void deferred.push(work),
    async close() {
      await Promise.all(watchers.map((watcher) => watcher.stop()));
      for (const writer of writers) writer.abort();
      for (const one of servers) one.kill();
      await clientCable.close();
      await databaseCable.close();
      await current.remove();
      if (current !== cluster) await cluster.remove();
      for (const work of deferred) await work();
    },
  };
}
