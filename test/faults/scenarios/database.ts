import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { copyCluster, openCluster } from "../cluster.ts";
import { findPort, findPrograms } from "../programs.ts";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "../stage.ts";

const terminate = (stage: Stage, which: string) =>
  stage.cluster.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and ${which}`,
  );

const terminateBackends: Scenario = {
  name: "terminate-backends",
  about: "pg_terminate_backend of every connection of the API, five times, under load",
  async run(stage) {
    await stage.watchUsual();
    await stage.write(8, 10);
    for (let i = 0; i < 5; i++) {
      await stage.progress(40);
      await terminate(stage, "application_name like 'qorgan%'");
    }
    await stage.progress(40);
  },
};

const cutNotify: Scenario = {
  name: "notify-cut",
  about: "the connection that hears NOTIFY is cut again and again: the poll must find what it missed",
  async run(stage) {
    await stage.watchUsual();
    await stage.write(4, 20);
    for (let i = 0; i < 10; i++) {
      await stage.progress(15);
      await terminate(stage, "application_name = 'qorgan listen'");
    }
  },
};

const crash: Scenario = {
  name: "postgres-crash",
  about: "PostgreSQL stopped with `immediate` and restarted, three times, in a storm of commits",
  isShort: true,
  async run(stage) {
    await stage.watchUsual();
    await stage.write(8, 10);
    for (let i = 0; i < 3; i++) {
      await stage.progress(60);
      await stage.cluster.stop("immediate");
      await setTimeout(stage.random.below(1_000));
      await stage.cluster.start();
    }
    await stage.progress(60);
  },
};

/** The reason with which a client hears that the database's history isn't the one that it knew. */
const HISTORY_CHANGED = "HISTORY_CHANGED";

/** Goes on with an older state while the API runs, and says what was lost by it. */
async function goBack(stage: Stage, from: number, restore: () => Promise<void>) {
  await stage.progress(80);
  await stage.cluster.stop("immediate");
  const to = Date.now();
  await restore();
  stage.history.write({ what: "restored", from, to });
  stage.expectResync(HISTORY_CHANGED, true);
  await stage.progress(120);
}

const restoreDump: Scenario = {
  name: "restore-dump",
  about: "an older state restored by pg_dump into a fresh cluster: every client is told, and no later alert hides",
  async run(stage) {
    await stage.watchUsual();
    await stage.write(4, 20);
    await stage.progress(80);
    const file = join(stage.cluster.folder, "dump");
    const from = Date.now();
    await stage.cluster.dump(file);
    await goBack(stage, from, async () => {
      const fresh = await openCluster(findPrograms() as string, join(stage.folder, "fresh"), await findPort());
      await fresh.start();
      // Roles belong to a cluster, and a dump holds a database.
      for (const role of ["owner", "app", "reader", "worker"]) await fresh.sql(`create role qorgan_${role}`);
      await fresh.restore(file);
      stage.use(fresh);
    });
  },
};

const restoreFiles: Scenario = {
  name: "restore-files",
  about: "an older state restored by copied files, under the same system identifier",
  async run(stage) {
    await stage.watchUsual();
    await stage.write(4, 20);
    await stage.progress(80);
    const copy = join(stage.folder, "copy");
    const from = Date.now();
    await stage.cluster.stop("fast");
    await copyCluster(stage.cluster.folder, copy);
    await stage.cluster.start();
    await goBack(stage, from, async () => {
      await rm(join(stage.cluster.folder, "data"), { recursive: true });
      await copyCluster(copy, stage.cluster.folder);
      await stage.cluster.start();
    });
  },
};

export const database = [terminateBackends, cutNotify, crash, restoreDump, restoreFiles];
