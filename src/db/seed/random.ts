import { createHash } from "node:crypto";
import { v7 } from "uuid";
import { fromUuid } from "../ids.js";

/** Randomness from a seed: the same seed gives the same demo data everywhere. */
export interface Random {
  /** From 0 up to, but not, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Different items, as many as there are up to `count`. */
  sample<T>(items: readonly T[], count: number): T[];
  /** A key by its weight. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
  /** An id as the tables make them, from this randomness and the given time. */
  id(prefix: string, at: Date): string;
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = intsOf(next);
  const id = (prefix: string, at: Date) =>
    fromUuid(prefix, v7({ msecs: at.getTime(), random: Uint8Array.from(bytes(int)), seq: int(0, 2 ** 31 - 1) }));
  return randomOf(next, id);
}

/**
 * The same for many millions of rows, made in parts that know nothing of each other: of two parts with 32 bits of state
 * one would come upon the ids of the other.
 */
export function createWideRandom(seed: number, part: string): Random {
  const next = sfc32(createHash("sha256").update(`${seed} ${part}`).digest());
  return randomOf(next, (prefix, at) => fromUuid(prefix, quickUuid(at, next)));
}

function randomOf(next: () => number, id: Random["id"]): Random {
  const int = intsOf(next);
  const pick = <T>(items: readonly T[]) => items[int(0, items.length - 1)] as T;
  return {
    next,
    int,
    pick,
    chance: (share) => next() < share,
    sample: (items, count) => draw(items, count, int),
    weighted: (weights) => weigh(weights, next()),
    id,
  };
}

const intsOf = (next: () => number) => (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
const bytes = (int: Random["int"]) => Array.from({ length: 16 }, () => int(0, 255));

// Mulberry32: 32 bits of state are plenty for demo data, and it is the same on every platform.
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Small fast counter, by Chris Doty-Humphrey: 128 bits of state, and passes PractRand.
function sfc32(seed: Buffer): () => number {
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => seed.readInt32LE(at)) as [number, number, number, number];
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
}

// With a one in front that is cut off: padding a shorter text takes three times as long.
const hex6 = (value: number) => (0x1000000 + value).toString(16).slice(1);

// The library's takes half of the time in which all else of a row is made.
function quickUuid(at: Date, next: () => number): string {
  const ms = at.getTime();
  const time = hex6(Math.floor(ms / 0x1000000)) + hex6(ms % 0x1000000);
  const draw = () => hex6(Math.floor(next() * 0x1000000));
  const [one, two, three] = [draw(), draw(), draw()];
  const variant = "89ab"[Math.floor(next() * 4)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${one.slice(0, 3)}-${variant}${one.slice(3)}-${two}${three}`;
}

function draw<T>(items: readonly T[], count: number, int: Random["int"]): T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(int(0, rest.length - 1), 1));
  return drawn;
}

type Weighed = readonly [entries: readonly [string, number][], total: number];
const weighed = new WeakMap<object, Weighed>();

function weigh<K extends string>(weights: Readonly<Partial<Record<K, number>>>, share: number): K {
  const [entries, total] = weighed.get(weights) ?? addUp(weights);
  let rest = share * total;
  for (const [key, weight] of entries) if ((rest -= weight) < 0) return key as K;
  return entries.at(-1)?.[0] as K;
}

function addUp(weights: object): Weighed {
  const entries: [string, number][] = Object.entries(weights);
  const made: Weighed = [entries, entries.reduce((sum, [, weight]) => sum + weight, 0)];
  weighed.set(weights, made);
  return made;
}
