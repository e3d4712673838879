import { once } from "../graphql/once.js";
import type { Due, Item } from "./items.js";
import type { Subscriber } from "./subscriber.js";

/**
 * Readings of those who go alone, each for all who ask the same, may see the same, and were there before it began: when
 * thousands come back, they come together.
 */
export interface Readings {
  /** The items of a step for a subscriber: what its own `read` gives, or what another one has read. */
  take(subscriber: Subscriber, step: Due, read: Read): Promise<Found>;
}

/** Null when whoever read has left, or may read no more. */
type Found = readonly Item[] | null;
type Read = () => Promise<Found>;

/** One that is for all who join before it begins. */
interface Reading {
  items: Promise<Found>;
  /** Whether everybody knows by now of what the reading saw, and the reader's access was the same all the while. */
  isSound(): Promise<boolean>;
}

export function createReadings(): Readings {
  // By what is asked and may be seen.
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

  async function take(subscriber: Subscriber, step: Due, read: Read): Promise<Found> {
    const name = nameOf(subscriber, step);
    if (name === null) return read();
    const shared = next.get(name);
    if (!shared) return begin(name, subscriber, read).items;
    const isSame = watchAccess(subscriber);
    const items = await shared.items.catch(() => null);
    const isGood = items && (await shared.isSound()) && isSame();
    // Another one reads.
    return isGood ? items : take(subscriber, step, read);
  }
  return { take };
}

function nameOf({ key, isSuspect, filter }: Subscriber, step: Due): string | null {
  // While its access isn't known, it shares with nobody.
  if (key === null || isSuspect) return null;
  if (step.kind === "snapshot") return JSON.stringify([key, filter]);
  // An item shows its cursor, which isn't the same for everybody until what a snapshot showed can't come any more.
  return step.kind === "events" ? JSON.stringify([key, step.events.map(({ cursor }) => cursor)]) : null;
}

/** Gives whether a subscriber's access is known to be the same still: it is another object after each change. */
function watchAccess(subscriber: Subscriber): () => boolean {
  const { standing } = subscriber;
  return () => !subscriber.isSuspect && subscriber.standing === standing;
}

// What was read may be newer than what the tailer has told of whose access changed.
const refreshed = ({ source }: Subscriber) => source.journal.refresh();
