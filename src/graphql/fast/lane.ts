import { type SQL, sql } from "drizzle-orm";
import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from "graphql";
import type { Database } from "../../db/database.js";
import type { Context } from "../context.js";
import type { Counts } from "../counts.js";
import type { Plan, Planner } from "./planner.js";
import type { Rest } from "./rest.js";

/** An operation that may run: what it costs is paid. */
export interface Admitted extends Rest {
  schema: GraphQLSchema;
  variables: Record<string, unknown>;
}

/** What one statement has answered of an operation. */
export interface Answered {
  /** The operation without it; null when nothing is left. */
  rest: Rest | null;
  /** The text of the whole data, with what the guarded lane gave for the rest. */
  join(rest: Readonly<Record<string, unknown>>): DataText;
}

/** The answer's data as JSON text in UTF-8, which isn't parsed to be written again. */
export class DataText {
  constructor(readonly pieces: readonly Buffer[]) {}

  toString(): string {
    return Buffer.concat(this.pieces).toString();
  }
}

/** Who asks, and the condition under which they are answered. */
export interface Entrant extends Pick<Context, "viewer" | "language"> {
  guard: SQL;
}

export interface FastLane {
  /** Answers of an operation what it can in one statement, or null: then the guarded lane answers all of it. */
  answer(admitted: Admitted, context: Context): Promise<Answered | null>;
  /** Answers a whole operation in one statement, or null: then `answer` says why. */
  answerWhole(admitted: Admitted, entrant: Entrant): Promise<DataText | null>;
}

export interface FastLaneOptions {
  planner: Planner;
  database: Database;
  counts: Counts;
  /** Hears what failed: the guarded lane answers, so that nobody else would. */
  onFault(error: unknown): void;
}

/** The guard of the public. */
export const EVERYBODY = sql`true`;

export function createFastLane({ onFault, ...given }: FastLaneOptions): FastLane {
  const options = { ...given, faults: createFaults(onFault) };
  const { planner, database, counts, faults } = options;
  async function answer(plan: Plan, context: Context, guard: SQL): Promise<Answered | string> {
    const [reason] = plan.left.values();
    if (!plan.planned.size) return reason ?? "EMPTY";
    const texts = await plan.run({ database, guard });
    if (!texts || !(await isStill(context, plan))) return "GIVEN_BACK";
    counts.add("operations", plan.left.size ? `mixed ${reason}` : "fast");
    return { rest: plan.rest(), join: (rest) => joined(plan, texts, rest) };
  }
  async function ask(admitted: Admitted, context: Context): Promise<Answered | string> {
    const { schema, operation } = admitted;
    const { viewer, language } = context;
    if (operation.operation !== "query") return "MUTATION";
    if (faults.isRecent(operation)) return "FAULT";
    const guard = viewer ? context.guard : EVERYBODY;
    if (!guard) return "NOT_RECALLED";
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], admitted.variables);
    if (!coerced) return "REFUSED";
    try {
      return await answer(await planner.plan({ ...admitted, variables: coerced, viewer, language }), context, guard);
    } catch (error) {
      faults.add(operation, error);
      return "FAULT";
    }
  }
  return {
    async answer(admitted, context) {
      const answered = await ask(admitted, context);
      if (typeof answered !== "string") return answered;
      counts.add("operations", `guarded ${answered}`);
      return null;
    },
    answerWhole: createAnswerWhole(options),
  };
}

interface Faults {
  isRecent(operation: OperationDefinitionNode): boolean;
  add(operation: OperationDefinitionNode, error: unknown): void;
}

const RESTS_MS = 1_000;

/** An operation that has met a fault rests for a moment: a statement that ran into its time limit isn't run twice. */
function createFaults(onFault: FastLaneOptions["onFault"]): Faults {
  const faults = new WeakMap<OperationDefinitionNode, number>();
  return {
    isRecent: (operation) => performance.now() - (faults.get(operation) ?? -RESTS_MS) < RESTS_MS,
    add(operation, error) {
      faults.set(operation, performance.now());
      onFault(error);
    },
  };
}

type Parts = Omit<FastLaneOptions, "onFault"> & { faults: Faults };

function createAnswerWhole({ planner, database, counts, faults }: Parts): FastLane["answerWhole"] {
  async function ask({ schema, variables, ...asked }: Admitted, { guard, ...entrant }: Entrant) {
    const { coerced } = getVariableValues(schema, asked.operation.variableDefinitions ?? [], variables);
    if (!coerced || faults.isRecent(asked.operation)) return null;
    const plan = await planner.plan({ ...asked, variables: coerced, ...entrant });
    if (plan.left.size || !plan.planned.size) return null;
    const texts = await plan.run({ database, guard });
    if (!texts) return null;
    counts.add("operations", "fast");
    return joined(plan, texts, {});
  }
  return (admitted, entrant) =>
    ask(admitted, entrant).catch((error: unknown) => {
      faults.add(admitted.operation, error);
      return null;
    });
}

/** Whether the rest, where there is one, will be answered to the same viewer. */
async function isStill(context: Context, { left }: Plan): Promise<boolean> {
  const { viewer } = context;
  // After the statement and not beside it: the embedded database has one session, which a transaction keeps to itself.
  // Whoever is refused here is refused again before the execution.
  if (left.size) await context.confirm().catch(() => {});
  else context.proved();
  return context.viewer === viewer;
}

function joined({ keys }: Plan, texts: ReadonlyMap<string, Buffer>, rest: Readonly<Record<string, unknown>>): DataText {
  const fields = keys.flatMap((key, i) => [
    Buffer.from(`${i ? "," : "{"}"${key}":`),
    texts.get(key) ?? Buffer.from(JSON.stringify(rest[key])),
  ]);
  return new DataText([...fields, END]);
}

const END = Buffer.from("}");
