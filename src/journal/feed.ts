import { cursorOf, type Mark, startCursor } from "./cursor.js";
import type { Entry } from "./entry.js";
import type { Refusal } from "./marks.js";
import { createSignal, type Signal } from "./signal.js";
import type { Batch, Journal } from "./tail.js";
import { goOn, isLost, startWalk, type Walk } from "./walk.js";

/** Why a stream begins anew. */
export type ResyncReason = Refusal | "CURSOR_UNKNOWN" | "ACCESS_CHANGED";

/** What comes next in a stream. */
export type Step =
  | { kind: "resync"; reason: ResyncReason; cursor: string }
  | { kind: "snapshot" }
  | { kind: "event"; entry: Entry; cursor: string }
  | { kind: "heartbeat"; cursor: string };

/** One subscription's way through the journal, taken at its own pace. */
export interface Feed {
  /** The next step, when it comes; null after the end. */
  next(): Promise<Step | null>;
  /** Goes on after what a snapshot showed; gives its cursor. */
  see(mark: Mark): string;
  /** Begins anew: a resync is next, and then a snapshot. */
  resync(reason: ResyncReason): void;
  end(): void;
}

export interface FeedOptions {
  journal: Journal;
  wants(entry: Entry): boolean;
  /** From where to go on, or why that isn't possible; a snapshot is first without it. */
  from: Mark | ResyncReason | null;
  heartbeatMs: number;
}

export function createFeed(options: FeedOptions): Feed {
  const { journal, from } = options;
  const signal = createSignal();
  const state: State = { walk: null, due: [{ kind: "snapshot" }], lastAt: performance.now(), isEnded: false };

  function resync(reason: ResyncReason) {
    state.walk = null;
    state.due = [{ kind: "resync", reason, cursor: startCursor() }, { kind: "snapshot" }];
    signal.raise();
  }
  function goAfter(mark: Mark) {
    state.walk = startWalk(mark, journal.tail());
    state.due = [];
  }
  if (typeof from === "string") resync(from);
  else if (from) goAfter(from);

  const stop = journal.listen((batch: Batch) => {
    if (state.walk && isLost(state.walk, batch)) resync("HISTORY_CHANGED");
    signal.raise();
  });
  return {
    resync,
    next: () => find(state, options, signal).finally(() => (state.lastAt = performance.now())),
    see(mark) {
      goAfter(mark);
      return cursorOf(mark);
    },
    end() {
      state.isEnded = true;
      stop();
      signal.raise();
    },
  };
}

interface State {
  /** Null while a snapshot is due. */
  walk: Walk | null;
  due: Step[];
  /** When the last step was given. */
  lastAt: number;
  isEnded: boolean;
}

async function find(state: State, options: FeedOptions, signal: Signal): Promise<Step | null> {
  const { heartbeatMs } = options;
  while (!state.isEnded) {
    signal.lower();
    const step = state.due.shift() ?? (await findEvent(state, options));
    if (step) return step;
    const left = state.lastAt + heartbeatMs - performance.now();
    if (left <= 0 && state.walk) return { kind: "heartbeat", cursor: cursorOf(state.walk.mark) };
    await signal.wait(left > 0 ? left : heartbeatMs);
  }
  return null;
}

async function findEvent(state: State, { journal, wants }: FeedOptions): Promise<Step | null> {
  const on = state.walk;
  const entry = on && (await goOn(on, journal, wants));
  // Meanwhile the stream may have been told to begin anew.
  return entry && state.walk === on ? { kind: "event", entry, cursor: cursorOf(on.mark) } : null;
}
