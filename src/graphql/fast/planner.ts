import type { SQL } from "drizzle-orm";
import type { FieldNode, GraphQLSchema } from "graphql";
import { OVERSIGHT } from "../../access/roles.js";
import type { Viewer } from "../../access/viewer.js";
import type { Database } from "../../db/database.js";
import type { Language } from "../catalogue.js";
import type { Domain } from "../context.js";
import { type Asking, MOST_FIELDS } from "../plan/compilation.js";
import { type Grants, readGrants } from "../plan/grants.js";
import { isWhole } from "../plan/json.js";
import { type Reason, reasonOf, Unplannable } from "../plan/unplannable.js";
import { createTerritories } from "../territories.js";
import { createOperations } from "./operations.js";
import { type Rest, selecting } from "./rest.js";
import { createShapes, type Filled } from "./shape.js";
import { createStatements } from "./statement.js";

/** One operation with its coerced variables, asked by somebody. */
export interface Question extends Rest {
  variables: Record<string, unknown>;
  viewer: Viewer | null;
  language: Language;
}

export interface Planner {
  /** What of an operation one statement can answer, be it nothing. What it makes is kept, as much as is bounded. */
  plan(question: Question): Promise<Plan>;
}

/** Where and under which condition a plan runs: `guard` must hold, or nothing is read. */
export interface Ask {
  database: Pick<Database, "ask">;
  guard: SQL;
}

export interface Plan {
  /** Response keys of all root fields, in the order of the answer. */
  keys: readonly string[];
  /** Those that the statement answers. */
  planned: ReadonlySet<string>;
  /** The others, and why they are left to the guarded lane. */
  left: ReadonlyMap<string, Reason>;
  /** The operation with the others only; null when there are none. */
  rest(): Rest | null;
  /**
   * JSON text by response key, in UTF-8. Null when the guarded lane must answer after all: the guard doesn't hold, or
   * a value isn't one that both lanes write alike.
   */
  run(ask: Ask): Promise<ReadonlyMap<string, Buffer> | null>;
}

export interface PlannerOptions {
  schema: GraphQLSchema;
  database: Database;
  findTerritory: Domain["findTerritory"];
}

/** Plans query operations. Made once for a database. */
export function createPlanner({ schema, database, findTerritory }: PlannerOptions): Planner {
  const shapes = createShapes(schema);
  const statementOf = createStatements();
  const territory = createTerritories(database, findTerritory);
  const operationOf = createOperations(schema);
  let grants: Grants | undefined;

  async function run(fields: ReadonlyMap<string, Filled>, viewer: Viewer | null, { database, guard }: Ask) {
    if (!fields.size) return new Map<string, Buffer>();
    const { text, values } = statementOf([...fields.values()], { viewer, guard });
    return completeAll(fields, await database.ask(text, values));
  }

  return {
    async plan(question) {
      const { viewer, language } = question;
      const asking: Asking = { viewer, language, territory };
      const { fields, ...operation } = operationOf(question);
      grants ??= await readGrants(database);
      const filled = new Map<string, Filled>();
      const left = new Map<string, Reason>();
      for (const [key, nodes] of fields) {
        try {
          if (viewer && OVERSIGHT.includes(viewer.role)) throw new Unplannable("OVERSIGHT");
          const field = await shapes.fill({ ...operation, key, nodes }, grants, asking);
          if (sizeOf(filled) + field.size > MOST_FIELDS) throw new Unplannable("LARGE");
          filled.set(key, field);
        } catch (error) {
          left.set(key, reasonOf(error));
        }
      }
      const keys = [...fields.keys()];
      const rest = () => (left.size ? selecting(question, nodesOf(fields, left)) : null);
      return { keys, planned: new Set(filled.keys()), left, rest, run: (ask) => run(filled, viewer, ask) };
    },
  };
}

const sizeOf = (fields: ReadonlyMap<string, Filled>) => [...fields.values()].reduce((sum, { size }) => sum + size, 0);

/** Makes the answers of what the statement gave; null when one of them can't be made. */
function completeAll(fields: ReadonlyMap<string, Filled>, texts: readonly (Buffer | null)[]) {
  const answers = new Map<string, Buffer>();
  for (const [i, [key, { complete }]] of [...fields].entries()) {
    const text = texts[i];
    const answer = text?.length && isWhole(text) ? complete(text) : null;
    if (answer === null) return null;
    answers.set(key, answer);
  }
  return answers;
}

const nodesOf = (fields: ReadonlyMap<string, readonly FieldNode[]>, left: ReadonlyMap<string, unknown>) =>
  [...left.keys()].flatMap((key) => fields.get(key) ?? []);
