import { setTimeout } from "node:timers/promises";
import { GraphQLError } from "graphql";

/** Ends one connection; its client is told to come back after so many milliseconds. */
export type Leave = (waitMs: number) => void;

/** Sends away what stays open before the server stops: not all at once, or all would come back at once. */
export interface Drain {
  /** From then on nobody is let in any more. */
  isStopping(): boolean;
  /** How long somebody who is sent away should stay away, in milliseconds: drawn anew each time. */
  drawWait(): number;
  /** Says where to find, when the server stops, the connections that are open then. */
  add(list: () => Leave[]): void;
  /** Resolves when everybody was told. */
  run(): Promise<void>;
}

const STEP_MS = 50;
const STEPS = 40;
// In one step: a server with fewer connections stops without waiting.
const LEAST_GROUP = 25;
const FIRST_BACK_MS = 1_000;
const LEAST_WINDOW_MS = 4_000;
// 500 a second come back: each has a token verified, an officer looked up and the journal read.
const WINDOW_MS_EACH = 2;

export function createDrain(): Drain {
  const lists: (() => Leave[])[] = [];
  let isStopping = false;
  let windowMs = LEAST_WINDOW_MS;
  const drawWait = () => Math.round(FIRST_BACK_MS + windowMs * Math.random());
  return {
    isStopping: () => isStopping,
    drawWait,
    add: (list) => void lists.push(list),
    async run() {
      isStopping = true;
      const open = lists.flatMap((list) => list());
      windowMs = Math.max(LEAST_WINDOW_MS, open.length * WINDOW_MS_EACH);
      const size = Math.max(LEAST_GROUP, Math.ceil(open.length / STEPS));
      for (let first = 0; first < open.length; first += size) {
        if (first > 0) await setTimeout(STEP_MS);
        for (const leave of open.slice(first, first + size)) leave(drawWait());
      }
    },
  };
}

/** Refuses what would stay open on a server that is about to stop. */
export function requireRunning({ isStopping, drawWait }: Drain): void {
  if (!isStopping()) return;
  const retryAfter = Math.ceil(drawWait() / 1_000);
  const message = `A stream must not begin while the server stops: connect again in ${retryAfter} seconds.`;
  const http = { status: 503, headers: new Map([["retry-after", String(retryAfter)]]) };
  throw new GraphQLError(message, { extensions: { code: "RESTARTING", retryAfter, http } });
}
