import type { Mark } from "../journal/cursor.js";
import { type Entry, isAfter, type Place } from "../journal/entry.js";
import type { Item } from "./items.js";
import { isNew, placeOf } from "./place.js";

/** The items of the last moments, for those who come a little late. */
export interface RecentItems {
  add(items: readonly Item[]): void;
  /** Notes an entry that nobody asked for: there is no item of it. Gives false: it isn't wanted. */
  passOver(entry: Entry): false;
  items(): readonly Item[];
  /** Lets go of what is too old. */
  prune(): void;
  /** Whether whatever comes after a mark is at hand, for whoever wants these entries. */
  covers(mark: Mark, wants: (entry: Entry) => boolean): boolean;
}

// An item shows things as they were, so it isn't kept for long.
const KEPT_MS = 2_000;
const KEPT_ENTRIES = 1_000;
// Whoever lacks more reads it alone, at the pace of its own network.
const MOST = 32;

export function createRecent(start: Mark): RecentItems {
  let kept: { item: Item; at: number }[] = [];
  // Every item after it is kept, and every entry of which there is none.
  let since: Place = placeOf(start);
  const forget = (last: Place | null | undefined) => void (last && isAfter(last, since) && (since = last));
  const passed = createPassed(forget);

  function prune() {
    const from = performance.now() - KEPT_MS;
    const gone = kept.filter(({ at }) => at < from);
    kept = kept.slice(gone.length);
    const last = gone.at(-1)?.item.mark;
    forget(last && placeOf(last));
  }
  return {
    prune,
    add(items) {
      prune();
      const at = performance.now();
      for (const item of items) if (item.entry) kept.push({ item, at });
    },
    passOver: passed.add,
    items: () => kept.map(({ item }) => item),
    covers(mark, wants) {
      prune();
      const place = placeOf(mark);
      if (mark.epoch !== since.epoch || isAfter(since, place) || passed.hasAny(place, wants)) return false;
      return kept.filter(({ item }) => isNew(item, { mark })).length <= MOST;
    },
  };
}

/** The entries that nobody asked for; hears of the last one that is kept no longer. */
function createPassed(forget: (last: Place | undefined) => void) {
  let passed: Entry[] = [];
  return {
    add(entry: Entry): false {
      passed.push(entry);
      // Half of them at once, or each entry would move all the others.
      if (passed.length <= 2 * KEPT_ENTRIES) return false;
      forget(passed[KEPT_ENTRIES - 1]);
      passed = passed.slice(KEPT_ENTRIES);
      return false;
    },
    /** Whether one of them that comes after a place is wanted. */
    hasAny(place: Place, wants: (entry: Entry) => boolean) {
      for (let i = passed.length - 1; i >= 0; i--) {
        const entry = passed[i] as Entry;
        if (!isAfter(entry, place)) return false;
        if (wants(entry)) return true;
      }
      return false;
    },
  };
}
