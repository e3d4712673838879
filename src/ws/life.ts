import type { Log } from "../db/log.js";

/** What a socket did, told in one line of the log when it closes. */
export interface Life {
  caller: string | null;
  openedAt: Date;
  operations: number;
  items: number;
}

/** Keeps the life of each socket, or of what else stays open. */
export function createLives(log: Log, closing = "A websocket closed") {
  const lives = new WeakMap<object, Life>();
  function of(socket: object): Life {
    const life = lives.get(socket) ?? { caller: null, openedAt: new Date(), operations: 0, items: 0 };
    lives.set(socket, life);
    return life;
  }
  return {
    /** Counts an operation; gives what counts its items. */
    begin(socket: object) {
      const life = of(socket);
      life.operations++;
      return () => void life.items++;
    },
    name: (socket: object, caller: string | null) => void (of(socket).caller = caller),
    end: (socket: object, closed: { address: string; code?: number; reason?: string }) =>
      log.info({ ...of(socket), ...closed }, closing),
  };
}
