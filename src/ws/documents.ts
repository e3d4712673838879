import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from "graphql";
import { LIMITS, limitRules } from "../graphql/limits.js";

type Found = { document: DocumentNode; errors?: undefined } | { document?: undefined; errors: readonly GraphQLError[] };
const KEPT = 1_000;

/** Finds the parsed and validated document of a text; the last thousand are kept, so that sockets share them. */
export function createDocuments(schema: GraphQLSchema): (query: string) => Found {
  const kept = new Map<string, DocumentNode>();
  return (query) => {
    const known = kept.get(query);
    if (known) return { document: known };
    const found = check(schema, query);
    if (!found.document) return found;
    kept.set(query, found.document);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    return found;
  };
}

function check(schema: GraphQLSchema, query: string): Found {
  try {
    const document = parse(query, { maxTokens: LIMITS.tokens });
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    return errors.length ? { errors: errors.map(invalid) } : { document };
  } catch (error) {
    return { errors: [coded(error as GraphQLError, "GRAPHQL_PARSE_FAILED")] };
  }
}

const invalid = (error: GraphQLError) => (error.extensions.code ? error : coded(error, "GRAPHQL_VALIDATION_FAILED"));

const coded = (error: GraphQLError, code: string) =>
  new GraphQLError(error.message, { source: error.source, positions: error.positions, extensions: { code } });
