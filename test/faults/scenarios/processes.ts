import { setTimeout } from "node:timers/promises";
import { USUALLY_SHARED } from "../crew.ts";
import type { Scenario } from "../scenario.ts";

const killInStorm: Scenario = {
  name: "kill-api",
  about: "kill -9 of the API process, three times, in a storm of commits",
  async run(stage) {
    await stage.watchUsual();
    await stage.write(8, 10);
    for (let i = 0; i < 3; i++) {
      await stage.progress(60);
      await stage.shared(USUALLY_SHARED);
      stage.server.kill();
      await setTimeout(stage.random.below(500));
      await stage.server.start();
    }
    await stage.progress(60);
  },
};

const ENDED = Buffer.from("COMMIT\0");

const killBeforeReply: Scenario = {
  name: "kill-before-reply",
  about: "kill -9 between commit and reply; the mutation is sent again with the same clientMutationId",
  isShort: true,
  async run(stage) {
    await stage.watchUsual();
    await stage.write(4, 10);
    for (let i = 0; i < 3; i++) {
      await stage.progress(20);
      await killAtCommit(stage);
      await stage.server.start();
    }
    await stage.progress(20);
  },
};

/** Ends the API when the database has committed a report, and before the API hears of it. */
function killAtCommit(stage: Parameters<Scenario["run"]>[0]) {
  const writing = new Set<object>();
  const killed = new Promise<void>((resolve) => {
    stage.databaseCable.watch({
      toServer(chunk, cable) {
        if (chunk.includes('insert into "incidents"')) writing.add(cable);
        return false;
      },
      toClient(chunk, cable) {
        if (!writing.has(cable) || !chunk.includes(ENDED)) return false;
        stage.databaseCable.watch();
        stage.server.kill();
        resolve();
        return true;
      },
    });
  });
  const late = setTimeout(60_000, undefined, { ref: false }).then(() => {
    throw new Error("A report must be committed while its commit is waited for, but none was");
  });
  return Promise.race([killed, late]);
}

const rollingRestart: Scenario = {
  name: "rolling-restart",
  about: "two API processes, stopped with SIGTERM and started again in turn, under load",
  async run(stage) {
    const second = await stage.addServer();
    // Watchers come back to whichever process runs, as behind a balancer.
    const url = () => {
      const running = stage.servers.filter((server) => server.isRunning());
      return `ws://127.0.0.1:${(stage.random.pick(running) ?? second).port}`;
    };
    for (let i = 0; i < 12; i++) {
      stage.watch({ name: `room-${i}`, officer: stage.officer("DISPATCHER", i % 2 ? "750000000" : "790000000"), url });
    }
    await stage.ready();
    await stage.write(6, 20);
    for (let round = 0; round < 2; round++) {
      for (const server of stage.servers) {
        await stage.progress(40);
        await server.stop();
        await setTimeout(500);
        await server.start();
      }
    }
    await stage.progress(40);
  },
};

export const processes = [killInStorm, killBeforeReply, rollingRestart];
