import type { Standing } from "../access/standing.js";
import type { Log } from "../db/log.js";
import type { Batch, Journal } from "../journal/tail.js";
import { createFollowed, type Followed, type Follower, type Open } from "./followed.js";
import { createRounds } from "./rounds.js";

/** Somebody with a token. */
export interface Caller {
  /** Names the principal and the appointment that the client named, if it did: who has the same has one standing. */
  key: string;
  open: Open;
}

export interface Standings {
  /**
   * Reads a standing and tells of its changes until it is stopped. A refusal, or a fault of the first reading, is
   * thrown; a later fault leaves the follower suspected until a reading works.
   */
  follow(caller: Caller, follower: Follower): Promise<{ standing: Standing; stop(): void }>;
}

interface StandingsOptions {
  journal: Journal;
  log: Log;
}

// Each reading takes a connection of those that answer requests.
const AT_ONCE = 4;

/**
 * The standings of those who follow streams on this process. To be created before anything else listens to the journal:
 * it must hear of a revocation before others have the entries that come with it.
 */
export function createStandings({ journal, log }: StandingsOptions): Standings & { close(): void } {
  const register = createRegister();
  const onFault = (error: unknown) => log.error(error as object, "A standing can't be read; it is tried again");
  const rounds = createRounds<Followed>({ atOnce: AT_ONCE, work, onFault });
  const readWhenDue = (followed: Followed) => void (followed.isDue() && rounds.add(followed));

  async function work(followed: Followed) {
    await followed.read();
    register.note(followed);
    if (followed.isEmpty()) forget(followed);
    else readWhenDue(followed);
  }
  function forget(followed: Followed) {
    rounds.drop(followed);
    register.forget(followed);
  }
  const stop = journal.listen((batch) => register.hear(batch, readWhenDue));
  return {
    async follow({ key, open }, follower) {
      const followed = register.find(key);
      // Registered before it is read, or a change between the two would be heard by nobody.
      const { standing, leave } = followed.join(open, follower);
      readWhenDue(followed);
      const stop = () => {
        leave();
        if (followed.isEmpty()) forget(followed);
      };
      return { standing: await standing, stop };
    },
    close() {
      stop();
      rounds.close();
      register.fail(new Error("The server is stopping."));
    },
  };
}

/** The standings that are followed, by key, and when time alone changes one of them. */
function createRegister() {
  const all = new Map<string, Followed>();
  // In milliseconds since 1970.
  let until = Number.POSITIVE_INFINITY;
  const note = (followed: Followed) => void (until = Math.min(until, followed.until()));
  return {
    note,
    find(key: string): Followed {
      const found = all.get(key) ?? createFollowed(key);
      all.set(key, found);
      return found;
    },
    forget: (followed: Followed) => void (all.get(followed.key) === followed && all.delete(followed.key)),
    hear({ changed, now }: Batch, then: (followed: Followed) => void) {
      // Most batches change nobody's access, and there may be thousands who follow.
      if (changed !== "all" && changed.size === 0 && now < until) return;
      until = Number.POSITIVE_INFINITY;
      for (const followed of all.values()) {
        followed.hear(changed, now);
        note(followed);
        then(followed);
      }
    },
    fail(error: unknown) {
      for (const followed of all.values()) followed.fail(error);
    },
  };
}
