import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const LOOP = new URL("./loop.mjs", import.meta.url).href;
const folder = join(tmpdir(), `qorgan-bench-loop-${randomUUID()}`);
const PATIENCE = 500;

/** The environment of a server whose event loop is watched. */
export const watchLoop = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...env,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${LOOP}`,
  BENCH_LOOP_FILE: folder,
});

/** How long a loop was blocked at most, and how long its thread worked at most meanwhile, in milliseconds. */
export interface Block {
  blockMs: number;
  workMs: number;
}

/** What a watched server was blocked since it was read last. */
export async function readBlock(pid: number): Promise<Block> {
  const file = `${folder}.${pid}`;
  await rm(file, { force: true });
  process.kill(pid, "SIGUSR2");
  for (let i = 0; i < PATIENCE; i++) {
    await sleep(10);
    const said = await readFile(file, "utf8").catch(() => "");
    if (said) return rm(file).then(() => JSON.parse(said) as Block);
  }
  throw new Error("The server must say how long its event loop was blocked, but doesn't.");
}
