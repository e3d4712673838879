import { setTimeout } from "node:timers/promises";
import type { Cable } from "../cable.ts";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "../stage.ts";
import type { Officer } from "../template.ts";
import type { Watcher } from "../watcher.ts";

const CABLES: Record<string, (stage: Stage) => Cable> = {
  clients: (stage) => stage.clientCable,
  database: (stage) => stage.databaseCable,
};

/** The network is cut in silence, heals, and is cut again. */
const cut = (where: string, seconds: number): Scenario => ({
  name: `cut-${where}-${seconds}s`,
  about: `the network between the API and ${where === "clients" ? "its clients" : "the database"} cut for ${seconds} s`,
  async run(stage) {
    const cable = (CABLES[where] as (stage: Stage) => Cable)(stage);
    await stage.watchUsual();
    await stage.write(4, 20);
    for (let i = 0; i < (seconds < 10 ? 3 : 1); i++) {
      await stage.progress(40);
      cable.cut();
      await setTimeout(seconds * 1_000);
      cable.heal();
    }
    await stage.progress(40);
  },
});

const RETURNING = ["750000000", "790000000", "310000000"];

const returning: Scenario = {
  name: "returning",
  about: "control rooms that ask for different territories and share what is read come back again and again in a storm",
  async run(stage) {
    const officers = stage.colleagues("MINISTRY_CONTROLLER");
    const officer = (i: number) => officers[i] as Officer;
    const url = () => `ws://127.0.0.1:${stage.server.port}`;
    // Nothing happens there: whoever comes back finds others who passed over everything.
    stage.watch({ name: "stays", officer: officer(0), territories: ["710000000"], url });
    for (const [i, kato] of RETURNING.entries())
      stage.watch({ name: `room-${i}`, officer: officer(i + 1), territories: [kato] });
    await stage.ready();
    await stage.write(12, 10);
    for (let i = 0; i < 30; i++) {
      await stage.progress(20);
      stage.clientCable.reset();
    }
    await stage.shared(RETURNING.length);
  },
};

/** Much of what a slow network hasn't taken waits in buffers of the system: events this long fill them. */
const BULK = 4_000;

const slowReader: Scenario = {
  name: "slow-reader",
  about: "one client reads 1 KB a second while 10,000 events come: nobody else waits, and it loses nothing",
  async run(stage) {
    const [slow, ...others] = stage.colleagues("MINISTRY_CONTROLLER");
    stage.watch({ name: "slow", officer: slow as Officer, bulk: BULK });
    const url = () => `ws://127.0.0.1:${stage.server.port}`;
    const quick = others.map((officer, i) => stage.watch({ name: `quick-${i}`, officer, bulk: BULK, url }));
    await stage.ready();
    await stage.write(16, 0);
    await stage.progress(50);
    await stage.shared(quick.length);
    const before = await stage.server.memory();
    stage.clientCable.throttle(1_000);
    for (let i = 1; i <= 10; i++) {
      await stage.progress(1_000);
      await reportPace(stage, quick, i);
    }
    const grown = (await stage.server.memory()) - before;
    if (grown > MOST_GROWN_MB)
      throw new Error(`The server must grow by at most ${MOST_GROWN_MB} MB, but grew by ${grown}`);
    if ((await stage.server.metric("slow_sockets_total")) === 0)
      throw new Error("The slow client must be left behind by those with whom it shares, but isn't");
    stage.clientCable.throttle();
  },
};
// What a server under load takes by itself; a queue of 10,000 events of a slow client would be seen above it.
const MOST_GROWN_MB = 300;
const MOST_BEHIND_MS = 5_000;

async function reportPace(stage: Stage, quick: readonly Watcher[], thousands: number) {
  const { at, mark } = stage.lastAcknowledged();
  const seen = await Promise.all(quick.map((watcher) => watcher.saw(mark, MOST_BEHIND_MS)));
  if (seen.includes(false)) throw new Error("The quick clients must not wait for the slow one, but do");
  const [memory, left] = [await stage.server.memory(), await stage.server.metric("slow_sockets_total")];
  const behind = Date.now() - at;
  stage.say(`${thousands},000 events; others are ${behind} ms behind; ${memory} MB; slow sockets left behind: ${left}`);
}

const SOCKETS = 2_000;

const dropAll: Scenario = {
  name: "drop-all",
  about: `${SOCKETS.toLocaleString("en")} sockets dropped at once, which all come back at once`,
  async run(stage) {
    for (let i = 0; i < SOCKETS; i++) {
      const kato = i % 2 ? "750000000" : "790000000";
      stage.watch({ name: `room-${i}`, officer: stage.officer("DISPATCHER", kato) });
      // A door for a few at a time: the storm is to come later.
      if (i % 50 === 49) await stage.ready();
    }
    stage.say(`${SOCKETS} sockets are open`);
    await stage.write(2, 300);
    await stage.progress(20);
    stage.clientCable.reset();
    await stage.progress(20);
  },
};

export const network = [
  cut("clients", 1),
  cut("clients", 60),
  cut("database", 1),
  cut("database", 60),
  returning,
  slowReader,
  dropAll,
];
