import type { Viewer } from "../access/viewer.js";
import { complete, type Database, type Settings, type Transaction } from "../db/database.js";
import type { FilterContext } from "./filters.js";
import { createLoaders, type Loaders } from "./loaders.js";

/** The one connection that a request holds at a time, or N mutations would deadlock a pool of N. */
export interface Lane {
  /** The mutation's write transaction, else the request's read transaction, opened when first asked for. */
  open(): Promise<Transaction>;
  /** Runs work in a write transaction of its own; what is read afterwards is read anew. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  loaders(context: FilterContext): Loaders;
  /** Sets the viewer of what is opened from now on. */
  scope(settings: Settings): void;
  /** The same, and of the transaction that is open. */
  enter(viewer: Viewer): Promise<void>;
  /** Throws when the lane has ended. */
  refuseEnded(): void;
  /**
   * Ends the lane: nothing more can be opened. A mutation under way goes on to its own end, then what is last is
   * written in a transaction of its own.
   */
  close(last?: (tx: Transaction) => Promise<void>): Promise<void>;
}

export function createLane(database: Database): Lane {
  let settings: Settings = {};
  let writing: Promise<Transaction> | undefined;
  let loaders: Loaders | undefined;
  const inTurn = createTurns();
  const reading = createReading(() => database.open({ role: "qorgan_app", mode: "read", settings }));
  const open = () => writing ?? reading.open();

  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    await reading.release();
    loaders = undefined;
    writing = database.open({ role: "qorgan_app", mode: "write", settings });
    try {
      return await complete(await writing, work);
    } finally {
      writing = undefined;
      loaders = undefined;
    }
  }

  return {
    open,
    refuseEnded: reading.refuseEnded,
    async write(work) {
      reading.refuseEnded();
      return inTurn(() => commit(work));
    },
    async close(last) {
      await reading.end();
      if (last) await inTurn(() => commit(last));
    },
    loaders: (context) => (loaders ??= createLoaders(open, context)),
    scope: (given) => void (settings = given),
    async enter(viewer) {
      settings = viewer.settings;
      await (await open()).set(settings);
    },
  };
}

/** Runs writes one after the other: a request that wrote twice at once would hold two connections. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}

/** A read transaction that is opened when first asked for, and never again after its end. */
function createReading(begin: () => Promise<Transaction>) {
  let opened: Promise<Transaction> | undefined;
  let isEnded = false;

  // graphql answers as soon as one non-null field has failed, and lets the others run on:
  // what they open after the end nobody would ever close.
  function refuseEnded() {
    if (isEnded) throw new Error("The request has ended.");
  }
  async function open() {
    refuseEnded();
    return (opened ??= begin());
  }
  async function release() {
    const closing = opened;
    opened = undefined;
    // Nothing was written, and the commit of a transaction in which a statement failed is an error of its own.
    // One that didn't open has failed its request already.
    await closing?.then(
      (tx) => tx.rollback(),
      () => {},
    );
  }
  function end() {
    isEnded = true;
    return release();
  }
  return { open, release, end, refuseEnded };
}
