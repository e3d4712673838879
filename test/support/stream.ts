import type { FormattedExecutionResult } from "graphql";
import { type Client, createClient } from "graphql-ws";
import { expect } from "vitest";
import { WebSocket } from "ws";
import type { Untyped } from "./client.js";

/** The items of one subscription, in the order in which they came. */
export interface Stream<Data> {
  /** The next item's data; fails when none comes in time, or when it has errors. */
  next(timeoutMs?: number): Promise<Data>;
  /** The next item whole, also with errors. */
  nextResult(timeoutMs?: number): Promise<FormattedExecutionResult<Untyped, Untyped>>;
  /** Asserts that nothing came: everything committed so far has been through the server when it answers. */
  none(): Promise<void>;
  /** Resolves with the end: null, or the error with which the server or the socket ended it. */
  ended: Promise<unknown>;
  close(): Promise<void>;
}

interface StreamOptions {
  url: string;
  connectionParams: () => Promise<Record<string, unknown>>;
  /** Waits until the server has handled what was committed before. */
  settle: () => Promise<void>;
}

export const openSocket = ({ url, connectionParams }: Pick<StreamOptions, "url" | "connectionParams">): Client =>
  createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ language: "en", ...(await connectionParams()) }),
    retryAttempts: 0,
    lazy: true,
    onNonLazyError: () => {},
  });

/** Subscribes on a socket of its own; ready when the server has taken the subscription. */
export async function openStream<Data>(
  query: string,
  variables: object,
  options: StreamOptions,
): Promise<Stream<Data>> {
  const client = openSocket(options);
  const queue = createQueue<FormattedExecutionResult<Untyped, Untyped>>();
  const ending = Promise.withResolvers<unknown>();
  client.subscribe<Untyped>(
    { query, variables: variables as Record<string, unknown> },
    { next: queue.push, error: ending.resolve, complete: () => ending.resolve(null) },
  );
  ending.promise.then(queue.end);
  const roundTrip = () => once(client, "{ __typename }");
  const settle = () => options.settle().then(roundTrip);
  await Promise.race([settle(), ending.promise]);
  return {
    nextResult: queue.next,
    next: async (timeoutMs) => dataOf(await queue.next(timeoutMs)),
    async none() {
      await settle();
      expect(queue.waiting(), "items of the subscription").toEqual([]);
    },
    ended: ending.promise,
    close: async () => void (await client.dispose()),
  };
}

const dataOf = (result: FormattedExecutionResult<Untyped, Untyped>) => {
  expect(result.errors, "errors of the item").toBeUndefined();
  return result.data;
};

/** One query or mutation on a socket. */
export function once(client: Client, query: string, variables: Record<string, unknown> = {}) {
  return new Promise<FormattedExecutionResult<Untyped, Untyped>>((resolve, reject) => {
    let result: FormattedExecutionResult<Untyped, Untyped>;
    client.subscribe<Untyped>(
      { query, variables },
      { next: (value) => void (result = value), error: reject, complete: () => resolve(result) },
    );
  });
}

function createQueue<T>() {
  const items: T[] = [];
  let wake = () => {};
  let ended: { reason: unknown } | undefined;
  const end = (reason: unknown) => {
    ended ??= { reason };
    wake();
  };
  return {
    end,
    push(item: T) {
      items.push(item);
      wake();
    },
    waiting: () => [...items],
    async next(timeoutMs = 5_000): Promise<T> {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        wake();
      }, timeoutMs);
      while (items.length === 0 && !ended && !late) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      clearTimeout(timer);
      const item = items.shift();
      if (item) return item;
      const reason = ended ? ended.reason : `none in ${timeoutMs} ms`;
      throw new Error(`The subscription gave no item: ${reason instanceof Error ? reason : JSON.stringify(reason)}`);
    },
  };
}
