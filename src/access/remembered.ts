import type { SQL } from "drizzle-orm";
import type { Viewer } from "./viewer.js";

/** Who somebody was found to be, and a condition that holds for as long as they would be found so again. */
export interface Known {
  viewer: Viewer;
  guard: SQL;
}

/** Who asked lately. What is remembered is no proof: a statement that runs under it must hold its guard. */
export interface Remembered {
  find(who: string): Known | undefined;
  keep(who: string, known: Known): void;
  forget(who: string): void;
}

const KEPT = 10_000;

/** Remembers the last ten thousand. */
export function createRemembered(kept = KEPT): Remembered {
  const known = new Map<string, Known>();
  return {
    find(who) {
      const found = known.get(who);
      // Set anew, it is the last that is dropped.
      if (found && known.delete(who)) known.set(who, found);
      return found;
    },
    keep(who, found) {
      known.set(who, found);
      if (known.size > kept) known.delete(known.keys().next().value as string);
    },
    forget: (who) => void known.delete(who),
  };
}
