import type { Database } from "../../src/db/database.js";

/** What readings go through, and a test may shut. */
export interface Door {
  /** Goes through, when it is open. */
  pass(): Promise<void>;
  /** Shuts it; resolves when somebody stands before it. */
  shut(): Promise<void>;
  /** Lets everybody through. */
  open(): void;
}

export function createDoor(): Door {
  let opened: PromiseWithResolvers<void> | undefined;
  let asked = Promise.withResolvers<void>();
  return {
    async pass() {
      asked.resolve();
      await opened?.promise;
    },
    shut() {
      opened ??= Promise.withResolvers();
      asked = Promise.withResolvers();
      return asked.promise;
    },
    open() {
      opened?.resolve();
      opened = undefined;
    },
  };
}

/** A database in which whatever is read for a viewer goes through a door. */
export const databaseBehind = (door: Door, database: Database): Database => ({
  ...database,
  async open(scope) {
    if (scope.role === "qorgan_app") await door.pass();
    return database.open(scope);
  },
});
