import type { Entry } from "../journal/entry.js";
import type { Item } from "./items.js";
import type { Subscriber } from "./subscriber.js";

/** Members of a cohort who ask for the same items. */
export interface Circle {
  /** A set is walked with those who join meanwhile, and without those who leave. */
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
  all(): Iterable<Subscriber>;
  size(): number;
  /** Whether anybody asks for the entry. */
  wants(entry: Entry): boolean;
  /** Who is to be given an item: those who ask for its entry, or who have had nothing for so long. */
  askingFor(item: Item): Iterable<Circle>;
  /** When those who have waited longest were given an item. */
  lastAt(): number;
}

export function createCircles(heartbeatMs: number): Circles {
  const circles = new Map<string, Kept>();

  function isDue({ wants, lastAt }: Kept, { entry }: Item) {
    return entry ? wants(entry) : performance.now() - lastAt >= heartbeatMs;
  }
  function* askingFor(item: Item) {
    for (const circle of circles.values()) {
      if (!isDue(circle, item)) continue;
      circle.lastAt = performance.now();
      yield circle;
    }
  }
  function* all() {
    for (const { members } of circles.values()) yield* members;
  }
  return {
    ...{ askingFor, all },
    add(subscriber) {
      const circle = circles.get(subscriber.filter) ?? createCircle(subscriber);
      circles.set(subscriber.filter, circle);
      circle.add(subscriber);
    },
    remove(subscriber) {
      const circle = circles.get(subscriber.filter);
      circle?.remove(subscriber);
      if (circle?.members.size === 0) circles.delete(subscriber.filter);
    },
    has: (subscriber) => circles.get(subscriber.filter)?.members.has(subscriber) === true,
    size: () => [...circles.values()].reduce((sum, { members }) => sum + members.size, 0),
    first: () => all().next().value ?? undefined,
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
