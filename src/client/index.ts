import { runConnection } from "./connection.js";
import { overEvents } from "./events.js";
import { createInbox, type Inbox } from "./inbox.js";
import { pause, pauseBefore } from "./pause.js";
import { overSocket } from "./socket.js";
import type { Connect, Following, FollowOptions, StreamItem, Trouble } from "./types.js";

export type { Following, FollowOptions, StreamError, StreamItem, Trouble } from "./types.js";

/** The stream ended for a reason that no waiting heals; `trouble` says what the server answered. */
export class StreamEnded extends Error {
  override readonly name = "StreamEnded";
  constructor(readonly trouble: Trouble) {
    super(trouble.message);
  }
}

const RETRY_MS = [1_000, 30_000] as const;
const HEARTBEAT_MS = 15_000;
const MISSED_HEARTBEATS = 2.5;
// A supplier that has nothing better than what was refused so often has nothing.
const MOST_REFUSALS = 5;
const BUFFER = 1_000;

/**
 * Follows a subscription across connections, servers and tokens: every item comes once and in order, or a `Resync`
 * says why that can't be, and a snapshot follows. Throws `StreamEnded` when going on is of no use.
 */
export function followStream<Item extends StreamItem = StreamItem>(options: FollowOptions): Following<Item> {
  const inbox = createInbox<Item>(options.buffer ?? BUFFER);
  const ending = new AbortController();
  let cursor = options.after ?? null;
  function close() {
    ending.abort();
    inbox.drop();
  }
  options.signal?.addEventListener("abort", close, { signal: ending.signal });
  if (options.signal?.aborted) close();
  run(options, inbox, ending.signal).then(() => inbox.end(), inbox.end);

  return {
    get cursor() {
      return cursor;
    },
    close,
    async next() {
      const item = await inbox.take();
      if (!item) return { value: undefined, done: true };
      cursor = item.cursor;
      return { value: item, done: false };
    },
    async return() {
      close();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** How the stream has fared. */
interface Course {
  /** The cursor of the last item that came. */
  last: string | null;
  /** Attempts and refused tokens since then. */
  attempts: number;
  refusals: number;
}

async function run<Item extends StreamItem>(options: FollowOptions, inbox: Inbox<Item>, signal: AbortSignal) {
  const connect = options.transport === "sse" ? overEvents(options) : overSocket(options);
  const course: Course = { last: options.after ?? null, attempts: 0, refusals: 0 };
  while (!signal.aborted) {
    const trouble = await attempt(options, { connect, course, inbox, signal });
    if (!trouble) return;
    if (trouble.kind === "token") course.refusals++;
    if (trouble.kind === "fatal" || course.refusals >= MOST_REFUSALS) throw new StreamEnded(trouble);
    options.onTrouble?.(trouble);
    await inbox.drained();
    const drawn = pauseBefore(course.attempts++, options.retryMs ?? RETRY_MS, Math.random());
    await pause((trouble.waitMs ?? 0) + drawn, signal);
  }
}

interface Running<Item> {
  connect: Connect;
  course: Course;
  inbox: Inbox<Item>;
  signal: AbortSignal;
}

/** One connection, from the last item that came. */
async function attempt<Item extends StreamItem>(
  { query, variables, token, heartbeatMs = HEARTBEAT_MS, onTrouble }: FollowOptions,
  { connect, course, inbox, signal }: Running<Item>,
): Promise<Trouble | null> {
  const { last } = course;
  const given = await supply(token);
  if (typeof given === "object" && given) return given;
  if (signal.aborted) return null;
  return runConnection<Item>({
    connect,
    ask: { query, variables: { ...variables, after: last }, token: given },
    after: last,
    silenceMs: heartbeatMs * MISSED_HEARTBEATS,
    signal,
    warn: (trouble) => onTrouble?.(trouble),
    give(item) {
      Object.assign(course, { last: item.cursor, attempts: 0, refusals: 0 } satisfies Course);
      return inbox.put(item);
    },
  });
}

// A supplier may ask the network, which fails as the stream's does.
async function supply(token: FollowOptions["token"]): Promise<string | null | Trouble> {
  try {
    return (await token?.()) ?? null;
  } catch (error) {
    return { kind: "cut", message: `No token was supplied: ${error instanceof Error ? error.message : error}` };
  }
}
