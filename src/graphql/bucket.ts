/** What a request for tokens gave. */
export interface Taken {
  ok: boolean;
  /** Whole tokens that are left. */
  available: number;
  /** Seconds until the same request would pass; 0 when it passed. */
  retryAfter: number;
}

/** One bucket of tokens for each key, full at first, which fills again at a steady rate. */
export interface Buckets {
  readonly capacity: number;
  /** Tokens that come back each second. */
  readonly restore: number;
  /** Takes the tokens when there are enough, else none. */
  take(key: string, amount: number): Taken;
  /** Takes what there is of them and refuses nothing; a negative amount gives some back. */
  spend(key: string, amount: number): void;
}

export interface BucketOptions {
  capacity: number;
  restore: number;
  /** Most keys that are kept; beyond it the one that was used longest ago, so the fullest, is forgotten. */
  keep?: number;
  /** Milliseconds, never going back. */
  clock?: () => number;
}

const KEPT = 20_000;
const monotonic = () => performance.now();

export function createBuckets({ capacity, restore, keep = KEPT, clock = monotonic }: BucketOptions): Buckets {
  const kept = new Map<string, { left: number; at: number }>();

  function leftOf(key: string): number {
    const bucket = kept.get(key);
    return bucket ? Math.min(capacity, bucket.left + ((clock() - bucket.at) / 1_000) * restore) : capacity;
  }

  function store(key: string, left: number) {
    // Deleted first: a Map keeps the order of insertion, and the key used last must stand last.
    kept.delete(key);
    kept.set(key, { left, at: clock() });
    if (kept.size > keep) kept.delete(kept.keys().next().value as string);
  }

  return {
    capacity,
    restore,
    take(key, amount) {
      const left = leftOf(key);
      const ok = left >= amount;
      store(key, ok ? left - amount : left);
      if (ok) return { ok, available: Math.floor(left - amount), retryAfter: 0 };
      return { ok, available: Math.floor(left), retryAfter: Math.max(1, Math.ceil((amount - left) / restore)) };
    },
    spend: (key, amount) => store(key, Math.max(0, leftOf(key) - amount)),
  };
}
