import { type ChildProcess, fork } from "node:child_process";
import { on } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Scene } from "./scene.ts";

/** What a process of subscribers is to open: one socket for each token, all with the same subscription. */
export interface WatchOrder {
  url: string;
  query: string;
  tokens: string[];
}
/** An event: milliseconds from its `committedAt` to the first and to the last client, and how many got it. */
export interface Arrival {
  firstMs: number;
  lastMs: number;
  count: number;
}
export type Watched =
  | { kind: "open" }
  | { kind: "failed"; why: string }
  | { kind: "counted"; heard: number; events: Arrival[] };

/** Subscribers in a process of their own. */
export interface Crowd {
  /** What has come so far, and how many sockets have heard anything. */
  count(): Promise<{ heard: number; events: Arrival[] }>;
  clear(): void;
  close(): Promise<void>;
}

const WATCHER = fileURLToPath(new URL("./watcher.ts", import.meta.url));

export async function openCrowd(scene: Scene, order: WatchOrder): Promise<Crowd> {
  const child = fork(WATCHER);
  const close = async () => void child.kill();
  scene.defer(close);
  const next = listenTo(child, scene.signal);
  child.send(order);
  await next("open");
  return {
    clear: () => void child.send("clear"),
    async count() {
      child.send("count");
      const { heard, events } = await next("counted");
      return { heard, events };
    },
    close,
  };
}

function listenTo(child: ChildProcess, signal: AbortSignal) {
  const messages = on(child, "message", { signal });
  return async <K extends Watched["kind"]>(kind: K): Promise<Extract<Watched, { kind: K }>> => {
    for (;;) {
      const { value } = (await messages.next()) as { value: [Watched] };
      const [message] = value;
      if (message.kind === "failed") throw new Error(`A subscriber must stay subscribed, but ${message.why}`);
      if (message.kind === kind) return message as Extract<Watched, { kind: K }>;
    }
  };
}

/** Waits until the crowd has what `holds` asks for; gives the last count when it hasn't in time. */
export async function waitFor(
  crowd: Crowd,
  holds: (count: Awaited<ReturnType<Crowd["count"]>>) => boolean,
  ms: number,
) {
  const end = performance.now() + ms;
  for (;;) {
    const count = await crowd.count();
    if (holds(count) || performance.now() > end) return count;
    await sleep(100);
  }
}
