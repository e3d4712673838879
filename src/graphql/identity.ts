import type { SQL } from "drizzle-orm";
import { NIL, validate } from "uuid";
import { refuseAppointment, uuidOfAppointment } from "../access/appointment.js";
import type { Known, Remembered } from "../access/remembered.js";
import type { Role } from "../access/roles.js";
import { callerOf, type Person, type Principal } from "../access/tokens.js";
import type { Viewer } from "../access/viewer.js";
import type { Scope, Settings, Transaction } from "../db/database.js";
import { refuse } from "./errors.js";
import { type Lane, Unproved } from "./lane.js";
import { say } from "./say.js";

/** How the domain finds who asks. Ids are plain uuids. */
export interface Directory {
  /**
   * The appointment under which an officer acts: the one that is named, else the newest in force, or null when there is
   * no such one.
   */
  findViewer(tx: Transaction, principal: string, appointment: string | null): Promise<Viewer | null>;
  /**
   * Holds under the settings of a viewer whom `findViewer` gave, for as long as it would give the same one; with a
   * subject, for as long as that is the officer's.
   */
  guardOf(viewer: Viewer, named: string | null, subject: string | null): SQL;
  /** The viewer who acts for children, or null when nobody is known by it. */
  findGuardian(tx: Transaction, principal: string): Promise<Viewer | null>;
  /** The person whom the OpenID provider calls so, or null when nobody is linked to it. */
  findSubject(tx: Transaction, subject: string): Promise<Person | null>;
}

/** Whom a token names, and as what they want to act. */
export interface Claim {
  /** Null for the public. */
  principal: Principal | null;
  /** The appointment under which an officer acts, as the client names it; null for the newest. */
  appointment: string | null;
  /** Whether a mutation is expected: who asks is then looked up in the transaction in which it writes. */
  writes?: boolean;
  /** Whether whoever asked lately may be taken for the same until `confirm`: what follows must call it. */
  mayRecall?: boolean;
}

/** Who asks in a request. */
export interface Identity {
  /** Null for the public. Until `confirm` it may be whom somebody was lately. */
  readonly viewer: Viewer | null;
  /** By what a statement proves who asks; null when it can't, or when the lane has begun to work for them already. */
  readonly guard: SQL | null;
  /** Has the lane go on as whoever it is now. Refuses an officer without the appointment. */
  confirm(): Promise<void>;
  /** Works in a write transaction as whoever it is; `confirm` needn't have been called. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Says that a statement has answered that held the guard: nothing is left to be confirmed. */
  proved(): void;
}

interface Identifying {
  directory: Directory;
  remembered: Remembered | undefined;
}

/** Finds who asks. A lane that nobody confirms reads nothing. */
export async function identify(lane: Lane, claim: Claim, { directory, remembered }: Identifying): Promise<Identity> {
  const { principal } = claim;
  if (!principal) return { ...PUBLIC, write: lane.write };
  const named = { ...claim, principal };
  // A subject may hold any character, and so may what a client names.
  const who = whoOf(principal, claim.appointment);
  const found = claim.mayRecall ? remembered?.find(who) : undefined;
  if (found) lane.scope({ settings: found.viewer.settings, mode: modeOf(claim), guard: found.guard });
  let { viewer, guard } = found ?? (await look());
  let confirmed = found ? undefined : DONE;

  async function look(): Promise<{ viewer: Viewer; guard: SQL | null }> {
    const seen = await findOrRefuse(lane, directory, named);
    if (seen.guard) remembered?.keep(who, seen as Known);
    return seen;
  }
  async function confirm() {
    if (await lane.prove()) return;
    remembered?.forget(who);
    ({ viewer, guard } = await look());
  }
  const identity: Identity = {
    get viewer() {
      return viewer;
    },
    get guard() {
      return confirmed ? null : guard;
    },
    confirm: () => (confirmed ??= confirm()),
    proved: () => void (confirmed ??= DONE),
    write: (work) => (confirmed ? lane.write(work) : writeUnproved(lane, identity, work)),
  };
  return identity;
}

/** By what somebody is remembered. */
export const whoOf = (principal: Principal, appointment: string | null): string =>
  JSON.stringify([callerOf(principal), appointment]);

/** Works before it is sure who asks, which spares a round trip: whoever isn't it any more has done nothing. */
async function writeUnproved<T>(lane: Lane, identity: Identity, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    const result = await lane.write(work);
    identity.proved();
    return result;
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    await identity.confirm();
    return lane.write(work);
  }
}

const DONE = Promise.resolve();
const PUBLIC = { viewer: null, guard: null, confirm: () => DONE, proved() {} };

type Named = Claim & { principal: Principal };

async function findOrRefuse(lane: Lane, directory: Directory, claim: Named) {
  try {
    const viewer = await enter(lane, directory, claim);
    if (viewer) return { viewer, guard: guardOf(directory, viewer, claim) };
  } catch (error) {
    // Nobody else closes it: a request without a context is never answered by GraphQL.
    await lane.close();
    throw error;
  }
  await lane.close();
  if (claim.appointment) throw refuseAppointment(claim.appointment);
  throw refuse("TOKEN_INVALID", 401, say`The token must name an officer with an appointment in force, or a guardian.`);
}

// A family is always looked up: under its own settings it can't see that its subject has become an officer's.
const guardOf = ({ guardOf }: Directory, viewer: Viewer, { principal, appointment }: Named) =>
  viewer.officerId === null
    ? null
    : guardOf(viewer, appointment && uuidOfAppointment(appointment), "subject" in principal ? principal.subject : null);

const modeOf = ({ writes }: Claim): Scope["mode"] => (writes ? "write" : "read");

async function enter(lane: Lane, directory: Directory, claim: Named) {
  const { principal, appointment } = claim;
  const named = appointment && uuidOfAppointment(appointment);
  const mode = modeOf(claim);
  const person =
    "subject" in principal
      ? await findLinked(lane, directory, { mode, subject: principal.subject })
      : scopeTo(lane, principal, mode);
  const viewer = person && (await findViewer(await lane.open(), directory, { person, named }));
  if (viewer) await lane.enter(viewer);
  return viewer;
}

type Linked = { mode: Scope["mode"]; subject: string };

async function findLinked(lane: Lane, directory: Directory, { mode, subject }: Linked): Promise<Person | null> {
  // Nobody's id: it reads the directory, as every officer may, and owns nothing.
  lane.scope({ settings: { principal: NIL, subject }, mode });
  const tx = await lane.open();
  const person = await directory.findSubject(tx, subject);
  if (person) await tx.set(settingsOf(person));
  return person;
}

function scopeTo(lane: Lane, person: Person, mode: Scope["mode"]): Person | null {
  if (!validate(uuidOf(person))) return null;
  lane.scope({ settings: settingsOf(person), mode });
  return person;
}

type Wanted = { person: Person; named: string | null };

// A guardian has no appointment: one that is named isn't theirs.
async function findViewer(tx: Transaction, directory: Directory, { person, named }: Wanted) {
  if ("officerId" in person) return directory.findViewer(tx, uuidOf(person), named);
  return named ? null : directory.findGuardian(tx, uuidOf(person));
}

const uuidOf = (person: Person) =>
  "officerId" in person ? person.officerId.replace(/^officer_/, "") : person.guardianId.replace(/^guardian_/, "");

const settingsOf = (person: Person): Settings =>
  "officerId" in person
    ? { principal: uuidOf(person) }
    : { principal: uuidOf(person), role: "GUARDIAN" satisfies Role };
