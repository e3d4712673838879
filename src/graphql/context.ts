import { NIL, validate } from "uuid";
import type { Principal } from "../access/tokens.js";
import type { Viewer } from "../access/viewer.js";
import type { Database, Transaction } from "../db/database.js";
import type { Journal } from "../journal/tail.js";
import type { Language } from "./enums.js";
import { fail, refuse } from "./errors.js";
import type { TerritoryScope } from "./filters.js";
import { createLane, type Lane } from "./lane.js";
import type { Loaders } from "./loaders.js";
import type { Bounds } from "./meter.js";

/** What the kernel needs to know of the domain; the application gives it. */
export interface Domain {
  /** A territory by its code, or null when the classifier has none. */
  findTerritory(tx: Transaction, kato: string): Promise<TerritoryScope | null>;
  /** The appointment under which an officer acts now, or null when none is in force. `principal` is a plain uuid. */
  findViewer(tx: Transaction, principal: string): Promise<Viewer | null>;
  /** The plain uuid of the officer whom the OpenID provider calls so, or null when nobody is linked to it. */
  findSubject(tx: Transaction, subject: string): Promise<string | null>;
}

/** Everything that a resolver or service may use. One for each request and each subscription event. */
export interface Context {
  readonly viewer: Viewer | null;
  readonly language: Language;
  readonly loaders: Loaders;
  /** Key of the hashes of inputs. */
  readonly secret: string;
  /** What callers may use, as this server is set. */
  readonly bounds: Partial<Bounds>;
  /** The journal, followed by subscriptions. */
  readonly journal: Journal;
  /** The transaction in force: the request's read transaction, or the write transaction of a mutation. */
  open(): Promise<Transaction>;
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
  bounds?: Partial<Bounds>;
  language: Language;
  /** Whom the token names. */
  principal?: Principal | null;
}

/** Makes a context. It holds no connection until something is read. */
export async function createContext(options: ContextOptions): Promise<Context> {
  const { database, domain, language, secret, journal, principal, bounds = {} } = options;
  const lane = createLane(database);
  const viewer = principal ? await identify(lane, domain, principal) : null;

  const context: Context = {
    viewer,
    language,
    secret,
    bounds,
    journal,
    get loaders() {
      return lane.loaders(context);
    },
    open: () => lane.open(),
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

async function identify(lane: Lane, domain: Domain, named: Principal): Promise<Viewer> {
  try {
    const viewer = await enter(lane, domain, named);
    if (viewer) return viewer;
  } catch (error) {
    // Nobody else closes it: a request without a context is never answered by GraphQL.
    await lane.close();
    throw error;
  }
  await lane.close();
  throw refuse("TOKEN_INVALID", 401, "The token must name an officer with an appointment in force.");
}

async function enter(lane: Lane, domain: Domain, named: Principal): Promise<Viewer | null> {
  const principal = await findPrincipal(lane, domain, named);
  if (!principal) return null;
  const viewer = await domain.findViewer(await lane.open(), principal);
  if (viewer) await lane.enter(viewer);
  return viewer;
}

async function findPrincipal(lane: Lane, domain: Domain, named: Principal): Promise<string | null> {
  if ("officerId" in named) {
    const principal = named.officerId.replace(/^officer_/, "");
    if (!validate(principal)) return null;
    lane.scope({ principal });
    return principal;
  }
  // Nobody's id: it reads the directory, as every officer may, and owns nothing.
  lane.scope({ principal: NIL });
  const tx = await lane.open();
  const principal = await domain.findSubject(tx, named.subject);
  if (principal) await tx.set({ principal });
  return principal;
}

async function territoryOf(context: Context, domain: Domain, kato: string, path: readonly string[]) {
  const load = async (codes: readonly string[]) => {
    const tx = await context.open();
    const found = await Promise.all(codes.map((code) => domain.findTerritory(tx, code)));
    return new Map(codes.map((code, i) => [code, found[i]]));
  };
  const scope = await context.loaders.batch("territory", load, kato);
  if (scope) return scope;
  throw fail("UNKNOWN_KATO", path, `${path.at(-1)} must be a code of the classifier KATO, but got "${kato}"`);
}
