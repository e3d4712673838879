import { randomUUID } from "node:crypto";
import type { SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { KeyRing } from "../access/keyring.js";
import type { Purpose } from "../access/purpose.js";
import type { Remembered } from "../access/remembered.js";
import type { Viewer } from "../access/viewer.js";
import type { Asked } from "../audit/fields.js";
import { createOversight, type Oversight } from "../audit/oversight.js";
import { type Act, auditAll } from "../audit/record.js";
import { createTraces } from "../audit/traces.js";
import type { Database, Transaction } from "../db/database.js";
import type { Journal } from "../journal/tail.js";
import type { WebhookDoor } from "../webhooks/door.js";
import type { Buckets } from "./bucket.js";
import type { Language } from "./catalogue.js";
import { fail } from "./errors.js";
import type { TerritoryScope } from "./filters.js";
import { type Claim, type Directory, type Identity, identify } from "./identity.js";
import { createLane, type Lane } from "./lane.js";
import type { Loaders, Row } from "./loaders.js";
import type { Bounds } from "./meter.js";
import { say } from "./say.js";

/** What the kernel needs to know of the domain; the application gives it. */
export interface Domain extends Directory {
  /** A territory by its code, or null when the classifier has none. */
  findTerritory(tx: Transaction, kato: string): Promise<TerritoryScope | null>;
}

/** Everything that a resolver or service may use. One for each request and each subscription event. */
export interface Context {
  /** Until `confirm` it may be whom somebody was lately. */
  readonly viewer: Viewer | null;
  /** By what a statement of the fast lane proves who asks; null for the public, and after `confirm`. */
  readonly guard: SQL | null;
  readonly language: Language;
  /** Why, as the client states it in the header `x-qorgan-purpose`; null when it states nothing. */
  readonly purpose: Purpose | null;
  /** Names the request in the audit. */
  readonly requestId: string;
  readonly loaders: Loaders;
  /** Key of the hashes of inputs. */
  readonly secret: string;
  /** The keys of identities. */
  readonly ring: KeyRing;
  /** How often a viewer may search by IIN. */
  readonly lookups: Buckets;
  /** What callers may use, as this server is set. */
  readonly bounds: Partial<Bounds>;
  /** The journal, followed by subscriptions. */
  readonly journal: Journal;
  /** What is sent to systems outside. */
  readonly webhooks: WebhookDoor;
  /** Makes sure who asks, before anything is executed. Refuses an officer without the appointment. */
  confirm(): Promise<void>;
  /** Says that a statement of the fast lane has held the guard, which is as good. */
  proved(): void;
  /** The transaction in force: the request's read transaction, or the write transaction of a mutation. */
  open(): Promise<Transaction>;
  /** Runs a mutation in one write transaction; loaders use it too. What is read afterwards is read anew. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The territory of a code; `UNKNOWN_KATO` when the classifier has none. */
  territory(kato: string, path: readonly string[]): Promise<TerritoryScope>;
  /**
   * Has a read recorded before the answer leaves: when the entry can't be written, there is no answer. To be called
   * before the value is given. `NOT_IN_SUBSCRIPTION` in an event, of which nobody knows whether anybody looked at it.
   */
  trace(act: Act): void;
  /** Says which rows the viewer is given that no loader read: whoever supervises leaves an entry. */
  notice(table: PgTable, rows: readonly Row[]): void;
  /** Says of which rows an item of a stream tells whoever follows it: the ledger of deliveries takes them. */
  tell(rows: readonly Row[]): void;
  /** What was told so far, each row once. */
  told(): readonly Row[];
  /** From now on it serves the events of a subscription. */
  refuseTraces(): void;
  /** Ends what was read from, then writes the entries of what was read. The answer may leave afterwards. */
  close(asked?: Asked): Promise<void>;
}

/** Who asks, in which language and why. */
export interface Asking extends Claim {
  language: Language;
  purpose: Purpose | null;
}

export interface ContextOptions extends Asking {
  database: Database;
  domain: Domain;
  /** Who asked lately; without it nobody is recalled. */
  remembered?: Remembered;
  secret: string;
  ring: KeyRing;
  lookups: Buckets;
  journal: Journal;
  webhooks: WebhookDoor;
  bounds?: Partial<Bounds>;
}

/** Opens the context of a request or an event. */
export type OpenContext = (asking: Asking) => Promise<Context>;

/** Makes a context. It holds no connection until something is read. */
export async function createContext(options: ContextOptions): Promise<Context> {
  const { database, domain, remembered, language, purpose } = options;
  const { secret, ring, lookups, journal, webhooks, bounds = {} } = options;
  const lane = createLane(database);
  const identity = await identify(lane, options, { directory: domain, remembered });
  const reads = watchReads(lane, identity, purpose);

  const context: Context = {
    get viewer() {
      return identity.viewer;
    },
    get guard() {
      return identity.guard;
    },
    ...{ confirm: identity.confirm, proved: identity.proved },
    requestId: randomUUID(),
    ...{ language, purpose, secret, ring, lookups, bounds, journal, webhooks },
    get loaders() {
      return reads.watch(lane.loaders(context));
    },
    open: lane.open,
    territory: (kato, path) => territoryOf(context, domain, kato, path),
    async write(work) {
      const result = await identity.write(again(work, reads.take));
      journal.wake();
      return result;
    },
    trace: reads.trace,
    notice: reads.notice,
    ...createTold(),
    refuseTraces: reads.refuse,
    close(asked) {
      const acts = reads.take(asked);
      return lane.close(acts.length ? (tx) => auditAll(tx, acts, context) : undefined);
    },
  };
  return context;
}

/** Work that may be done again, as somebody else: what was recorded for whoever it isn't any more wasn't done. */
function again<T>(work: (tx: Transaction) => Promise<T>, forget: () => unknown) {
  let runs = 0;
  return (tx: Transaction): Promise<T> => {
    if (runs++) forget();
    return work(tx);
  };
}

/** What is read and must be recorded: what says so itself, and all that somebody who supervises is given. */
function watchReads(lane: Lane, identity: Identity, purpose: Purpose | null) {
  const traces = createTraces(lane);
  const { refuseEnded } = lane;
  let watched: { viewer: Viewer | null; oversight: Oversight } | undefined;
  // Who was remembered may turn out to be somebody else, of whom what is read counts.
  function oversight() {
    const { viewer } = identity;
    if (watched?.viewer !== viewer) watched = undefined;
    watched ??= { viewer, oversight: createOversight({ viewer, purpose, refuseEnded }) };
    return watched.oversight;
  }
  return {
    trace: traces.add,
    refuse: traces.refuse,
    notice: (table: PgTable, rows: readonly Row[]) => oversight().notice(table, rows),
    watch: (loaders: Loaders) => oversight().watch(loaders),
    take: (asked?: Asked): Act[] => [...traces.take(), ...oversight().acts(asked)],
  };
}

function createTold(): Pick<Context, "tell" | "told"> {
  const told = new Set<Row>();
  return {
    tell(rows) {
      for (const row of rows) told.add(row);
    },
    told: () => [...told],
  };
}

async function territoryOf(context: Context, domain: Domain, kato: string, path: readonly string[]) {
  const load = async (codes: readonly string[]) => {
    const tx = await context.open();
    const found = await Promise.all(codes.map((code) => domain.findTerritory(tx, code)));
    return new Map(codes.map((code, i) => [code, found[i]]));
  };
  const scope = await context.loaders.batch("territory", load, kato);
  if (scope) return scope;
  throw unknownKato(kato, path);
}

/** That the classifier has no such code. */
export const unknownKato = (kato: string, path: readonly string[]) =>
  fail("UNKNOWN_KATO", path, say`${path.at(-1)} must be a code of the classifier KATO, but got "${kato}"`);
