import { setTimeout } from "node:timers/promises";
import { type Acknowledged, openHistory, type Range } from "./history.ts";
import type { Random } from "./random.ts";
import type { Server } from "./server.ts";
import { type Officer, rangeOf, type Template } from "./template.ts";
import type { Issue } from "./tokens.ts";
import { createWatcher, type Watcher } from "./watcher.ts";
import { createWriter, type Writer } from "./writer.ts";

/** Whom a watcher is, and what it asks for. */
export interface Room {
  name: string;
  officer: Officer;
  territories?: string[];
  /** Of its tokens, such as `5s`. */
  lifetime?: string;
  /** After how long it renews its token on the open socket, again and again. */
  renewMs?: number;
  /** By so many bytes each event is longer. */
  bulk?: number;
  url?: () => string;
}

/** The watchers and writers of a scenario. */
export interface Crew {
  watchers: Watcher[];
  officer(role: string, kato?: string | null): Officer;
  /** Four more of the same role and jurisdiction, who share what is read for them. */
  colleagues(role: string, kato?: string | null): readonly Officer[];
  watch(room: Room): Watcher;
  /**
   * The usual control rooms: of regions, of a district, of the country, of some territories. Colleagues share what is
   * read for them, also where they ask for different territories.
   */
  watchUsual(): Promise<void>;
  /** Resolves when all watchers have got something. */
  ready(): Promise<void>;
  /** Lets so many writers more work, with about so many milliseconds from one incident to the next. */
  write(count: number, pause?: number): Promise<void>;
  /** Resolves when the writers have had so many more answers. */
  progress(count: number): Promise<void>;
  /** The last answer that any writer had. */
  lastAcknowledged(): Acknowledged;
  acknowledged(): number;
  /** Ends the writers, lets the watchers see what came last, and ends them. */
  finish(catchUpMs: number): Promise<Watcher[]>;
  close(): Promise<void>;
}

export interface CrewOptions {
  template: Template;
  histories: string;
  random: Random;
  issue: Issue;
  servers: readonly Server[];
  /** Where watchers connect to. */
  url(): string;
}

const PROGRESS_MS = 180_000;
const READY_MS = 60_000;
const REGIONS = ["750000000", "790000000", "310000000"];
/** How many readings the usual rooms spare each other: two of Almaty, two of a district, three of the ministry. */
export const USUALLY_SHARED = 7;
// The fourth asks for the whole country.
const MINISTRY = [["751110000", "790000000"], ["750000000"], ["310000000"]];

export function createCrew({ template, histories, random, issue, servers, url }: CrewOptions): Crew {
  const watchers: Watcher[] = [];
  const writers: Writer[] = [];
  const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged(), 0);

  const colleagues = (role: string, kato: string | null = null) =>
    template.colleagues.filter((one) => one.role === role && one.kato === kato);
  function officer(role: string, kato: string | null = null) {
    const found = template.officers.find((one) => one.role === role && one.kato === kato);
    if (!found) throw new Error(`The demo data must hold a ${role} of ${kato}, but doesn't`);
    return found;
  }

  function watch({ name, officer, territories, lifetime, renewMs, bulk, ...room }: Room) {
    const scope: Range[] = territories?.map(rangeOf) ?? [rangeOf(officer.kato)];
    const history = openHistory(histories, `client-${name}`);
    const token = () => issue(officer.id, lifetime);
    const own = { name, scope, history, token, random, url: room.url ?? url, ...(bulk && { bulk }) };
    const watcher = createWatcher({ ...own, ...(territories && { territories }), ...(renewMs && { renewMs }) });
    watchers.push(watcher);
    return watcher;
  }

  async function ready() {
    const late = setTimeout(READY_MS, "late" as const, { ref: false });
    if ((await Promise.race([Promise.all(watchers.map(({ ready }) => ready)), late])) === "late") {
      throw new Error(`Every watcher must get its first item in ${READY_MS / 1_000} s, but some didn't`);
    }
  }

  async function addWriter(pause: number) {
    const number = writers.length + 1;
    const region = REGIONS[number % REGIONS.length] as string;
    const territories = template.districts.filter((kato) => kato.startsWith(region.slice(0, 2))).slice(0, 4);
    const history = openHistory(histories, `writer-${number}`);
    const token = await issue(officer("DISPATCHER", region).id);
    // Writers change servers at each try, as a balancer would make them.
    let turn = number;
    const url = () => `http://127.0.0.1:${servers[turn++ % servers.length]?.port}`;
    writers.push(createWriter({ number, territories, token, url, random, history, pause }));
  }

  /** The last incidents of each region: whoever sees them has seen all that came before. */
  async function reportLast(): Promise<Acknowledged[]> {
    await Promise.all(writers.map((writer) => writer.stop()));
    for (const _ of REGIONS) await addWriter(Number.POSITIVE_INFINITY);
    return Promise.all(writers.slice(-REGIONS.length).map((writer) => writer.report()));
  }

  return {
    ...{ watchers, officer, colleagues, watch, ready, acknowledged },
    async watchUsual() {
      watch({ name: "shymkent", officer: officer("DISPATCHER", "790000000") });
      watch({ name: "prosecutor", officer: officer("PROSECUTOR", "310000000") });
      watch({ name: "country", officer: officer("OMBUDSMAN") });
      const [dispatchers, district] = [
        colleagues("DISPATCHER", "750000000"),
        colleagues("DISTRICT_OFFICER", "751110000"),
      ];
      for (const i of [0, 1, 2]) {
        watch({ name: `almaty-${i}`, officer: dispatchers[i] as Officer });
        watch({ name: `district-${i}`, officer: district[i] as Officer });
      }
      for (const [i, officer] of colleagues("MINISTRY_CONTROLLER").entries()) {
        const territories = MINISTRY[i];
        watch({ name: `ministry-${i}`, officer, ...(territories && { territories }) });
      }
      await ready();
    },
    async write(count, pause = 50) {
      for (let i = 0; i < count; i++) await addWriter(pause);
    },
    async progress(count) {
      const goal = acknowledged() + count;
      const until = Date.now() + PROGRESS_MS;
      while (acknowledged() < goal) {
        if (Date.now() > until) throw new Error(`The writers must go on, but stand at ${acknowledged()} of ${goal}`);
        await setTimeout(20);
      }
    },
    lastAcknowledged() {
      const last = writers.flatMap((writer) => writer.last() ?? []);
      return last.reduce((latest, one) => (one.at > latest.at ? one : latest));
    },
    async finish(catchUpMs) {
      const last = await reportLast();
      const caughtUp = async (watcher: Watcher) => {
        const own = last.filter(({ kato }) => watcher.mayGet(kato));
        const seen = await Promise.all(own.map(({ mark }) => watcher.saw(mark, catchUpMs)));
        return seen.includes(false) ? [watcher] : [];
      };
      const late = (await Promise.all(watchers.map(caughtUp))).flat();
      await Promise.all([...watchers.map((watcher) => watcher.stop()), ...writers.map((writer) => writer.close())]);
      return late;
    },
    async close() {
      for (const writer of writers) writer.abort();
      await Promise.all(watchers.map((watcher) => watcher.stop()));
    },
  };
}
