import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { copyCluster, openCluster } from "../cluster.ts";
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
    const idler = postgres(urlOf(stage.cluster.port), { max: 1, onnotice: () => {} });
    const idle = await idler.reserve();
    await idle`begin`;
    await idle`select pg_current_xact_id()`;
    await stage.progress(100);
    // A client that comes now gets a snapshot with alerts that are above the horizon.
    const late = stage.watch({ name: "late", officer: stage.officer("REGION_OFFICER", "750000000") });
    await late.ready;
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
    const folder = join(stage.folder, "small");
    await stage.cluster.stop("fast");
    await mkdir(folder);
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "qorgan-faults", folder]);
    try {
      await copyCluster(stage.cluster.folder, folder);
      const small = await openCluster(findPrograms() as string, folder, await findPort());
      await small.start();
      stage.use(small);
      await fillAndFree(stage, folder);
      await stage.finish();
    } finally {
      await stage.cluster.stop("immediate").catch(() => {});
      execFileSync("umount", [folder]);
    }
  },
};

async function fillAndFree(stage: Stage, folder: string) {
  await stage.watchUsual();
  await stage.write(8, 10);
  await stage.progress(60);
  const ballast = join(folder, "ballast");
  const chunk = Buffer.alloc(1_000_000);
  // Until nothing fits any more: the next transaction that needs a page fails, and at the log's end PostgreSQL stops.
  for (let i = 0; ; i++) {
    const isFull = await writeFile(`${ballast}-${i}`, chunk).then(
      () => false,
      () => true,
    );
    if (isFull) break;
  }
  stage.say("the disk is full");
  await setTimeout(10_000);
  for (let i = 0; i < SIZE_MB; i++) await rm(`${ballast}-${i}`, { force: true });
  stage.say("the disk is free again");
  if (!(await stage.cluster.answers())) {
    await stage.cluster.stop("immediate").catch(() => {});
    await stage.cluster.start();
  }
  await stage.progress(60);
}

export const load = [slowTransactions, diskFull];
