import type { Counts } from "../graphql/counts.js";
import type { Ledger } from "../graphql/ledger.js";
import { type AloneCourse, startAlone } from "./alone.js";
import { type Cohort, type CohortCourse, createCohort } from "./cohort.js";
import { createNotes } from "./notes.js";
import { createPauses } from "./pauses.js";
import { createReadings } from "./readings.js";
import type { Course, Start, Subscriber } from "./subscriber.js";

/** The ways of subscribers through the journal: each goes alone until it has got everything, then with its like. */
export interface Ways {
  start(subscriber: Subscriber, from: Start): void;
  /** Lets a subscriber go on alone, from where it is or anew. */
  part(subscriber: Subscriber, from?: Start): void;
  /**
   * Lets one that goes alone go on when its access is known: as before, anew when it has got all that there is because
   * it sees more, or at once because it sees less.
   */
  renew(subscriber: Subscriber, change: "same" | "gained" | "lost"): void;
  end(subscriber: Subscriber): void;
  /** How many cohorts there are, and how many subscribers go with others. */
  stats(): WayStats;
}

export interface WayStats {
  cohorts: number;
  sharing: number;
}

export interface WaysOptions {
  counts: Counts;
  ledger: Ledger;
  onFault(error: unknown): void;
}

// Whoever has more waiting isn't given more by others.
const WAITING = 65_536;

export function createWays(options: WaysOptions): Ways {
  const cohorts = new Map<string, Cohort>();
  const course = courseOf(options);
  const together = { ...course, slow, resync: part, pause: createPauses() };
  const close = (subscriber: Subscriber) => subscriber.close();
  const alone: AloneCourse = { ...course, readings: createReadings(), mayShare, share, close };

  function start(subscriber: Subscriber, from: Start) {
    subscriber.way = { alone: startAlone(subscriber, from, alone) };
  }
  function part(subscriber: Subscriber, from?: Start) {
    const mark = subscriber.way?.cohort?.leave(subscriber);
    if (mark) start(subscriber, from ?? mark);
  }
  function slow(subscriber: Subscriber) {
    options.counts.add("slowSockets", subscriber.name);
    part(subscriber);
  }
  function share(subscriber: Subscriber, isAtRest: boolean): boolean {
    const { key, mark } = subscriber;
    // What a snapshot showed is left out for this one alone.
    if (!mark || mark.seen) return false;
    const cohort = cohorts.get(key as string);
    if (cohort ? !cohort.covers(subscriber) : !isAtRest) return false;
    cohort?.join(subscriber);
    subscriber.way = { cohort: cohort ?? found(cohorts, subscriber, together) };
    return true;
  }
  return {
    ...{ start, part, end },
    renew({ way }, change) {
      if (change === "lost") way?.alone?.resync("ACCESS_CHANGED");
      else if (change === "gained") way?.alone?.resyncAtRest("ACCESS_CHANGED");
      else way?.alone?.wake();
    },
    stats: () => ({ cohorts: cohorts.size, sharing: sizeOf(cohorts.values()) }),
  };
}

const sizeOf = (cohorts: Iterable<Cohort>) => [...cohorts].reduce((sum, cohort) => sum + cohort.size(), 0);

const courseOf = ({ counts, ledger, onFault }: WaysOptions): Course => ({
  notes: createNotes({ counts, ledger }),
  refuse: (subscriber, { message }) => close(subscriber, 4403, message),
  fail(subscriber, error) {
    if (error !== undefined) onFault(error);
    close(subscriber, 1011, "Events may be missing: connect again with the last cursor.");
  },
});

function found(cohorts: Map<string, Cohort>, founder: Subscriber, course: Omit<CohortCourse, "close">): Cohort {
  const key = founder.key as string;
  const cohort = createCohort(founder, { ...course, close: () => void cohorts.delete(key) });
  cohorts.set(key, cohort);
  return cohort;
}

const mayShare = ({ key, isSuspect, isStale, fresh }: Subscriber): boolean =>
  key !== null && !isSuspect && !isStale && fresh.line.isOpen() && fresh.line.buffered() <= WAITING;

function close(subscriber: Subscriber, code: number, reason: string) {
  end(subscriber);
  subscriber.fresh.end(code, reason);
}

function end(subscriber: Subscriber) {
  subscriber.way?.alone?.end();
  subscriber.way?.cohort?.leave(subscriber);
  subscriber.way = undefined;
}
