import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from "graphql";
import { LIMITS, limitRules } from "./limits.js";

type Found = { document: DocumentNode; errors?: undefined } | { document?: undefined; errors: readonly GraphQLError[] };
// A parsed document takes some twenty times its text.
const KEPT_CHARACTERS = 1_000_000;
const LONGEST_KEPT = 20_000;

/** Finds the parsed and validated document of a text; those used last are kept, so that sockets share them. */
export function createDocuments(schema: GraphQLSchema): (query: string) => Found {
  const kept = new Map<string, DocumentNode>();
  let characters = 0;
  function keep(query: string, document: DocumentNode) {
    // Set anew, it is the last that is dropped.
    if (!kept.delete(query)) characters += query.length;
    kept.set(query, document);
    for (const [oldest] of kept) {
      if (characters <= KEPT_CHARACTERS) return;
      kept.delete(oldest);
      characters -= oldest.length;
    }
  }
  return (query) => {
    const known = kept.get(query);
    const found = known ? { document: known } : check(schema, query);
    if (found.document && query.length <= LONGEST_KEPT) keep(query, found.document);
    return found;
  };
}

function check(schema: GraphQLSchema, query: string): Found {
  try {
    const document = parse(query, { maxTokens: LIMITS.tokens, noLocation: true });
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    return errors.length ? { errors: errors.map(invalid) } : { document };
  } catch (error) {
    return { errors: [coded(error as GraphQLError, "GRAPHQL_PARSE_FAILED")] };
  }
}

const invalid = (error: GraphQLError) => (error.extensions.code ? error : coded(error, "GRAPHQL_VALIDATION_FAILED"));

const coded = (error: GraphQLError, code: string) =>
  new GraphQLError(error.message, { source: error.source, positions: error.positions, extensions: { code } });
