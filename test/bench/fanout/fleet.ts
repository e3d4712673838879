import { fork } from "node:child_process";
import { on } from "node:events";
import { fileURLToPath } from "node:url";
import type { Scene } from "../support/scene.ts";

/** What one process of subscribers opens. */
export interface FleetOrder {
  url: string;
  token: string;
  query: string;
  /** Given to the sockets in turn: so many different ones, so many cohorts. */
  variables: object[];
  sockets: number;
}
export type FleetWord =
  | { kind: "open" }
  | { kind: "expecting" }
  | { kind: "count"; got: number; first: string }
  | { kind: "reached"; at: number }
  | { kind: "failed"; why: string };

/** Subscribers in processes of their own. */
export interface Fleet {
  /** Begins to count: each socket is to get so many events. Gives when the last one had, in milliseconds of the epoch. */
  expect(events: number): Promise<() => Promise<number>>;
  /** How many events have come, and the text of the first. */
  count(): Promise<{ got: number; first: string }>;
  close(): Promise<void>;
}

const WATCHER = fileURLToPath(new URL("./watcher.ts", import.meta.url));
const EACH = 2_500;
const PATIENCE_MS = 300_000;

export async function openFleet(scene: Scene, order: FleetOrder): Promise<Fleet> {
  const count = Math.ceil(order.sockets / EACH);
  const sizes = Array.from({ length: count }, (_, i) => Math.min(EACH, order.sockets - i * EACH));
  const members = sizes.map((sockets) => ({ sockets, ...openMember(scene) }));
  await Promise.all(members.map(({ ask, sockets }) => ask({ ...order, sockets }, "open")));
  return {
    async expect(events) {
      await Promise.all(members.map(({ ask, sockets }) => ask({ expect: events * sockets }, "expecting")));
      const reached = members.map(({ hear }) => hear("reached"));
      return async () => Math.max(...(await Promise.all(reached)).map(({ at }) => at));
    },
    async count() {
      const counts = await Promise.all(members.map(({ ask }) => ask("count", "count")));
      return { got: counts.reduce((sum, { got }) => sum + got, 0), first: counts[0]?.first ?? "" };
    },
    close: async () => void (await Promise.all(members.map(({ close }) => close()))),
  };
}

type Word<K> = Extract<FleetWord, { kind: K }>;

function openMember(scene: Scene) {
  const child = fork(WATCHER);
  const close = async () => void child.kill("SIGKILL");
  scene.defer(close);
  const hear = async <K extends FleetWord["kind"]>(kind: K): Promise<Word<K>> => {
    const signal = AbortSignal.any([scene.signal, AbortSignal.timeout(PATIENCE_MS)]);
    for await (const [word] of on(child, "message", { signal }) as AsyncIterable<[FleetWord]>) {
      if (word.kind === "failed") throw new Error(`A subscriber must stay subscribed, but ${word.why}`);
      if (word.kind === kind) return word as Word<K>;
    }
    throw new Error("The subscribers' process has ended.");
  };
  const ask = <K extends FleetWord["kind"]>(order: FleetOrder | { expect: number } | "count", kind: K) => {
    const answer = hear(kind);
    child.send(order);
    return answer;
  };
  return { ask, hear, close };
}
