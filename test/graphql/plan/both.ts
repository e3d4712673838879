import { type SQL, sql } from "drizzle-orm";
import { type DocumentNode, type GraphQLSchema, getVariableValues, parse, validate } from "graphql";
import { type Person, personOf } from "../../../src/access/tokens.js";
import type { Database } from "../../../src/db/database.js";
import type { Language } from "../../../src/graphql/catalogue.js";
import { type Ask, createPlanner } from "../../../src/graphql/fast/planner.js";
import { domain } from "../../../src/modules/index.js";
import { type OfficerSpec, officerFinder } from "../../support/officers.js";
import { answerGuarded, joined, operationOf } from "./lanes.js";
import { openPlace } from "./world.js";

/** Who asks: an officer, as `officerOf` describes it or by its id, or nobody. */
export type Asker = OfficerSpec | string | null;

export interface Asked {
  variables?: Record<string, unknown>;
  as?: Asker;
  language?: Language;
  guard?: SQL;
}

/** What both lanes give for one query. */
export interface Both {
  /** The guarded lane's answer, as it is sent. */
  guarded: string;
  /** The same with what the statement gave in its place; null when it gave all back. */
  fast: string | null;
  planned: readonly string[];
  left: Readonly<Record<string, string>>;
  /** The statements that were sent, with their parameters. */
  sent: readonly { text: string; params: readonly unknown[] }[];
}

export type AskBoth = (query: string, asked?: Asked) => Promise<Both>;

/** Both lanes over a database. The planner is kept from query to query, as a server keeps it. */
export function openLanes(database: Database): AskBoth {
  const place = openPlace(database);
  const { schema, openContext } = place;
  const planner = createPlanner({ schema, database, findTerritory: domain.findTerritory });
  const find = officerFinder(database);
  const parsed = new Map<string, DocumentNode>();
  const documentOf = (query: string) => {
    const document = parsed.get(query) ?? parseValid(query, schema);
    parsed.set(query, document);
    return document;
  };
  // On the embedded database a statement waits for the transaction that is open: the context is closed before.
  async function viewerOf(person: Person | null) {
    const context = await openContext(person, "ru");
    await context.close();
    return context.viewer;
  }

  return async (query, { variables = {}, as = null, language = "ru", guard = sql`true` } = {}) => {
    const document = documentOf(query);
    const operation = operationOf({ document });
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (!coerced) throw errors?.[0];
    const person = as === null ? null : personOf(await find(as));
    const sent: Both["sent"][number][] = [];
    const watched: Ask["database"] = {
      ask(text, params) {
        sent.push({ text, params });
        return database.ask(text, params);
      },
    };
    const viewer = await viewerOf(person);
    const { keys, planned, left, run } = await planner.plan({
      document,
      operation,
      variables: coerced,
      viewer,
      language,
    });
    const texts = await run({ database: watched, guard });
    const asker = { name: "asker", person, viewer };
    const result = await answerGuarded(place, { document, variables, asker, language });
    const fast = texts && joined({ texts, keys }, result);
    return { guarded: JSON.stringify(result), fast, planned: [...planned], left: Object.fromEntries(left), sent };
  };
}

function parseValid(query: string, schema: GraphQLSchema): DocumentNode {
  const document = parse(query, { noLocation: true });
  const [wrong] = validate(schema, document);
  if (wrong) throw wrong;
  return document;
}
