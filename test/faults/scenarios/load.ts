import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { copyCluster, openCluster } from "../cluster.ts";
import { USUALLY_SHARED } from "../crew.ts";
import { findPort, findPrograms, mayMount } from "../programs.ts";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "../stage.ts";
import { urlOf } from "../template.ts";

/** Makes a share of the transactions slow, after their entry has its place in the journal and before they commit. */
export const slowDown = (stage: Stage, share: number, seconds: number) =>
  stage.cluster.sql(`
    create function slow_down() returns trigger language plpgsql as $$
      begin if random() < ${share} then perform pg_sleep(random() * ${seconds}); end if; return null; end $$;
    create trigger slow_down after insert on journal for each row execute function slow_down()`);

const slowTransactions: Scenario = {
  name: "slow-transactions",
  about: "16 writers, one transaction in ten slow, and one idle in transaction that holds the horizon back",
  isShort: true,
  async run(stage) {
    await slowDown(stage, 0.1, 0.5);
    await stage.watchUsual();
    await stage.write(16, 10);
    await stage.progress(150);
    await stage.shared(USUALLY_SHARED);
    const idler = postgres(urlOf(stage.cluster.port), { max: 1, onnotice: () => {} });
    const idle = await idler.reserve();
    await idle`begin`;
    await idle`select pg_current_xact_id()`;
    await stage.progress(100);
    // A client that comes now gets a snapshot with alerts that are above the horizon.
    stage.watch({ name: "late", officer: stage.officer("REGION_OFFICER", "750000000") });
    await stage.ready();
    await stage.progress(100);
    await idle`rollback`;
    idle.release();
    await idler.end();
    await stage.progress(100);
  },
};

const SIZE_MB = 300;

const diskFull: Scenario = {
  name: "disk-full",
  about: "the disk of the database fills up under load, and is freed again",
  refusal: () => (mayMount ? null : "only root can mount the small tmpfs that it fills"),
  async run(stage) {
    await stage.watchUsual();
    await stage.write(8, 10);
    await stage.progress(60);
    const folder = await moveToSmall(stage);
    await stage.progress(60);
    const isFull = await fill(folder);
    if (!isFull) throw new Error(`The disk must be full after ${SIZE_MB} MB, but isn't`);
    stage.say("the disk is full");
    await setTimeout(10_000);
    await free(folder);
    const log = await readFile(join(folder, "log"), "utf8");
    if (!log.includes("No space left on device")) throw new Error("The database must have found no room, but it has");
    stage.say("the disk is free again");
    // PostgreSQL stops when its log finds no room, and starts again when somebody starts it.
    if (!(await stage.cluster.answers())) {
      await stage.cluster.stop("immediate").catch(() => {});
      await stage.cluster.start();
    }
    await stage.progress(60);
  },
};

/** Goes on with the cluster's files on a small disk, under the running API. */
async function moveToSmall(stage: Stage): Promise<string> {
  const folder = join(stage.folder, "small");
  await stage.cluster.stop("fast");
  await mkdir(folder);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "qorgan-faults", folder]);
  stage.defer(async () => void execFileSync("umount", [folder]));
  await copyCluster(stage.cluster.folder, folder);
  const small = await openCluster(findPrograms() as string, folder, await findPort());
  await small.start();
  stage.use(small);
  return folder;
}

const ballast = (folder: string, i: number) => join(folder, `ballast-${i}`);

/** Until nothing fits any more: then the next transaction that needs a page fails. */
async function fill(folder: string): Promise<boolean> {
  const chunk = Buffer.alloc(1_000_000);
  for (let i = 0; i < SIZE_MB; i++) {
    const failed = await writeFile(ballast(folder, i), chunk).then(
      () => false,
      () => true,
    );
    if (failed) return true;
  }
  return false;
}

async function free(folder: string) {
  for (let i = 0; i < SIZE_MB; i++) await rm(ballast(folder, i), { force: true });
}

export const load = [slowTransactions, diskFull];
