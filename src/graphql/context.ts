import { randomUUID } from "node:crypto";
import { validate } from "uuid";
import type { KeyRing } from "../access/keyring.js";
import type { Purpose } from "../access/purpose.js";
import type { Viewer } from "../access/viewer.js";
import { complete, type Database, type Scope, type Transaction } from "../db/database.js";
import type { Journal } from "../journal/tail.js";
import type { Language } from "./enums.js";
import { fail, refuse } from "./errors.js";
import type { FilterContext, TerritoryScope } from "./filters.js";
import { createLoaders, type Loaders } from "./loaders.js";
import { createTurns } from "./turns.js";

/** What the kernel needs to know of the domain; the application gives it. */
export interface Domain {
  /** A territory by its code, or null when the classifier has none. */
  findTerritory(tx: Transaction, kato: string): Promise<TerritoryScope | null>;
  /** The appointment under which an officer acts now, or null when none is in force. `principal` is a plain uuid. */
  findViewer(tx: Transaction, principal: string): Promise<Viewer | null>;
}

/** Everything that a resolver or service may use. One for each request and each subscription event. */
export interface Context {
  readonly viewer: Viewer | null;
  readonly language: Language;
  /** Why, as the client states it in the header `x-qorgan-purpose`; null when it states nothing. */
  readonly purpose: Purpose | null;
  /** Names the request in the audit. */
  readonly requestId: string;
  readonly loaders: Loaders;
  /** Key of the hashes of inputs. */
  readonly secret: string;
  /** The journal, followed by subscriptions. */
  readonly journal: Journal;
  /** The keys of what is encrypted. */
  readonly ring: KeyRing;
  /** Reads in the transaction in force: the request's read transaction, or the write transaction of a mutation. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Reads what leaves a trace, in a write transaction of its own that is committed before the answer leaves. Nothing
   * else of the request reads meanwhile: it holds one connection at a time. Inside, only `tx` may be read from.
   */
  audited<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Runs a mutation in one write transaction; loaders use it too. What is read afterwards is read anew. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The territory of a code; `UNKNOWN_KATO` when the classifier has none. */
  territory(kato: string, path: readonly string[]): Promise<TerritoryScope>;
  /** Ends the read transaction. */
  close(): Promise<void>;
}

export interface ContextOptions {
  database: Database;
  domain: Domain;
  secret: string;
  journal: Journal;
  language: Language;
  /** The officer that the token names. */
  principal?: string | null;
  purpose?: Purpose | null;
  ring: KeyRing;
}

/** Makes a context. It holds no connection until something is read. */
export async function createContext(options: ContextOptions): Promise<Context> {
  const { database, domain, language, secret, journal, principal, purpose = null, ring } = options;
  const lane = createLane(database);
  const viewer = principal ? await identify(lane, domain, principal) : null;
  if (viewer) await lane.enter(viewer);

  const context: Context = {
    viewer,
    language,
    purpose,
    requestId: randomUUID(),
    secret,
    journal,
    ring,
    get loaders() {
      return lane.loaders(context);
    },
    read: (work) => lane.read(work),
    audited: (work) => lane.audited(work),
    territory: (kato, path) => territoryOf(context, domain, kato, path),
    async write(work) {
      const result = await lane.write(work);
      journal.wake();
      return result;
    },
    close: () => lane.close(),
  };
  return context;
}

async function identify(lane: Lane, domain: Domain, officerId: string): Promise<Viewer> {
  const principal = officerId.replace(/^officer_/, "");
  if (validate(principal)) {
    lane.scope({ principal });
    const viewer = await domain.findViewer(await lane.open(), principal);
    if (viewer) return viewer;
    await lane.close();
  }
  throw refuse("TOKEN_INVALID", 401, "The token must name an officer with an appointment in force.");
}

async function territoryOf(context: Context, domain: Domain, kato: string, path: readonly string[]) {
  const load = (codes: readonly string[]) =>
    context.read(async (tx) => {
      const found = await Promise.all(codes.map((code) => domain.findTerritory(tx, code)));
      return new Map(codes.map((code, i) => [code, found[i]]));
    });
  const scope = await context.loaders.batch("territory", load, kato);
  if (scope) return scope;
  throw fail("UNKNOWN_KATO", path, `${path.at(-1)} must be a code of the classifier KATO, but got "${kato}"`);
}

type Lane = ReturnType<typeof createLane>;

// One lane a request: at most one connection at a time, or N mutations deadlock a pool of N.
function createLane(database: Database) {
  const held = holdOne(database);
  const turns = createTurns();
  let loaders: Loaders | undefined;
  let isOver = false;
  // graphql answers at the first error that it can't pass over: what still runs would hold a connection for ever.
  const within = <T>(work: () => Promise<T>) => {
    if (isOver) throw new Error("The request is over: nothing is read for it any more");
    return work();
  };
  const read: Context["read"] = (work) => turns.shared(() => within(async () => work(await held.open())));
  const audited: Context["audited"] = (work) => turns.alone(() => within(() => held.write(work)));

  // What is under way is let finish: its connection would be another request's.
  async function end() {
    loaders = undefined;
    await turns.alone(held.end);
  }

  async function write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    await end();
    try {
      return await held.write(work);
    } finally {
      loaders = undefined;
    }
  }

  return {
    open: held.open,
    read,
    write,
    audited,
    async close() {
      isOver = true;
      await end();
    },
    scope: held.scope,
    async enter(viewer: Viewer) {
      held.scope(viewer.settings);
      await (await held.open()).set(viewer.settings);
    },
    loaders: (context: FilterContext) => (loaders ??= createLoaders(read, context)),
  };
}

/** Holds at most one transaction: the read transaction, opened when first needed, or a write transaction. */
function holdOne(database: Database) {
  let settings: Scope["settings"] = {};
  let opened: Promise<Transaction> | undefined;
  const openAs = (mode: Scope["mode"]) => database.open({ role: "qorgan_app", mode, settings });

  async function end() {
    const ending = opened;
    opened = undefined;
    // Nothing was written, and the commit of a transaction in which a statement failed is an error of its own.
    await (await ending)?.rollback();
  }

  return {
    end,
    open: () => (opened ??= openAs("read")),
    scope: (given: Scope["settings"]) => void (settings = given),
    async write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
      await end();
      opened = openAs("write");
      try {
        return await complete(await opened, work);
      } finally {
        opened = undefined;
      }
    },
  };
}
