import type { Changed } from "../access/changes.js";
import { readStanding, type Standing } from "../access/standing.js";
import { uuidWithin } from "../db/ids.js";
import type { Context } from "./context.js";
import { isTokenExpiry, isTokenRefusal } from "./errors.js";
import { requireViewer } from "./resolve.js";

/** Who gives something to somebody for as long as they may see it. Nothing that it is told may throw. */
export interface Follower {
  /**
   * Its access may have changed: nothing shared may be given from now on. Called while the batch is told, before
   * whoever began to listen later has the batch's entries. It may be called before `follow` has answered.
   */
  suspect(): void;
  /** What is known now, after the reading. Called once after each `suspect`, unless it is refused. */
  settle(standing: Standing): void;
  /** It has no standing any more, and is followed no longer: the error is a refusal of its token or appointment. */
  refuse(error: unknown): void;
}

/** Opens a context of the moment. */
export type Open = () => Promise<Context>;

/** One follower of a standing. */
interface Seat {
  follower: Follower;
  open: Open;
  /** The answer that it waits for while it has none. */
  first: PromiseWithResolvers<Standing> | null;
}

/** A standing that several may follow. */
export interface Followed {
  readonly key: string;
  isEmpty(): boolean;
  /** Whether it must be read and nobody is about to. */
  isDue(): boolean;
  /** When time alone changes it, in milliseconds since 1970; infinite while it isn't known. */
  until(): number;
  /** Gives the standing when it is known, and where to leave. */
  join(open: Open, follower: Follower): { standing: Promise<Standing>; leave(): void };
  /** Suspects what is known when it may have changed. `now` is the database's clock. */
  hear(changed: Changed, now: number): void;
  /** Reads it, and tells everybody unless it may have changed meanwhile. A fault is thrown. */
  read(): Promise<void>;
  /** Lets nobody wait any more. */
  fail(error: unknown): void;
}

interface State {
  seats: Set<Seat>;
  /** As it was read last; null before the first reading. */
  known: Standing | null;
  isSuspected: boolean;
  /** Changes that were told since the reading under way began; null when there is none. */
  heard: Changed[] | null;
}

export function createFollowed(key: string): Followed {
  const state: State = { seats: new Set(), known: null, isSuspected: true, heard: null };
  const { seats } = state;
  return {
    key,
    isEmpty: () => seats.size === 0,
    isDue: () => state.isSuspected && !state.heard,
    until: () => (state.known && !state.isSuspected ? untilOf(state.known) : Number.POSITIVE_INFINITY),
    join(open, follower) {
      const seat: Seat = { open, follower, first: Promise.withResolvers() };
      const standing = (seat.first as PromiseWithResolvers<Standing>).promise;
      seats.add(seat);
      if (state.known && !state.isSuspected) tellOne(seat, state.known);
      return { standing, leave: () => void seats.delete(seat) };
    },
    hear: (changed, now) => hear(state, changed, now),
    read: () => read(state),
    fail: (error) => refuseAll(seats, waiting(seats), error),
  };
}

function hear(state: State, changed: Changed, now: number) {
  const { seats, known, isSuspected, heard } = state;
  // Not only what names the one that is known: the token may name another person by now.
  heard?.push(changed);
  if (isSuspected || !known || !(concerns(changed, known) || untilOf(known) <= now)) return;
  state.isSuspected = true;
  for (const { follower } of seats) follower.suspect();
}

async function read(state: State) {
  const { seats } = state;
  if (state.heard || !state.isSuspected) return;
  const heard: Changed[] = [];
  state.heard = heard;
  try {
    const standing = await readFor(seats);
    if (!standing || heard.some((changed) => concerns(changed, standing))) return;
    Object.assign(state, { known: standing, isSuspected: false });
    for (const seat of seats) tellOne(seat, standing);
  } catch (error) {
    // Whoever only begins can come back; the others were promised to hear of it.
    refuseAll(seats, waiting(seats), error);
    throw error;
  } finally {
    state.heard = null;
  }
}

/** The standing as the first of them reads it whose token is good; null when nobody's is. */
async function readFor(seats: Set<Seat>): Promise<Standing | null> {
  for (const seat of seats) {
    try {
      return await readAs(seat.open);
    } catch (error) {
      if (!isTokenRefusal(error)) throw error;
      refuseAll(seats, isTokenExpiry(error) ? [seat] : [...seats], error);
    }
  }
  return null;
}

async function readAs(open: Open): Promise<Standing> {
  const ctx = await open();
  try {
    return await readStanding(await ctx.open(), requireViewer(ctx));
  } finally {
    await ctx.close();
  }
}

const waiting = (seats: Set<Seat>) => [...seats].filter(({ first }) => first !== null);

function refuseAll(seats: Set<Seat>, some: readonly Seat[], error: unknown) {
  for (const seat of some) {
    seats.delete(seat);
    if (seat.first) seat.first.reject(error);
    else seat.follower.refuse(error);
  }
}

function tellOne(seat: Seat, standing: Standing) {
  if (seat.first) seat.first.resolve(standing);
  else seat.follower.settle(standing);
  seat.first = null;
}

const concerns = (changed: Changed, { principal }: Standing) => changed === "all" || changed.has(uuidWithin(principal));

const untilOf = ({ until }: Standing) => until?.getTime() ?? Number.POSITIVE_INFINITY;
