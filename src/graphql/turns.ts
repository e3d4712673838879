/** Lets reads go side by side, and what needs the connection for itself go alone. */
export interface Turns {
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Starts when no shared work is under way; shared work that comes meanwhile waits. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let sharing = 0;
  let held = false;
  let waiting: (() => void)[] = [];
  const changed = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };

  return {
    async shared(work) {
      // A reader is let in while others read: one that asks within another's work would wait for itself.
      while (held) await changed();
      sharing++;
      try {
        return await work();
      } finally {
        sharing--;
        wake();
      }
    },
    async alone(work) {
      while (held || sharing > 0) await changed();
      held = true;
      try {
        return await work();
      } finally {
        held = false;
        wake();
      }
    },
  };
}
