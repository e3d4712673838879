/** Items between the connection that brings them and the program that takes them. */
export interface Inbox<T> {
  /** Puts an item in; false when nobody takes them as fast as they come. */
  put(item: T): boolean;
  /** The next item; undefined after the end. */
  take(): Promise<T | undefined>;
  /** Resolves when everything was taken. */
  drained(): Promise<void>;
  /** Ends it behind what it holds; with an error, who takes is thrown that. */
  end(error?: Error): void;
  /** Ends it at once. */
  drop(): void;
}

export function createInbox<T>(most: number): Inbox<T> {
  const items: T[] = [];
  let ended: { error: Error | undefined } | undefined;
  const waiting = new Set<() => void>();
  // Everybody looks again: what one waits for another may have taken.
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const change = () => new Promise<void>((resolve) => void waiting.add(resolve));
  const end = (error?: Error) => {
    ended ??= { error };
    wake();
  };
  return {
    put(item) {
      items.push(item);
      wake();
      return items.length < most;
    },
    async take() {
      while (items.length === 0 && !ended) await change();
      const item = items.shift();
      wake();
      if (item === undefined && ended?.error) throw ended.error;
      return item;
    },
    async drained() {
      while (items.length > 0 && !ended) await change();
    },
    end,
    drop() {
      items.length = 0;
      end();
    },
  };
}
