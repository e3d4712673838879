import { sql } from "drizzle-orm";
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from "graphql";
import type { Language } from "../../../src/graphql/catalogue.js";
import type { Planner } from "../../../src/graphql/fast/planner.js";
import type { Asker } from "./askers.js";
import type { Place } from "./world.js";

/** A valid query, and who asks it. */
export interface Asked {
  document: DocumentNode;
  operationName?: string;
  variables: Record<string, unknown>;
  asker: Omit<Asker, "seen">;
  language: Language;
}

/** What the planner made of a query, and whether the guarded lane gives the same. */
export interface Compared {
  /** What the statement answered, by root field, and why others were left to the guarded lane. */
  texts: ReadonlyMap<string, Buffer>;
  left: ReadonlyMap<string, string>;
  /** The answer that the guarded lane gives to the whole query. */
  answer: string;
  difference: Difference | null;
}

/** The whole answer by either lane. */
export interface Difference {
  want: string;
  got: string;
}

/** What the planner gives; an error is nothing that it may give. */
type Fast = Pick<Compared, "texts" | "left"> & { keys: readonly string[]; error?: unknown };

const nothing = (reason: string): Fast => ({ texts: new Map(), left: new Map([["", reason]]), keys: [] });

/** Answers a query by both lanes. */
export type Compare = (asked: Asked) => Promise<Compared>;

/** Compares a planner with the guarded lane, whose answer stands for both of what the planner left. */
export const comparing =
  (place: Place, planner: Planner): Compare =>
  (asked) =>
    compare(place, planner, asked);

async function compare(place: Place, planner: Planner, asked: Asked): Promise<Compared> {
  // Before the guarded lane: what it reads personally it writes into the audit, which is data too.
  const fast = await answerFast(place, planner, asked).catch((error) => ({ ...nothing("error"), error }));
  const result = await answerGuarded(place, asked);
  const want = JSON.stringify(result);
  const got = fast.error ? String(fast.error) : joined(fast, result);
  const { texts, left } = fast;
  return { texts, left, answer: want, difference: got === want ? null : { want, got } };
}

async function answerFast({ schema, database }: Place, planner: Planner, asked: Asked): Promise<Fast> {
  const { document, asker, language } = asked;
  const operation = operationOf(asked);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], asked.variables);
  if (!coerced) return nothing("bad variables");
  const plan = await planner.plan({ document, operation, variables: coerced, viewer: asker.viewer, language });
  const texts = await plan.run({ database, guard: sql`true` });
  return texts ? { texts, keys: plan.keys, left: plan.left } : nothing("given back");
}

export const operationOf = ({ document, operationName }: Pick<Asked, "document" | "operationName">) =>
  getOperationAST(document, operationName) as OperationDefinitionNode;

/** Answers by the resolvers, as a request does. */
export async function answerGuarded(place: Place, asked: Asked): Promise<ExecutionResult> {
  const { document, operationName, variables: variableValues, asker, language } = asked;
  const contextValue = await place.openContext(asker.person, language);
  const { schema } = place;
  const result = await execute({ schema, document, operationName, variableValues, contextValue });
  await contextValue.close({ schema, document });
  return result;
}

/** The answer as a server puts it together. Errors are those of the fields that were left; others are a difference. */
export function joined({ texts, keys }: Pick<Fast, "texts" | "keys">, { data, errors }: ExecutionResult): string {
  const others = errors?.filter(({ path }) => !texts.has(String(path?.[0])));
  const before = others?.length ? `"errors":${JSON.stringify(others)},` : "";
  // Nothing was planned, or a field that was left has failed and taken the others with it.
  if (!texts.size || (data === null && others?.length)) return JSON.stringify({ ...(errors ? { errors } : {}), data });
  const textOf = (key: string) => texts.get(key)?.toString() ?? JSON.stringify(data?.[key]);
  return `{${before}"data":{${keys.map((key) => `${JSON.stringify(key)}:${textOf(key)}`).join(",")}}}`;
}
