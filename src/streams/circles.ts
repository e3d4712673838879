import type { Entry } from "../journal/entry.js";
import type { Item } from "./items.js";
import type { Subscriber } from "./subscriber.js";

/** Members of a cohort who ask for the same items. */
export interface Circle {
  members: ReadonlySet<Subscriber>;
  /** Who they are, as the ledger names them: the same array again while they are the same. */
  names(): readonly string[];
}

/** The members of a cohort, by which items they ask for. */
export interface Circles {
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
  has(subscriber: Subscriber): boolean;
  /** Whoever has been a member for longest; undefined without members. */
  first(): Subscriber | undefined;
  /**
   * By member, in the order in which they came: circle by circle a broadcast costs a fifth more. Walked with those who
   * join meanwhile, and without those who leave.
   */
  all(): ReadonlyMap<Subscriber, Circle>;
  size(): number;
  /** Whether anybody asks for the entry. */
  wants(entry: Entry): boolean;
  /** Who is to be given an item: those who ask for its entry, or who have had nothing for so long. */
  askingFor(item: Item): readonly Circle[];
  /** When those who have waited longest were given an item. */
  lastAt(): number;
}

export function createCircles(heartbeatMs: number): Circles {
  const circles = new Map<string, Kept>();
  const all = new Map<Subscriber, Kept>();

  function isDue({ wants, lastAt }: Kept, { entry }: Item) {
    return entry ? wants(entry) : performance.now() - lastAt >= heartbeatMs;
  }
  return {
    askingFor(item) {
      const asking = [...circles.values()].filter((circle) => isDue(circle, item));
      for (const circle of asking) circle.lastAt = performance.now();
      return asking;
    },
    all: () => all,
    add(subscriber) {
      const circle = circles.get(subscriber.filter) ?? createCircle(subscriber);
      circles.set(subscriber.filter, circle);
      circle.add(subscriber);
      all.set(subscriber, circle);
    },
    remove(subscriber) {
      const circle = all.get(subscriber);
      all.delete(subscriber);
      circle?.remove(subscriber);
      if (circle?.members.size === 0) circles.delete(subscriber.filter);
    },
    has: (subscriber) => all.has(subscriber),
    size: () => all.size,
    first: () => all.keys().next().value,
    wants: (entry) => [...circles.values()].some((circle) => circle.wants(entry)),
    lastAt: () => Math.min(...[...circles.values()].map(({ lastAt }) => lastAt)),
  };
}

interface Kept extends Circle {
  wants(entry: Entry): boolean;
  /** When they were given an item last, as `performance.now()` tells it. */
  lastAt: number;
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
}

function createCircle({ source, lastAt }: Subscriber): Kept {
  const members = new Set<Subscriber>();
  let names: readonly string[] | undefined;
  const circle: Kept = {
    ...{ members, lastAt },
    wants: (entry) => source.wants(entry),
    names: () => (names ??= [...members].flatMap(({ to }) => to)),
    add(subscriber) {
      names = undefined;
      members.add(subscriber);
      circle.lastAt = Math.min(circle.lastAt, subscriber.lastAt);
    },
    remove(subscriber) {
      names = undefined;
      members.delete(subscriber);
      subscriber.lastAt = circle.lastAt;
    },
  };
  return circle;
}
