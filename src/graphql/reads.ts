import type { PgTable } from "drizzle-orm/pg-core";
import { Extensions } from "type-graphql";

/** What the `extensions` of a field with a resolver of its own say, so that equal answers are found and shared. */
export interface ReadSource {
  /** The tables that it reads besides the row that it belongs to, or "PERSONAL" when it looks at who asks. */
  reads: readonly PgTable[] | "PERSONAL";
}

/**
 * Says which tables a field's own resolver reads besides the row that it belongs to. The answers of a field that says
 * nothing are shared with nobody.
 */
export const Reads = (...reads: PgTable[]) => Extensions({ reads } satisfies ReadSource);

/** Says that a field's own resolver looks at who asks, or leaves a trace in the audit. */
export const ReadsPersonally = () => Extensions({ reads: "PERSONAL" } satisfies ReadSource);
