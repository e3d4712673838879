import { GraphQLError } from "graphql";

/**
 * Why a root field is left to the guarded lane. `COMPUTED`: a field has a resolver of its own. `INTROSPECTION`: it asks
 * about the schema. `LARGE`: it would make the statement too large. `NOT_GRANTED`: `qorgan_reader` may not read the table
 * or column. `OVERSIGHT`: what the viewer reads is recorded. `REFUSED`: the guarded lane answers it with an error.
 */
export type Reason = "COMPUTED" | "INTROSPECTION" | "LARGE" | "NOT_GRANTED" | "OVERSIGHT" | "REFUSED";

/** Thrown for what the planner doesn't take. */
export class Unplannable extends Error {
  constructor(readonly reason: Reason) {
    super(`Left to the guarded lane: ${reason}`);
  }
}

/** Why a root field is left, by what was thrown; a fault of the server is thrown on. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof Unplannable) return error.reason;
  // What graphql or a module says about an argument: the guarded lane says it again, in its place.
  if (error instanceof GraphQLError) return "REFUSED";
  throw error;
}
