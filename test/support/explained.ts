import { drizzle } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Settings, Transaction } from "../../src/db/database.js";

/** A node of a plan, as `explain (format json)` writes it. */
export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Sort Key"?: string[];
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: PlanNode[];
}

/** What one statement did. */
export interface Explained {
  text: string;
  root: PlanNode;
  /** Pages of tables and indexes that it touched, each as often as it did. */
  buffers: number;
  ms: number;
}

type Written = { Plan: PlanNode & Record<string, number>; "Execution Time": number };

/**
 * Works under a viewer's settings as the server would, and gives what each of its statements did. Each is run once more
 * under `explain`, with the same parameters.
 */
export async function explained<T>(
  sql: postgres.Sql,
  settings: Settings,
  work: (tx: Transaction) => Promise<T>,
): Promise<{ result: T; statements: Explained[] }> {
  const statements: Promise<Explained>[] = [];
  const result = await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx.unsafe("set local role qorgan_app");
    for (const [name, value] of Object.entries(settings)) {
      await tx`select set_config(${`qorgan.${name}`}, ${value as string}, true)`;
    }
    const unsafe: postgres.Sql["unsafe"] = (text, params, options) => {
      const plan = tx.unsafe(`explain (analyze, buffers, timing off, format json) ${text}`, params);
      statements.push(plan.then(([row]) => read(text, row?.["QUERY PLAN"][0])));
      return tx.unsafe(text, params, options);
    };
    const done = await work({
      db: drizzle({ options: sql.options, unsafe } as postgres.Sql),
    } as unknown as Transaction);
    await Promise.all(statements);
    return done;
  });
  return { result: result as T, statements: await Promise.all(statements) };
}

const read = (text: string, { Plan: root, "Execution Time": ms }: Written): Explained => ({
  ...{ text, root, ms },
  buffers: (root["Shared Hit Blocks"] ?? 0) + (root["Shared Read Blocks"] ?? 0),
});

/** Every node of a plan. */
export const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
