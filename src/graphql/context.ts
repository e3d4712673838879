import { randomUUID } from "node:crypto";
import type { PgTable } from "drizzle-orm/pg-core";
import { NIL, validate } from "uuid";
import { refuseAppointment, uuidOfAppointment } from "../access/appointment.js";
import type { KeyRing } from "../access/keyring.js";
import type { Purpose } from "../access/purpose.js";
import type { Role } from "../access/roles.js";
import type { Person, Principal } from "../access/tokens.js";
import type { Viewer } from "../access/viewer.js";
import type { Asked } from "../audit/fields.js";
import { createOversight } from "../audit/oversight.js";
import { type Act, auditAll } from "../audit/record.js";
import { createTraces } from "../audit/traces.js";
import type { Database, Scope, Settings, Transaction } from "../db/database.js";
import type { Journal } from "../journal/tail.js";
import type { WebhookDoor } from "../webhooks/door.js";
import type { Buckets } from "./bucket.js";
import type { Language } from "./catalogue.js";
import { fail, refuse } from "./errors.js";
import type { TerritoryScope } from "./filters.js";
import { createLane, type Lane } from "./lane.js";
import type { Loaders, Row } from "./loaders.js";
import type { Bounds } from "./meter.js";
import { say } from "./say.js";

/** What the kernel needs to know of the domain; the application gives it. */
export interface Domain {
  /** A territory by its code, or null when the classifier has none. */
  findTerritory(tx: Transaction, kato: string): Promise<TerritoryScope | null>;
  /**
   * The appointment under which an officer acts: the one that is named, else the newest in force, or null when there is
   * no such one. Both are plain uuids.
   */
  findViewer(tx: Transaction, principal: string, appointment: string | null): Promise<Viewer | null>;
  /** The viewer who acts for children, or null when nobody is known by it. `principal` is a plain uuid. */
  findGuardian(tx: Transaction, principal: string): Promise<Viewer | null>;
  /** The person whom the OpenID provider calls so, or null when nobody is linked to it. */
  findSubject(tx: Transaction, subject: string): Promise<Person | null>;
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
export interface Asking {
  /** Whom the token names; null for the public. */
  principal: Principal | null;
  /** The appointment under which an officer acts, as the client names it; null for the newest. */
  appointment: string | null;
  language: Language;
  purpose: Purpose | null;
  /** Whether a mutation is expected: who asks is then looked up in the transaction in which it writes. */
  writes?: boolean;
}

export interface ContextOptions extends Asking {
  database: Database;
  domain: Domain;
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
  const { database, domain, language, principal, appointment, purpose, writes } = options;
  const { secret, ring, lookups, journal, webhooks, bounds = {} } = options;
  const lane = createLane(database);
  const traces = createTraces(lane);
  const viewer = principal ? await identify(lane, domain, { principal, appointment, writes }) : null;
  const oversight = createOversight({ viewer, purpose, refuseEnded: lane.refuseEnded });

  const context: Context = {
    viewer,
    language,
    purpose,
    requestId: randomUUID(),
    secret,
    ring,
    lookups,
    bounds,
    journal,
    webhooks,
    get loaders() {
      return oversight.watch(lane.loaders(context));
    },
    open: () => lane.open(),
    territory: (kato, path) => territoryOf(context, domain, kato, path),
    async write(work) {
      const result = await lane.write(work);
      journal.wake();
      return result;
    },
    trace: traces.add,
    notice: oversight.notice,
    ...createTold(),
    refuseTraces: traces.refuse,
    close(asked) {
      const acts = [...traces.take(), ...oversight.acts(asked)];
      return lane.close(acts.length ? (tx) => auditAll(tx, acts, context) : undefined);
    },
  };
  return context;
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

type Named = { principal: Principal; appointment: string | null; writes: boolean | undefined };

async function identify(lane: Lane, domain: Domain, named: Named): Promise<Viewer> {
  try {
    const viewer = await enter(lane, domain, named);
    if (viewer) return viewer;
  } catch (error) {
    // Nobody else closes it: a request without a context is never answered by GraphQL.
    await lane.close();
    throw error;
  }
  await lane.close();
  if (named.appointment) throw refuseAppointment(named.appointment);
  throw refuse("TOKEN_INVALID", 401, say`The token must name an officer with an appointment in force, or a guardian.`);
}

async function enter(lane: Lane, domain: Domain, { principal, appointment, writes }: Named): Promise<Viewer | null> {
  const named = appointment && uuidOfAppointment(appointment);
  const mode = writes ? "write" : "read";
  const person =
    "subject" in principal
      ? await findLinked(lane, domain, { mode, subject: principal.subject })
      : scopeTo(lane, principal, mode);
  const viewer = person && (await findViewer(await lane.open(), domain, { person, named }));
  if (viewer) await lane.enter(viewer);
  return viewer;
}

type Linked = { mode: Scope["mode"]; subject: string };

async function findLinked(lane: Lane, domain: Domain, { mode, subject }: Linked): Promise<Person | null> {
  // Nobody's id: it reads the directory, as every officer may, and owns nothing.
  lane.scope({ principal: NIL, subject }, mode);
  const tx = await lane.open();
  const person = await domain.findSubject(tx, subject);
  if (person) await tx.set(settingsOf(person));
  return person;
}

function scopeTo(lane: Lane, person: Person, mode: Scope["mode"]): Person | null {
  if (!validate(uuidOf(person))) return null;
  lane.scope(settingsOf(person), mode);
  return person;
}

// A guardian has no appointment: one that is named isn't theirs.
async function findViewer(
  tx: Transaction,
  domain: Domain,
  { person, named }: { person: Person; named: string | null },
) {
  if ("officerId" in person) return domain.findViewer(tx, uuidOf(person), named);
  return named ? null : domain.findGuardian(tx, uuidOf(person));
}

const uuidOf = (person: Person) =>
  "officerId" in person ? person.officerId.replace(/^officer_/, "") : person.guardianId.replace(/^guardian_/, "");

const settingsOf = (person: Person): Settings =>
  "officerId" in person
    ? { principal: uuidOf(person) }
    : { principal: uuidOf(person), role: "GUARDIAN" satisfies Role };

async function territoryOf(context: Context, domain: Domain, kato: string, path: readonly string[]) {
  const load = async (codes: readonly string[]) => {
    const tx = await context.open();
    const found = await Promise.all(codes.map((code) => domain.findTerritory(tx, code)));
    return new Map(codes.map((code, i) => [code, found[i]]));
  };
  const scope = await context.loaders.batch("territory", load, kato);
  if (scope) return scope;
  throw fail("UNKNOWN_KATO", path, say`${path.at(-1)} must be a code of the classifier KATO, but got "${kato}"`);
}
