import type { ExecutionResult, GraphQLSchema } from "graphql";
import type { Standing } from "../../src/access/standing.js";
import { createCounts } from "../../src/graphql/counts.js";
import type { Ledger, Telling } from "../../src/graphql/ledger.js";
import { createReach, type ReachOf } from "../../src/graphql/reach.js";
import type { Standings } from "../../src/graphql/standings.js";
import type { Line } from "../../src/streams/line.js";
import { createStreams } from "../../src/streams/subscribe.js";

/** The way to a client whose network a test holds up. */
export interface TestLine extends Line {
  /** The next result that was sent. */
  next(): Promise<ExecutionResult>;
  /** Results that were sent and not taken out by `next`. */
  results(): readonly ExecutionResult[];
  /** How many these are. */
  waiting(): number;
  /** From now on nothing is taken: so many bytes wait already. */
  stall(bytes?: number): void;
  /** What was sent is taken; what comes waits. */
  take(): void;
  /** What was sent is taken, and what comes. */
  flow(): void;
  /** From now on nothing comes to the client. */
  cut(): void;
  /** Tells of each sending. */
  watch(onSent: () => void): void;
}

export function createLine(): TestLine {
  const sent: ExecutionResult[] = [];
  let wake = Promise.withResolvers<void>();
  const network = createNetwork();
  let tell = () => {};
  return {
    ...network,
    watch: (onSent) => void (tell = onSent),
    send(payload, _, onTaken) {
      sent.push(JSON.parse(String(payload)));
      wake.resolve();
      tell();
      network.carry(payload.length, onTaken);
    },
    results: () => sent,
    waiting: () => sent.length,
    async next() {
      while (sent.length === 0) {
        wake = Promise.withResolvers();
        await wake.promise;
      }
      return sent.shift() as ExecutionResult;
    },
  };
}

type OnTaken = ((isTaken: boolean) => void) | undefined;

function createNetwork() {
  let state: "flowing" | "stalled" | "cut" = "flowing";
  let bytes = 0;
  let held: OnTaken[] = [];

  function settle(isTaken: boolean) {
    const taken = held;
    held = [];
    bytes = 0;
    for (const onTaken of taken) onTaken?.(isTaken);
  }
  return {
    buffered: () => bytes,
    isOpen: () => state !== "cut",
    carry(length: number, onTaken: OnTaken) {
      if (state !== "stalled") return onTaken?.(state === "flowing");
      bytes += length;
      held.push(onTaken);
    },
    stall(already = 0) {
      state = "stalled";
      bytes += already;
    },
    take: () => settle(true),
    flow() {
      state = "flowing";
      settle(true);
    },
    cut() {
      state = "cut";
      settle(false);
    },
  };
}

const everybody: Standing = {
  ...{ principal: "officer_0", role: "DISPATCHER", place: "0-999999999 ", until: null },
  ...{ grants: new Map(), exclusions: new Map() },
};

interface StreamsGiven {
  standings?: Standings;
  reachOf?: ReachOf;
}

/** The streams of a schema, in which everybody has the same standing for ever, unless a test says otherwise. */
export function streamsOf(schema: GraphQLSchema, { standings = unchanging, reachOf }: StreamsGiven = {}) {
  const counts = createCounts();
  const faults: unknown[] = [];
  const told: Telling[] = [];
  const ledger: Ledger = { note: (telling) => void told.push(telling), reached() {}, close: async () => {} };
  const onFault = (error: unknown) => void faults.push(error);
  const options = { counts, ledger, standings, reachOf: reachOf ?? createReach(schema), onFault };
  return { counts, faults, told, streams: createStreams(options) };
}

const unchanging: Standings = { follow: async () => ({ standing: everybody, stop() {} }) };
