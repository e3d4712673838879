import type { GraphQLCompositeType, GraphQLObjectType, GraphQLSchema } from "graphql";
import type { Random } from "../../../src/db/seed/random.js";
import { drawSelection } from "./selection.js";
import type { Values } from "./values.js";
import { createVariables, type Variables } from "./variables.js";

/** A query as a client sends it. */
export interface Drawn {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

export interface Drawing {
  schema: GraphQLSchema;
  random: Random;
  values: Values;
}

/** A document while it is drawn. */
export interface Draft extends Drawing {
  variables: Variables;
  /** Whether fields with a resolver of their own are passed over: one of them keeps its whole root field guarded. */
  isPlain: boolean;
  /** Whole ones, so that none spreads itself. */
  fragments: Fragment[];
  /** What stands in front of a field's selection, by type and field: a key must mean the same wherever it is. */
  heads: Map<string, string[]>;
  /** How many fields and fragments it has. */
  fields: number;
  /** A name that the document doesn't have yet. */
  name(prefix: string): string;
}

interface Fragment {
  name: string;
  type: GraphQLCompositeType;
  text: string;
  /** How deep it goes. */
  depth: number;
}

const DEPTH = 3;

/** Draws a random query of the schema. Nearly all are valid: some join fragments whose fields don't fit together. */
export function drawDocument(drawing: Drawing): Drawn {
  const { schema, random, values } = drawing;
  values.setWild(random.chance(0.1));
  const draft = createDraft(drawing);
  const selection = drawSelection(draft, schema.getQueryType() as GraphQLObjectType, DEPTH);
  const name = random.chance(0.2) ? "Drawn" : "";
  const other = name && random.chance(0.2) ? "query Other { __typename }\n" : "";
  const operation = `${other}query ${name}${draft.variables.declarations()} ${selection}`;
  return {
    query: [operation, ...draft.fragments.map(({ text }) => text)].join("\n"),
    variables: draft.variables.given(),
    ...(other ? { operationName: name } : {}),
  };
}

function createDraft(drawing: Drawing): Draft {
  const { random, values } = drawing;
  let names = 0;
  return {
    ...drawing,
    variables: createVariables(random, values),
    isPlain: random.chance(0.75),
    fragments: [],
    heads: new Map(),
    fields: 0,
    name: (prefix) => `${prefix}${++names}`,
  };
}
