import type { Viewer } from "../access/viewer.js";
import { complete, type Database, type Scope, type Transaction } from "../db/database.js";
import type { FilterContext } from "./filters.js";
import { createLoaders, type Loaders } from "./loaders.js";

/** The one connection that a request holds at a time, or N mutations would deadlock a pool of N. */
export interface Lane {
  /** The mutation's write transaction, else the request's read transaction, opened when first asked for. */
  open(): Promise<Transaction>;
  /**
   * Runs work in a write transaction of its own; what is read afterwards is read anew. Throws `Unproved` when the guard
   * doesn't hold, after which nothing was done.
   */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  loaders(context: FilterContext): Loaders;
  /**
   * Sets the viewer of what is opened from now on, whether it is opened to be written in, and the guard without which
   * nothing runs until it is proved.
   */
  scope(given: Omit<Scope, "role">): void;
  /** Says whether the guard holds, by opening a transaction under it; in one that doesn't hold nobody goes on. */
  prove(): Promise<boolean>;
  /** Sets the viewer also of the transaction that is open, in which the first `write` goes on when it can. */
  enter(viewer: Viewer): Promise<void>;
  /** Throws when the lane has ended. */
  refuseEnded(): void;
  /**
   * Ends the lane: nothing more can be opened. A mutation under way goes on to its own end, then what is last is
   * written in a transaction of its own, which what still runs behind an answer that left early can't get hold of.
   */
  close(last?: (tx: Transaction) => Promise<void>): Promise<void>;
}

export function createLane(database: Database): Lane {
  let scope: Scope = { role: "qorgan_app", mode: "read", settings: {} };
  let current: { writing?: Promise<Transaction>; loaders?: Loaders } = {};
  const inTurn = createTurns();
  const begin = (mode: Scope["mode"]) => database.open({ ...scope, mode });
  const reading = createReading(begin);
  const open = () => current.writing ?? reading.open(scope.mode);
  const settle = () => void (scope = { ...scope, mode: "read", guard: undefined });
  async function commit<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const writing = (await reading.take())?.tx ?? begin("write");
    current = { writing };
    const result = await completeGuarded(writing, work);
    settle();
    return result;
  }
  return {
    open,
    refuseEnded: reading.refuseEnded,
    async write(work) {
      reading.refuseEnded();
      return inTurn(() => commit(work).finally(() => void (current = {})));
    },
    async close(last) {
      await reading.end();
      if (last) await inTurn(async () => complete(await begin("write"), last));
    },
    loaders: (context) => (current.loaders ??= createLoaders(open, context)),
    scope: (given) => void (scope = { ...scope, guard: undefined, ...given }),
    async prove() {
      const isProved = !scope.guard || (await (await open()).holds);
      settle();
      if (!isProved) await reading.release();
      return isProved;
    },
    async enter({ settings }) {
      await (await open()).set(settings);
      scope = { ...scope, mode: "read", settings };
    },
  };
}

/** Thrown for work of which nothing was done, since the guard doesn't hold. */
export class Unproved extends Error {
  constructor() {
    super("The viewer must be whom it was, but isn't any more.");
  }
}

async function completeGuarded<T>(writing: Promise<Transaction>, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const tx = await writing;
  try {
    return await complete(tx, work);
  } catch (error) {
    // Of one that lost its connection nobody knows: it fails as it is.
    if (!(await tx.holds.catch(() => true))) throw new Unproved();
    throw error;
  }
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

type Opened = { mode: Scope["mode"]; tx: Promise<Transaction> };

/** A transaction for reading that is opened when first asked for, and never again after its end. */
function createReading(begin: (mode: Scope["mode"]) => Promise<Transaction>) {
  let opened: Opened | undefined;
  let isEnded = false;

  // graphql answers as soon as one non-null field has failed, and lets the others run on:
  // what they open after the end nobody would ever close.
  function refuseEnded() {
    if (isEnded) throw new Error("The request has ended.");
  }
  async function open(mode: Scope["mode"]) {
    // The request writes nothing after all.
    if (opened && opened.mode !== mode) await release();
    refuseEnded();
    opened ??= { mode, tx: begin(mode) };
    return opened.tx;
  }
  /** Gives what can be written in, and ends what can't. */
  async function take() {
    const taken = opened?.mode === "write" ? opened : undefined;
    if (taken) opened = undefined;
    else await release();
    return taken;
  }
  async function release() {
    const closing = opened?.tx;
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
  return { open, take, release, end, refuseEnded };
}
