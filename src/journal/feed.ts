import { cursorOf, type Mark, startCursor } from "./cursor.js";
import type { Entry } from "./entry.js";
import type { Refusal } from "./marks.js";
import { createSignal, type Signal } from "./signal.js";
import type { Batch, Journal } from "./tail.js";
import { goOn, isLost, type Passed, startWalk, type Walk } from "./walk.js";

/** Why a stream begins anew. */
export type ResyncReason = Refusal | "CURSOR_UNKNOWN" | "ACCESS_CHANGED";

/** What comes next in a stream. */
export type Step =
  | { kind: "resync"; reason: ResyncReason; cursor: string }
  | { kind: "snapshot" }
  | { kind: "events"; events: readonly Passed[] }
  | { kind: "heartbeat"; mark: Mark; cursor: string }
  /** Everything that there is has been given. Told only to whom it may be told. */
  | { kind: "rest"; mark: Mark };

/** A way through the journal, at its own pace. Whoever asks for the next step has dealt with the one before. */
export interface Feed {
  /** The next step, when it comes; null after the end. */
  next(): Promise<Step | null>;
  /** Goes on after what a snapshot showed. */
  see(mark: Mark): void;
  /** Goes up each time it begins anew: what was read before is out of date. */
  turn(): number;
  /** Looks again whether it may go on. */
  wake(): void;
  /** Begins anew: a resync is next, and then a snapshot. */
  resync(reason: ResyncReason): void;
  /** The same, when everything that there is has been given. */
  resyncAtRest(reason: ResyncReason): void;
  /** Up to where everything has been dealt with; null while a snapshot is due. */
  mark(): Mark | null;
  end(): void;
}

export interface FeedOptions {
  journal: Journal;
  wants(entry: Entry): boolean;
  /** From where to go on, or why that isn't possible; a snapshot is first without it. */
  from: Mark | ResyncReason | null;
  heartbeatMs: number;
  /** When whoever has waited longest was given the last item, as `performance.now()` tells it. */
  lastAt(): number;
  /** Whether to look for events now. */
  mayGo?: () => boolean;
  /** Whether to tell now that everything has been given. */
  mayRest?: () => boolean;
}

// They are read together, so that a burst costs a few statements, and are sent only when all have been read.
const MOST = 32;

export function createFeed(options: FeedOptions): Feed {
  const { journal, from } = options;
  const signal = createSignal();
  const state: State = { ...NEW, due: [{ kind: "snapshot" }] };

  function resync(reason: ResyncReason) {
    beginAnew(state, reason);
    signal.raise();
  }
  function see(mark: Mark) {
    state.walk = startWalk(mark, journal.tail());
    state.due = [];
  }
  if (typeof from === "string") resync(from);
  else if (from) see(from);

  const stop = journal.listen((batch: Batch) => {
    if (state.walk && isLost(state.walk, batch)) resync("HISTORY_CHANGED");
    state.isRested = false;
    signal.raise();
  });
  return {
    resync,
    see,
    turn: () => state.turn,
    wake: signal.raise,
    next: () => find(state, { ...options, resync, signal }),
    resyncAtRest(reason) {
      state.later = reason;
      signal.raise();
    },
    mark: () => state.before ?? (state.walk && { ...state.walk.mark }),
    end() {
      state.isEnded = true;
      stop();
      signal.raise();
    },
  };
}

function beginAnew(state: State, reason: ResyncReason) {
  const due: Step[] = [{ kind: "resync", reason, cursor: startCursor() }, { kind: "snapshot" }];
  Object.assign(state, { due, turn: state.turn + 1, walk: null, later: null, before: null });
}

interface State {
  /** Null while a snapshot is due. */
  walk: Walk | null;
  due: Step[];
  /** The mark before the events that are being looked for or dealt with. */
  before: Mark | null;
  later: ResyncReason | null;
  /** It was told that everything has been given, and no batch was read since. */
  isRested: boolean;
  turn: number;
  isEnded: boolean;
}
const NEW = { turn: 0, walk: null, before: null, later: null, isRested: false, isEnded: false };
type Finding = FeedOptions & { signal: Signal; resync: Feed["resync"] };

async function find(state: State, options: Finding): Promise<Step | null> {
  const { signal } = options;
  state.before = null;
  while (!state.isEnded) {
    signal.lower();
    // Before the events: where some want none of them, those who get them all the time must not keep them waiting.
    const step = state.due.shift() ?? findBeat(state, options) ?? (await findEvents(state, options));
    const next = step ?? findRest(state, options);
    if (next) return state.isEnded ? null : next;
    const left = leftOf(options);
    await signal.wait(left > 0 ? left : options.heartbeatMs);
  }
  return null;
}

const leftOf = ({ lastAt, heartbeatMs }: FeedOptions) => lastAt() + heartbeatMs - performance.now();

function findBeat({ walk }: State, options: FeedOptions): Step | null {
  if (!walk || leftOf(options) > 0) return null;
  return { kind: "heartbeat", mark: { ...walk.mark }, cursor: cursorOf(walk.mark) };
}

async function findEvents(state: State, { journal, wants, mayGo }: FeedOptions): Promise<Step | null> {
  const on = state.walk;
  if (!on || mayGo?.() === false) return null;
  // Kept first: whoever asks meanwhile how far it is must not hear of an entry that nobody has been given.
  state.before = { ...on.mark };
  const events = await goOn(on, { journal, wants, most: MOST });
  // Meanwhile the stream may have been told to begin anew.
  if (events.length && state.walk === on) return { kind: "events", events };
  state.before = null;
  return null;
}

function findRest(state: State, { resync, mayRest }: Finding): Step | null {
  const { walk, later } = state;
  if (!walk) return state.due.shift() ?? null;
  if (later) {
    resync(later);
    return state.due.shift() ?? null;
  }
  // What a snapshot showed is still left out, for this stream alone.
  if (walk.mark.seen || state.isRested || !mayRest?.()) return null;
  state.isRested = true;
  return { kind: "rest", mark: { ...walk.mark } };
}
