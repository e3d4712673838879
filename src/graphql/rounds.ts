import { setTimeout } from "node:timers/promises";

// How long nothing else takes the place of what failed, in milliseconds: the database may be away for everybody.
const PAUSES = [50, 200, 1_000];

/** Works through things that come, some at once, until each has worked. */
export interface Rounds<T> {
  /** Works on a thing when there is room. One that waits already waits once. */
  add(thing: T): void;
  drop(thing: T): void;
  close(): void;
}

export interface RoundsOptions<T> {
  atOnce: number;
  /** What it throws is a fault: the thing comes again, behind the others. */
  work(thing: T): Promise<void>;
  /** Hears the first of faults that come one after the other. */
  onFault(error: unknown): void;
}

export function createRounds<T>({ atOnce, work, onFault }: RoundsOptions<T>): Rounds<T> {
  const due = new Set<T>();
  let running = 0;
  let faults = 0;
  let isClosed = false;

  async function run(thing: T) {
    try {
      await work(thing);
      faults = 0;
    } catch (error) {
      if (faults++ === 0) onFault(error);
      await setTimeout(PAUSES[faults - 1] ?? PAUSES.at(-1), undefined, { ref: false });
      due.add(thing);
    }
  }

  function start() {
    for (const thing of due) {
      if (isClosed || running >= atOnce) return;
      due.delete(thing);
      running++;
      void run(thing).then(() => {
        running--;
        start();
      });
    }
  }

  return {
    add(thing) {
      due.add(thing);
      start();
    },
    drop: (thing) => void due.delete(thing),
    close: () => void (isClosed = true),
  };
}
