import type { Item } from "./items.js";
import type { Subscriber } from "./subscriber.js";

/** Snapshots, each read once for all who ask the same, may see the same, and were there before it was read. */
export interface Snapshots {
  /** The items of a snapshot for a subscriber: what its own `read` gives, or what another one has read. */
  take(subscriber: Subscriber, read: Read): Promise<readonly Item[]>;
}

type Read = () => Promise<readonly Item[]>;

/** A reading that is for all who join before it begins. */
interface Reading {
  items: Promise<readonly Item[]>;
  /** Whether everybody knows by now of what the reading saw, and the reader's access was the same all the while. */
  isSound(): Promise<boolean>;
}

export function createSnapshots(): Snapshots {
  // By what is asked and may be seen. A storm of those who come back costs two readings at once, not thousands.
  const running = new Map<string, Reading>();
  const next = new Map<string, Reading>();

  function begin(name: string, reader: Subscriber, read: Read): Reading {
    const before = running.get(name)?.items;
    const isSame = watchAccess(reader);
    async function start() {
      await before?.catch(() => {});
      // Whoever comes from now on may ask because of a change that this reading doesn't see.
      next.delete(name);
      running.set(name, reading);
      return read();
    }
    const reading = { items: start(), isSound: once(() => refreshed(reader).then(isSame)) };
    const forget = () => void (running.get(name) === reading && running.delete(name));
    reading.items.then(forget, forget);
    next.set(name, reading);
    return reading;
  }

  async function take(subscriber: Subscriber, read: Read): Promise<readonly Item[]> {
    const name = nameOf(subscriber);
    if (name === null) return read();
    const shared = next.get(name);
    if (!shared) return begin(name, subscriber, read).items;
    const isSame = watchAccess(subscriber);
    const items = await shared.items.catch(() => []);
    // Nothing was read when the reader has left or lost its access: another one reads.
    const isGood = items.length > 0 && (await shared.isSound()) && isSame();
    return isGood ? items : take(subscriber, read);
  }
  return { take };
}

// While its access isn't known, it shares with nobody.
const nameOf = ({ key, isSuspect, filter }: Subscriber): string | null =>
  key === null || isSuspect ? null : JSON.stringify([key, filter]);

/** Gives whether a subscriber's access is known to be the same still: it is another object after each change. */
function watchAccess(subscriber: Subscriber): () => boolean {
  const { standing } = subscriber;
  return () => !subscriber.isSuspect && subscriber.standing === standing;
}

// What was read may be newer than what the tailer has told of whose access changed.
const refreshed = ({ source }: Subscriber) => source.journal.refresh();

function once<T>(work: () => T): () => T {
  let done: { result: T } | undefined;
  return () => {
    done ??= { result: work() };
    return done.result;
  };
}
