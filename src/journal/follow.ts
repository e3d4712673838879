import { fail } from "../graphql/errors.js";
import type { Entry } from "./entry.js";
import type { Journal } from "./tail.js";

const BOUND = 10_000;

/** The entries that a subscriber wants, from now on. It ends with an error when the subscriber is too slow for them. */
export function follow(journal: Journal, wants: (entry: Entry) => boolean): AsyncGenerator<Entry> {
  const queue = createQueue<Entry>();
  const stop = journal.listen(({ entries }) => {
    for (const entry of entries) if (wants(entry)) queue.push(entry);
  });
  const end = async () => {
    stop();
    queue.end();
    return { value: undefined, done: true as const };
  };
  return {
    async next() {
      const value = await queue.take();
      return value ? { value, done: false } : end();
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

function createQueue<T>() {
  let waiting: T[] = [];
  let ended: { error?: unknown } | undefined;
  let changed = Promise.withResolvers<void>();
  function end(error?: unknown) {
    ended ??= { error };
    waiting = [];
    changed.resolve();
  }
  return {
    end,
    push(value: T) {
      if (ended) return;
      waiting.push(value);
      // Bounded where it grows: a reader that has stalled never asks for the next one.
      if (waiting.length > BOUND) end(tooSlow());
      changed.resolve();
    },
    /** The next value, when it comes; undefined after the end. */
    async take(): Promise<T | undefined> {
      while (waiting.length === 0 && !ended) {
        await changed.promise;
        changed = Promise.withResolvers();
      }
      if (ended?.error) throw ended.error;
      return waiting.shift();
    },
  };
}

const tooSlow = () => fail("LIMIT_EXCEEDED", [], `The stream must be read: more than ${BOUND} events wait.`);
