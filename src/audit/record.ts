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
  kato?: string | undefined;
}

/** Who asks and why; every context is one. */
export type Asker = Pick<Context, "viewer" | "purpose" | "requestId">;

const COUNTRY = "000000000";

/**
 * Writes an entry in the transaction of the act itself: no act without its entry, no entry without its act.
 * It takes an xid, so it is the transaction's last statement: until the commit every alert waits below the horizon.
 */
export async function audit(tx: Transaction, entry: Act, { viewer, purpose, requestId }: Asker): Promise<void> {
  const { action, subjectType, subjectId, fields = [], outcome = "DONE" } = entry;
  const jurisdiction = viewer?.kato ?? null;
  await tx.db.insert(auditEntries).values({
    actor: viewer ? viewer.officerId.slice(viewer.officerId.indexOf("_") + 1) : null,
    role: viewer?.role ?? null,
    jurisdiction,
    kato: entry.kato ?? jurisdiction ?? COUNTRY,
    action,
    subjectType,
    subjectId,
    fields: [...fields],
    purpose: entry.purpose ?? purpose ?? "CARE",
    outcome,
    requestId,
  });
}
