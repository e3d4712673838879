import { setTimeout } from "node:timers/promises";
import type { Cable } from "../cable.ts";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "../stage.ts";

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

const slowReader: Scenario = {
  name: "slow-reader",
  about: "one client reads 1 KB a second while 10,000 events come: nobody else waits, and it loses nothing",
  async run(stage) {
    stage.watch({ name: "slow", officer: stage.officer("OMBUDSMAN") });
    await stage.ready();
    stage.clientCable.throttle(1_000);
    const url = () => `ws://127.0.0.1:${stage.server.port}`;
    const quick = stage.watch({ name: "quick", officer: stage.officer("MINISTRY_CONTROLLER"), url });
    await stage.ready();
    const before = await stage.server.memory();
    await stage.write(16, 0);
    for (let i = 1; i <= 10; i++) {
      await stage.progress(1_000);
      const { at, mark } = stage.lastAcknowledged();
      if (!(await quick.saw(mark, 20_000)))
        throw new Error("The quick client must not wait for the slow one, but does");
      stage.say(`${i},000 events; the quick client is ${Date.now() - at} ms behind, ${await stage.server.memory()} MB`);
    }
    const grown = (await stage.server.memory()) - before;
    if (grown > MOST_GROWN_MB)
      throw new Error(`The server must grow by at most ${MOST_GROWN_MB} MB, but grew by ${grown}`);
    stage.clientCable.throttle();
  },
};
// What a server under load takes by itself; a queue of 10,000 events of a slow client would be seen above it.
const MOST_GROWN_MB = 300;

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
  slowReader,
  dropAll,
];
