import { type Entry, isAfter, type Place } from "./entry.js";

const KEPT = 5_000;

/** The entries that were read last, so that those who follow closely needn't ask the database. */
export interface Recent {
  add(entries: readonly Entry[]): void;
  /** The entries after a place, at most so many; null when some of them are kept no longer. */
  after(place: Place, most: number): readonly Entry[] | null;
  /** Forgets everything: what comes next comes after this place. */
  reset(place: Place): void;
}

export function createRecent(start: Place): Recent {
  let kept: Entry[] = [];
  let from = start;
  return {
    add(entries) {
      kept.push(...entries);
      // Half of it at once, or each entry would move all the others.
      if (kept.length <= 2 * KEPT) return;
      from = kept[kept.length - KEPT - 1] as Entry;
      kept = kept.slice(-KEPT);
    },
    after(place, most) {
      if (place.epoch !== from.epoch || isAfter(from, place)) return null;
      const first = findFirst(kept, place);
      return kept.slice(first, first + most);
    },
    reset(place) {
      kept = [];
      from = place;
    },
  };
}

/** The index of the first entry after a place, in entries that are in order. */
function findFirst(entries: readonly Entry[], place: Place): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(entries[middle] as Entry, place)) high = middle;
    else low = middle + 1;
  }
  return low;
}
