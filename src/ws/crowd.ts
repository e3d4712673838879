import { LIMITS } from "../graphql/limits.js";
import type { Meter } from "../graphql/meter.js";

/** The part of a socket that says what runs on it. */
interface Busy {
  readonly subscriptions: Readonly<Record<string, unknown>>;
}

/** Who is connected: how many sockets an address and a caller have open, and how many subscriptions a caller has. */
export interface Crowd {
  /** Counts a socket of an address; false when it has as many as it may, or opened too many lately. */
  enter(address: string): boolean;
  leave(address: string): void;
  /** Counts a socket of a caller; false when the caller has as many as one may. */
  join(caller: string, socket: Busy): boolean;
  part(caller: string, socket: Busy): void;
  /** What runs on all sockets of a caller; not counted, and 0, where so few sockets can't run more than `most`. */
  countOf(caller: string, most: number): number;
  /** What runs on all sockets. */
  count(): number;
}

export function createCrowd({ bounds, mayConnect }: Meter): Crowd {
  const addresses = new Map<string, number>();
  const callers = new Map<string, Set<Busy>>();
  // Counted anew each time: a counter of its own could drift from what really runs.
  const countAll = (sockets: Iterable<Busy> = []) =>
    [...sockets].reduce((sum, { subscriptions }) => sum + Object.keys(subscriptions).length, 0);
  return {
    enter(address) {
      const open = addresses.get(address) ?? 0;
      if (open >= bounds.socketsPerAddress || !mayConnect(address)) return false;
      addresses.set(address, open + 1);
      return true;
    },
    leave(address) {
      const open = (addresses.get(address) ?? 1) - 1;
      if (open > 0) addresses.set(address, open);
      else addresses.delete(address);
    },
    join(caller, socket) {
      const sockets = callers.get(caller) ?? new Set();
      if (sockets.size >= bounds.socketsPerViewer) return false;
      callers.set(caller, sockets.add(socket));
      return true;
    },
    part(caller, socket) {
      const sockets = callers.get(caller);
      sockets?.delete(socket);
      if (sockets?.size === 0) callers.delete(caller);
    },
    countOf(caller, most) {
      const sockets = callers.get(caller);
      const isCounted = sockets && sockets.size * LIMITS.subscriptions > most;
      return isCounted ? countAll(sockets) : 0;
    },
    count: () => [...callers.values()].reduce((sum, sockets) => sum + countAll(sockets), 0),
  };
}
