import { fail } from "../graphql/errors.js";
import type { Entry, Journal } from "./tail.js";

const BOUND = 10_000;

/** The entries that a subscriber wants, from now on. It ends with an error when the subscriber is too slow for them. */
export function follow(journal: Journal, wants: (entry: Entry) => boolean): AsyncGenerator<Entry> {
  const queue: Entry[] = [];
  let done = false;
  let next = Promise.withResolvers<void>();
  const stop = journal.listen((entry) => {
    if (!wants(entry)) return;
    queue.push(entry);
    next.resolve();
  });
  const end = () => {
    done = true;
    stop();
    next.resolve();
    return { value: undefined, done: true as const };
  };

  return {
    async next() {
      while (!done && queue.length === 0) {
        await next.promise;
        next = Promise.withResolvers();
      }
      if (queue.length > BOUND) {
        end();
        throw tooSlow(queue.length);
      }
      return done ? end() : { value: queue.shift() as Entry, done: false };
    },
    return: async () => end(),
    async throw(error) {
      end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void end(),
  };
}

const tooSlow = (waiting: number) =>
  fail("LIMIT_EXCEEDED", [], `The stream must be read: ${waiting} events wait, the bound is ${BOUND}.`);
