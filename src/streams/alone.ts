import type { Mark } from "../journal/cursor.js";
import { createFeed, type Feed } from "../journal/feed.js";
import type { Due, Item } from "./items.js";
import { readSafely } from "./read.js";
import type { Readings } from "./readings.js";
import { type Course, give, type Start, type Subscriber } from "./subscriber.js";

/** One subscriber's own way through the journal, at the pace of its network. */
export interface Alone extends Pick<Feed, "resync" | "resyncAtRest" | "wake"> {
  end(): void;
}

export interface AloneCourse extends Course {
  readings: Readings;
  /** Whether the subscriber may go on with others from its mark. */
  mayShare(subscriber: Subscriber): boolean;
  /** Lets it go on with others, where they aren't too far ahead; at rest it may be the first of them. */
  share(subscriber: Subscriber, isAtRest: boolean): boolean;
  /** What was asked for can be had no longer. */
  close(subscriber: Subscriber): void;
}

/** Gives a subscriber what it hasn't got: a snapshot, what it missed, and what comes until it shares with others. */
export function startAlone(subscriber: Subscriber, from: Start, course: AloneCourse): Alone {
  const feed = feedOf(subscriber, from, course);
  let isEnded = false;
  const end = () => {
    isEnded = true;
    feed.end();
  };
  const choose = () => (isEnded ? undefined : subscriber);

  async function run() {
    for (let step = await feed.next(); step; step = await feed.next()) {
      if (step.kind === "rest") subscriber.mark = step.mark;
      else await work(step);
      const isShared = !isEnded && course.mayShare(subscriber) && course.share(subscriber, step.kind === "rest");
      if (isShared) end();
    }
  }
  async function work(step: Due) {
    const turn = feed.turn();
    // What a change has made before this snapshot is in it.
    if (step.kind === "snapshot") subscriber.isStale = false;
    const read = () => readSafely(step, { ...course, choose });
    for (const item of (await course.readings.take(subscriber, step, read)) ?? []) {
      // Nobody hears it, or it was told to begin anew: what comes instead shows the rest as it may be seen now.
      if (!subscriber.fresh.line.isOpen()) end();
      if (isEnded || feed.turn() !== turn) return;
      await take(subscriber, item, { ...course, feed });
    }
  }
  run().catch((error) => course.fail(subscriber, error));
  const { resync, resyncAtRest, wake } = feed;
  return { resync, resyncAtRest, wake, end };
}

async function take(subscriber: Subscriber, item: Item, course: AloneCourse & { feed: Feed }) {
  if (item.source) {
    subscriber.source = item.source;
    course.feed.see(item.mark as Mark);
  }
  subscriber.lastAt = performance.now();
  subscriber.fresh.spend(item.cost);
  await deliver(subscriber, item, course);
  if (item.source === null) course.close(subscriber);
}

function feedOf(subscriber: Subscriber, from: Start, { mayShare }: AloneCourse): Feed {
  const { journal, heartbeatMs } = subscriber.source;
  return createFeed({
    ...{ journal, heartbeatMs, from },
    lastAt: () => subscriber.lastAt,
    // Standings are read few at a time: after a restart of PostgreSQL thousands would else read each event alone.
    mayGo: () => !subscriber.isSuspect,
    mayRest: () => mayShare(subscriber),
    // The source is made anew with each snapshot: its arguments may mean something else by then.
    wants: (entry) => subscriber.source.wants(entry),
  });
}

/** Resolves when the network has taken the item: whoever is slow isn't read for, and holds up nobody else. */
function deliver(subscriber: Subscriber, item: Item, { notes }: AloneCourse): Promise<void> {
  const note = notes.sent(item, subscriber);
  return new Promise<void>((resolve) => {
    const isGiven = give(subscriber, item, (isTaken) => {
      note(isTaken);
      resolve();
    });
    if (!isGiven) resolve();
  });
}
