import { type ExecutionArgs, type ExecutionResult, execute, type GraphQLError, getOperationAST } from "graphql";
import type { Asked } from "../audit/fields.js";
import type { Context } from "./context.js";
import type { CostReport, Purse } from "./meter.js";

/** What an operation gets as its context where it may run for long: each execution opens one of its own. */
export interface FreshContext {
  /** `writes`: who asks is looked up in the transaction in which a mutation writes. */
  open(writes?: boolean): Promise<Context>;
  /** Ends the connection and all that runs on it. */
  end(code: number, reason: string): void;
  /** An error as clients see it. */
  mask(error: unknown): GraphQLError;
  /** Hears that a stream gives an item. */
  delivered(): void;
  /** What the operation took of its caller's bucket. */
  cost: CostReport;
  spend: Purse["spend"];
}

export type Operation = Omit<ExecutionArgs, "contextValue">;
export type FreshArgs = Operation & { contextValue: FreshContext };

/** Executes a query or mutation in a context of its own. */
export async function executeOnce({ contextValue, ...args }: FreshArgs): Promise<ExecutionResult> {
  const writes = getOperationAST(args.document, args.operationName)?.operation === "mutation";
  const fresh = { ...contextValue, open: () => contextValue.open(writes) };
  const run = () => inFresh(fresh, args, (context) => execute({ ...args, contextValue: context }));
  return { ...(await masked(contextValue, run)), extensions: { cost: contextValue.cost } };
}

type Work<T> = (context: Context) => T | Promise<T>;

/** Works in a fresh context, which ends with the work. */
export async function inFresh<T>(fresh: FreshContext, asked: Asked, work: Work<T>): Promise<T> {
  const context = await fresh.open();
  try {
    return await work(context);
  } finally {
    await context.close(asked);
  }
}

/** The same for an item of a stream, of which nobody knows whether anybody looked at it. */
export const inStream = <T>(fresh: FreshContext, asked: Asked, work: Work<T>): Promise<T> =>
  inFresh(fresh, asked, (context) => {
    context.refuseTraces();
    return work(context);
  });

/** A result whose errors are as clients see them; a throw is a result too. */
export async function masked<R extends object>({ mask }: FreshContext, work: () => Promise<R | ExecutionResult>) {
  const result = await work().catch((error: unknown): ExecutionResult => ({ errors: [error as GraphQLError] }));
  return "errors" in result && result.errors ? { ...result, errors: result.errors.map(mask) } : result;
}
