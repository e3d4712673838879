import type { DocumentNode, ExecutionResult, GraphQLError } from "graphql";
import type { Reach } from "../access/reach.js";
import { classOf, compareStandings, type Standing } from "../access/standing.js";
import { inStream, masked, type Operation } from "../graphql/execute.js";
import type { Follower } from "../graphql/followed.js";
import type { Standings } from "../graphql/standings.js";
import { openSource } from "./items.js";
import { digest, questionOf } from "./question.js";
import type { Start, StreamContext, Subscriber } from "./subscriber.js";
import { createWays, type WayStats, type Ways, type WaysOptions } from "./ways.js";

export type StreamArgs = Operation & { contextValue: StreamContext };

/** What graphql-ws iterates: items are sent past it, so it only ends. */
export type Ending = AsyncGenerator<never, void, void>;

/** The subscriptions of a process. */
export interface Streams {
  /** Runs a subscription, or tells why it can't be run. It begins when it is iterated. */
  subscribe(args: StreamArgs): Promise<Ending | ExecutionResult>;
  /** What those may see who follow now all that they must hear of, on a connection that is open. */
  listening(): Standing[];
  stats(): WayStats;
}

export interface StreamsOptions extends WaysOptions {
  standings: Standings;
  reachOf(document: DocumentNode, operationName?: string | null): Reach;
}

/**
 * Subscribers who ask the same and may see the same share what is read. What each may see is followed: a change acts
 * before anything more is shared with it.
 */
export function createStreams({ standings, reachOf, ...options }: StreamsOptions): Streams {
  const ways = createWays(options);
  const live = new Set<Subscriber>();

  async function begin(args: Operation, fresh: StreamContext): Promise<Ending | ExecutionResult> {
    const source = await inStream(fresh, args, (ctx) => openSource(args, ctx));
    if (!("wants" in source)) return source;
    const reach = reachOf(args.document, args.operationName);
    const subscriber = createSubscriber({ args, fresh, source, reach });
    const stop = await followAccess(subscriber, standings, ways);
    live.add(subscriber);
    return iterate(subscriber, ways, () => {
      live.delete(subscriber);
      stop();
    });
  }

  return {
    stats: ways.stats,
    listening: () =>
      [...live].flatMap(({ source, standing, fresh: { line } }) =>
        source.isWhole && standing && line.isOpen() && !line.isStored ? [standing] : [],
      ),
    subscribe: ({ contextValue, ...args }) => masked<Ending>(contextValue, () => begin(args, contextValue)),
  };
}

type Given = Pick<Subscriber, "args" | "fresh" | "source" | "reach">;

function createSubscriber({ args, fresh, source, reach }: Given): Subscriber {
  const { name, selection, filter } = questionOf(args);
  return {
    ...{ args, fresh, source, reach, name, filter, selection: `${selection} ${fresh.manner}` },
    ...{ standing: null, to: [], key: null, access: null, isSuspect: false, isStale: false },
    ...{ mark: null, previous: source.after, lastAt: performance.now() },
    ...{ way: undefined, close() {} },
  };
}

/** Keeps what a subscriber may see up to date; gives what stops it. */
async function followAccess(subscriber: Subscriber, standings: Standings, ways: Ways): Promise<() => void> {
  const { caller, open, end } = subscriber.fresh;
  if (caller === null) return () => {};
  const follower: Follower = {
    suspect() {
      subscriber.isSuspect = true;
      ways.part(subscriber);
    },
    settle(standing) {
      const { standing: before, reach } = subscriber;
      stand(subscriber, standing);
      subscriber.isSuspect = false;
      const change = before ? compareStandings(before, standing, reach) : "same";
      subscriber.isStale ||= change !== "same";
      ways.renew(subscriber, change);
    },
    refuse(error) {
      ways.end(subscriber);
      end(4403, (error as GraphQLError).message);
    },
  };
  const { standing, stop } = await standings.follow({ key: caller, open }, follower);
  if (!subscriber.standing) stand(subscriber, standing);
  return stop;
}

function stand(subscriber: Subscriber, standing: Standing) {
  const permission = classOf(standing, subscriber.reach);
  const key = `${subscriber.selection} ${permission}`;
  Object.assign(subscriber, { standing, to: recipientsOf(standing), key, access: digest(permission) });
}

const recipients = new WeakMap<Standing, readonly string[]>();
function recipientsOf(standing: Standing): readonly string[] {
  const known = recipients.get(standing) ?? [standing.principal];
  recipients.set(standing, known);
  return known;
}

function iterate(subscriber: Subscriber, ways: Ways, stop: () => void): Ending {
  const ended = Promise.withResolvers<void>();
  let isBegun = false;
  subscriber.close = () => {
    // Whoever has gone before it began begins it all the same.
    isBegun = true;
    stop();
    ways.end(subscriber);
    ended.resolve();
  };
  async function end() {
    subscriber.close();
    return { value: undefined, done: true as const };
  }
  return {
    async next() {
      if (!isBegun) ways.start(subscriber, startOf(subscriber));
      isBegun = true;
      await ended.promise;
      return { value: undefined, done: true };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

// Whoever comes back under other access than the cursor was given under may have on the screen what is out of sight.
function startOf({ source: { from }, access }: Subscriber): Start {
  if (from === null || typeof from === "string") return from;
  // A cursor that names no access is one of an earlier version.
  return from.access === null || from.access === access ? { ...from, access } : "ACCESS_CHANGED";
}
