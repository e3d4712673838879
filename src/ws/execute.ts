import { setTimeout } from "node:timers/promises";
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute, type GraphQLError } from "graphql";
import type { Context } from "../graphql/context.js";
import { mapIterator } from "../graphql/iterate.js";
import { isFault } from "../graphql/mask.js";
import type { CostReport, Purse } from "../graphql/meter.js";
import type { StreamEvent } from "../graphql/stream.js";

/** What an operation of a socket gets as its context: each execution opens one of its own. */
export interface FreshContext {
  open(): Promise<Context>;
  /** Ends the socket and all that runs on it. */
  end(code: number, reason: string): void;
  /** An error as clients see it. */
  mask(error: unknown): GraphQLError;
  /** Counts an item that a stream gave. */
  delivered(item: string): void;
  /** What the operation took of its caller's bucket. */
  cost: CostReport;
  spend: Purse["spend"];
}

/** What an event takes: a little, and it is never refused, or an alert would be lost. */
const EVENT_COST = 1;

type Operation = Omit<ExecutionArgs, "contextValue">;
type SocketArgs = Operation & { contextValue: FreshContext };

/** Executes a query or mutation in a context of its own. */
export async function executeOnce({ contextValue, ...args }: SocketArgs): Promise<ExecutionResult> {
  const run = () => inFresh(contextValue, (context) => execute({ ...args, contextValue: context }));
  return { ...(await masked(contextValue, run)), extensions: { cost: contextValue.cost } };
}

/**
 * Runs a subscription. Each event is executed in a context of its own: loaders must not keep an earlier event's rows,
 * and the viewer's policies are those of the moment.
 */
export async function subscribeFresh({ contextValue, ...args }: SocketArgs) {
  const start = () => inFresh(contextValue, (context) => createSourceEventStream({ ...args, contextValue: context }));
  const source = await start().catch((error: unknown) => ({ errors: [error as GraphQLError] }));
  if (!(Symbol.asyncIterator in source)) return masked(contextValue, async () => source as ExecutionResult);
  return events(source as AsyncGenerator<StreamEvent>, args, contextValue);
}

const events = (source: AsyncGenerator<StreamEvent>, args: Operation, fresh: FreshContext) =>
  mapIterator(source, (event) => masked(fresh, () => answer(event, args, fresh)));

// How long to wait before an event is read again that the database didn't give, in milliseconds.
const PAUSES = [50, 200, 1_000, 3_000];

/** Reads and executes one event, again when the server was at fault: an event that is passed over is a lost alert. */
async function answer(event: StreamEvent, args: Operation, fresh: FreshContext): Promise<ExecutionResult | null> {
  for (const pause of [...PAUSES, null]) {
    const result = await attempt(event, args, fresh);
    const fault = result?.errors?.find(isFault);
    if (!fault) return result;
    if (pause === null) fresh.end(1011, "Events may be missing: connect again and read the list.");
    else await setTimeout(pause);
  }
  return null;
}

const attempt = (event: StreamEvent, args: Operation, fresh: FreshContext): Promise<ExecutionResult | null> =>
  inFresh(fresh, async (contextValue) => {
    const rootValue = await event.load(contextValue);
    // What the viewer may not see isn't an event for this viewer.
    if (!rootValue) return null;
    fresh.spend(EVENT_COST);
    fresh.delivered("event");
    return execute({ ...args, rootValue, contextValue });
  }).catch((error: GraphQLError) => {
    // Whoever lost the appointment must not even learn when something happens.
    if (error.extensions?.code === "TOKEN_INVALID") fresh.end(4403, error.message);
    return { errors: [error] };
  });

async function inFresh<T>(fresh: FreshContext, work: (context: Context) => T | Promise<T>): Promise<T> {
  const context = await fresh.open();
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

async function masked<R extends ExecutionResult | null>({ mask }: FreshContext, work: () => Promise<R>) {
  const result = await work().catch((error: unknown): ExecutionResult => ({ errors: [error as GraphQLError] }));
  return result?.errors ? { ...result, errors: result.errors.map(mask) } : result;
}
