import { fail } from "../graphql/errors.js";

/** Bounds how often somebody does something within a time. */
export interface Rate {
  /** Counts one more; `RATE_LIMITED` when the bound is reached. */
  take(who: string, path: readonly string[], now?: number): void;
}

/** A bound for each process: `most` times in any `windowMs`. */
export function createRate({ most, windowMs }: { most: number; windowMs: number }): Rate {
  const taken = new Map<string, number[]>();
  return {
    take(who, path, now = Date.now()) {
      const recent = (taken.get(who) ?? []).filter((at) => at > now - windowMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= most) throw refusal(path, most, oldest + windowMs - now);
      // Deleted first: the map's order is then that of the last time.
      taken.delete(who);
      taken.set(who, [...recent, now]);
      forget(taken, now - windowMs);
    },
  };
}

function refusal(path: readonly string[], most: number, waitMs: number) {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const rule = `${path.at(-1)} must be asked for at most ${most} times a minute`;
  return fail("RATE_LIMITED", path, `${rule}: wait ${retryAfter} seconds`, { retryAfter });
}

// Without it the map would keep everybody who ever asked.
function forget(taken: Map<string, number[]>, before: number) {
  for (const [who, times] of taken) {
    if ((times.at(-1) ?? 0) > before) return;
    taken.delete(who);
  }
}
