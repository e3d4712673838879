import type { Mark } from "../journal/cursor.js";
import type { Entry } from "../journal/entry.js";
import { createFeed, type ResyncReason } from "../journal/feed.js";
import type { Journal } from "../journal/tail.js";
import { type Circles, createCircles } from "./circles.js";
import type { Due, Item } from "./items.js";
import type { Pauses } from "./pauses.js";
import { isNew, isNewFor, laterOf } from "./place.js";
import { readSafely } from "./read.js";
import { createRecent } from "./recent.js";
import { type Course, give, type Subscriber } from "./subscriber.js";

/**
 * Subscribers who ask the same of each item and may see the same: it is read, executed and written once for all.
 * Which items they ask for may differ.
 */
export interface Cohort {
  size(): number;
  /** Whether what a subscriber asks for and hasn't got is still at hand. */
  covers(subscriber: Subscriber): boolean;
  /** Takes in a subscriber that it covers, and gives it what it hasn't got. */
  join(subscriber: Subscriber): void;
  /** Lets it go; gives from where it goes on by itself. */
  leave(subscriber: Subscriber): Mark;
}

export interface CohortCourse extends Course {
  /** Its network doesn't take what it is sent: it must go on by itself. */
  slow(subscriber: Subscriber): void;
  /** The stream must begin anew. */
  resync(subscriber: Subscriber, reason: ResyncReason): void;
  /** Nobody is left. */
  close(): void;
  pause: Pauses;
}

// What a socket may have waiting before it is left behind.
const WAITING = 1_048_576;

/** Begins a cohort at the mark of its first subscriber. */
export function createCohort(founder: Subscriber, course: CohortCourse): Cohort {
  const { journal, heartbeatMs } = founder.source;
  const from = founder.mark as Mark;
  const circles = createCircles(heartbeatMs);
  const recent = createRecent(from);
  circles.add(founder);
  // What nobody wants is kept in mind, or whoever joins with other wishes would never be given it.
  const wants = (entry: Entry) => circles.wants(entry) || recent.passOver(entry);
  const feed = createFeed({ journal, heartbeatMs, from, wants, lastAt: circles.lastAt });
  const fail = (_: Subscriber, error?: unknown) => failAll(circles, course, error);
  async function run() {
    for (let step = await feed.next(); step; step = await feed.next()) {
      recent.prune();
      if (step.kind === "resync") for (const member of circles.all().keys()) course.resync(member, step.reason);
      if (step.kind !== "events" && step.kind !== "heartbeat") continue;
      const items = await readForAll(step, circles, { ...course, fail, journal });
      recent.add(items);
      for (const item of items) await giveAll(circles, item, course);
    }
  }
  run().catch((error) => fail(founder, error));

  return {
    size: circles.size,
    covers: ({ mark, source }) => mark !== null && recent.covers(mark, source.wants),
    join(subscriber) {
      catchUp(subscriber, recent.items(), course);
      circles.add(subscriber);
    },
    leave(subscriber) {
      circles.remove(subscriber);
      const mark = laterOf(subscriber.mark as Mark, feed.mark());
      if (!circles.first()) {
        feed.end();
        course.close();
      }
      return mark;
    },
  };
}

function failAll(circles: Circles, course: Course, error: unknown) {
  let told = error;
  for (const member of circles.all().keys()) {
    course.fail(member, told);
    // The log is told once.
    told = undefined;
  }
}

type Reading = Course & { journal: Journal };

/** Reads a step as one of the members, who must still be one when everybody knows of the latest changes of access. */
async function readForAll(step: Due, circles: Circles, { journal, ...course }: Reading): Promise<Item[]> {
  for (;;) {
    let reader: Subscriber | undefined;
    const choose = () => (reader = circles.first());
    const items = (await readSafely(step, { ...course, choose })) ?? [];
    const refused = items.find(({ source }) => source === null);
    if (refused && reader) course.fail(reader, refused.errors[0]);
    if (step.kind === "heartbeat") return items;
    // What was read may be newer than what the tailer has told: whoever has lost access since must not be given it, and
    // nobody what only the reader sees, or not what the reader sees no longer.
    await journal.refresh();
    if (!reader || circles.has(reader)) return items;
  }
}

/** Gives an item to all who ask for it; whoever is left behind gets it on its own way. */
async function giveAll(circles: Circles, item: Item, course: CohortCourse) {
  const { pause, notes } = course;
  const isDue = isNewFor(item);
  const asking = new Map(circles.askingFor(item).map((circle) => [circle, notes.sentToAll(item, circle)]));
  if (asking.size === 0) return;
  for (const [member, circle] of circles.all()) {
    const note = asking.get(circle);
    if (!note || !isDue(member) || !member.fresh.line.isOpen()) continue;
    if (member.fresh.line.buffered() > WAITING) course.slow(member);
    else if (give(member, item)) note.given(member);
    if (pause.isDue()) await pause.take();
  }
  for (const note of asking.values()) note.end();
}

function catchUp(subscriber: Subscriber, items: readonly Item[], { notes }: CohortCourse) {
  for (const item of items) {
    const isAsked = item.entry && subscriber.source.wants(item.entry) && isNew(item, subscriber);
    if (!isAsked) continue;
    subscriber.lastAt = performance.now();
    give(subscriber, item, notes.sent(item, subscriber));
  }
}
