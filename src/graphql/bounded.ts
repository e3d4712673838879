/** Values by their keys, as many as are kept: beyond that those that were added first are forgotten. */
export interface Bounded<V> {
  find(key: string): V | undefined;
  add(key: string, value: V): V;
}

// A caller's values may be part of a key.
const LONGEST_KEY = 4_000;

/** Keeps so many values, or so much of them where each has a size. */
export function createBounded<V>(most: number, sizeOf: (value: V) => number = () => 1): Bounded<V> {
  const known = new Map<string, V>();
  let size = 0;
  return {
    find: (key) => known.get(key),
    add(key, value) {
      if (key.length > LONGEST_KEY) return value;
      const before = known.get(key);
      size += sizeOf(value) - (before === undefined ? 0 : sizeOf(before));
      known.set(key, value);
      for (const [first, forgotten] of known) {
        if (size <= most) break;
        known.delete(first);
        size -= sizeOf(forgotten);
      }
      return value;
    },
  };
}
