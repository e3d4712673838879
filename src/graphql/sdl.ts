import { type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";

/** The schema as `schema/schema.graphql` holds it: sorted, so that its diff shows what changed and nothing else. */
export const printSdl = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
