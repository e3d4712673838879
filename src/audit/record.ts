import type { Purpose } from "../access/purpose.js";
import type { Transaction } from "../db/database.js";
import type { Context } from "../graphql/context.js";
import type { Outcome } from "./outcome.js";
import { auditEntries } from "./table.js";

/** What was read or changed. Never a value: who reads the audit must learn nothing of a child. */
export interface Act {
  /** The mutation's name, or a noun and what was done to it: `childIdentityRead`. */
  action: string;
  /** The GraphQL type of the thing. */
  subjectType: string;
  /** Its prefixed id; null when there is none, as in a search without a hit. */
  subjectId: string | null;
  /** Names of the fields that were read or given. */
  fields?: readonly string[];
  /** Instead of the purpose that the request states. */
  purpose?: Purpose;
  outcome?: Outcome;
  /** Where the thing is; the officer's jurisdiction when it isn't known. */
  kato?: string | null | undefined;
  /** The school that it is about: who cares for its children reads the entry in a child's access log. */
  schoolId?: string | null | undefined;
}

/** Who asks and why; every context is one. */
export type Asker = Pick<Context, "viewer" | "purpose" | "requestId">;

/**
 * Writes an entry in the transaction of the act itself: no act without its entry, no entry without its act.
 * It takes an xid, so it is the transaction's last statement: until the commit every alert waits below the horizon.
 */
export const audit = (tx: Transaction, entry: Act, asker: Asker): Promise<void> => auditAll(tx, [entry], asker);

/** Writes several entries in one statement. */
export async function auditAll(tx: Transaction, entries: readonly Act[], asker: Asker): Promise<void> {
  if (entries.length) await tx.db.insert(auditEntries).values(entries.map((entry) => rowOf(entry, asker)));
}

function rowOf(entry: Act, { viewer, purpose, requestId }: Asker): typeof auditEntries.$inferInsert {
  const { action, subjectType, subjectId, schoolId = null, fields = [], outcome = "DONE" } = entry;
  const jurisdiction = viewer?.kato ?? null;
  return {
    actorId: viewer?.officerId ?? null,
    role: viewer?.role ?? null,
    jurisdiction,
    kato: entry.kato ?? jurisdiction,
    schoolId,
    action,
    subjectType,
    subjectId,
    fields: [...fields],
    purpose: entry.purpose ?? purpose ?? "CARE",
    outcome,
    requestId,
  };
}
