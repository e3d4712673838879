import { type Buckets, createBuckets } from "./bucket.js";
import { isTokenRefusal, refusal } from "./errors.js";
import { say } from "./say.js";

/** What callers may use; set by the environment, shown by `apiInfo`. */
export const BOUNDS = {
  /** Cost of one operation. */
  cost: 50_000,
  /** Cost that a viewer may use at once, and what comes back each second. */
  costBucket: 500_000,
  costRestore: 5_000,
  /** The same for all anonymous callers of one address. */
  publicCostBucket: 100_000,
  publicCostRestore: 1_000,
  /** Searches by IIN of one viewer at once, which come back within a minute. */
  lookups: 10,
  /** Refused tokens of one address, of which a sixtieth comes back each second. */
  failedTokens: 300,
  /** Open websockets of one address and of one viewer; attempts of one address fill at a tenth each second. */
  socketsPerAddress: 2_000,
  socketsPerViewer: 50,
  /** Subscriptions of one viewer, on all sockets. */
  subscriptionsPerViewer: 200,
  /** After how long a silence a stream says that it lives, in milliseconds. */
  heartbeatMs: 15_000,
};
export type Bounds = Readonly<typeof BOUNDS>;

/** What an operation took of its caller's bucket: `extensions.cost` of the answer. */
export interface CostReport {
  requested: number;
  /** What is left. */
  available: number;
  /** The bucket when it is full. */
  limit: number;
  /** What comes back each second. */
  restoreRate: number;
}

/** The bucket of one caller: a signed-in principal, or everybody anonymous at one address. */
export interface Purse {
  /** Takes the cost; `LIMIT_EXCEEDED` when no bucket would ever hold it, `RATE_LIMITED` when this one doesn't now. */
  take(cost: number): CostReport;
  /** Takes what can't be refused, such as an event of a subscription: no alert is lost for want of tokens. */
  spend(cost: number): void;
  /** Gives back what was taken for nothing. */
  refund(cost: number): void;
}

/** Counts what callers use. One for the process: HTTP and websockets share it. */
export interface Meter {
  readonly bounds: Bounds;
  /** Searches by IIN, by viewer: numbers can be guessed in turn. */
  readonly lookups: Buckets;
  purseOf(principal: string | null, address: string): Purse;
  /** Whether the address hasn't sent too many bad tokens lately. */
  mayTry(address: string): boolean;
  /** Runs what refuses bad tokens, and refuses an address that has sent too many of them, before any is checked. */
  guard<T>(address: string, work: () => Promise<T>): Promise<T>;
  /** Whether the address may try to open another websocket now. */
  mayConnect(address: string): boolean;
}

/** Every operation, whatever it asks, also one that isn't GraphQL. */
export const BASE_COST = 1;

export function createMeter(bounds: Bounds, clock?: () => number): Meter {
  const bucketsOf = (capacity: number, restore: number) => createBuckets({ capacity, restore, clock });
  const viewers = bucketsOf(bounds.costBucket, bounds.costRestore);
  const addresses = bucketsOf(bounds.publicCostBucket, bounds.publicCostRestore);
  const failures = bucketsOf(bounds.failedTokens, bounds.failedTokens / 60);
  const attempts = bucketsOf(bounds.socketsPerAddress, bounds.socketsPerAddress / 10);

  // Looked at only: good tokens, however many at once, cost nothing here.
  const mayTry = (address: string) => failures.take(address, 0).available >= 1;
  return {
    ...{ bounds, mayTry },
    lookups: bucketsOf(bounds.lookups, bounds.lookups / 60),
    mayConnect: (address) => attempts.take(address, 1).ok,
    purseOf(principal, address) {
      const [buckets, key] = principal ? [viewers, principal] : [addresses, address];
      return {
        spend: (cost) => buckets.spend(key, cost),
        refund: (cost) => buckets.spend(key, -cost),
        take(cost) {
          const bound = Math.min(bounds.cost, buckets.capacity);
          if (cost > bound) throw tooLarge(bound, cost);
          const { ok, available, retryAfter } = buckets.take(key, cost);
          if (!ok) throw limited("cost", retryAfter, { requested: cost, available });
          return { requested: cost, available, limit: buckets.capacity, restoreRate: buckets.restore };
        },
      };
    },
    async guard(address, work) {
      if (!mayTry(address)) throw limited("failedTokens", Math.ceil(60 / bounds.failedTokens));
      return work().catch((error: unknown) => {
        if (isTokenRefusal(error)) failures.spend(address, 1);
        throw error;
      });
    },
  };
}

function tooLarge(bound: number, got: number) {
  const message = say`cost must be at most ${bound}, but the operation has ${got}: ask for fewer rows with first.`;
  return refusal(message, { code: "LIMIT_EXCEEDED", limit: "cost", bound, got, http: { status: 400 } });
}

function limited(limit: string, retryAfter: number, details: object = {}) {
  const http = { status: 429, headers: new Map([["retry-after", String(retryAfter)]]) };
  const message = say`The caller must not go over the rate of ${limit}: try again in ${retryAfter} seconds.`;
  return refusal(message, { code: "RATE_LIMITED", limit, retryAfter, ...details, http });
}
