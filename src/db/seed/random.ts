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
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]) => items[int(0, items.length - 1)] as T;
  return {
    next,
    int,
    pick,
    chance: (share) => next() < share,
    sample: (items, count) => draw(items, count, int),
    weighted: (weights) => weigh(weights, next()),
    id: (prefix, at) =>
      fromUuid(prefix, v7({ msecs: at.getTime(), random: Uint8Array.from(bytes(int)), seq: int(0, 2 ** 31 - 1) })),
  };
}

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

function draw<T>(items: readonly T[], count: number, int: Random["int"]): T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(int(0, rest.length - 1), 1));
  return drawn;
}

function weigh<K extends string>(weights: Readonly<Partial<Record<K, number>>>, share: number): K {
  const entries = Object.entries(weights) as [K, number][];
  let rest = share * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) if ((rest -= weight) < 0) return key;
  return (entries.at(-1) as [K, number])[0];
}
