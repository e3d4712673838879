import { randomUUID } from "node:crypto";
import type { Purpose } from "../access/purpose.js";
import type { Transaction } from "../db/database.js";
import { inserting } from "../db/insert.js";
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
  /** The child whose record it is, when the thing is a part of one: the child's access log shows the entry. */
  childId?: string | null | undefined;
  /** Names of the fields that were read or given. */
  fields?: readonly string[];
  /** Instead of the purpose that the request states. */
  purpose?: Purpose;
  outcome?: Outcome;
  /** Where the thing is; the actor's jurisdiction when it isn't known. */
  kato?: string | null | undefined;
  /** Whose staff reads the entry in the child's access log. */
  schoolId?: string | null | undefined;
}

/** Who asks and why; every context is one. */
export type Asker = Pick<Context, "viewer" | "purpose" | "requestId">;

const COUNTRY = "000000000";

/**
 * Writes an entry in the transaction of the act itself: no act without its entry, no entry without its act.
 * It takes an xid, so nothing follows it but what leaves with the commit: until then every alert waits below the
 * horizon.
 */
export const audit = (tx: Transaction, act: Act, asker: Asker): Promise<void> => auditAll(tx, [act], asker);

/** Writes several entries in one statement. */
export async function auditAll(tx: Transaction, acts: readonly Act[], asker: Asker): Promise<void> {
  const rows = acts.map((act) => rowOf(act, asker));
  if (rows.length > 1) tx.send(tx.db.insert(auditEntries).values(rows));
  else for (const row of rows) addEntry(tx, row);
}

const addEntry = inserting(auditEntries);

/** The names of what was given. */
export const fieldsOf = (given: object): string[] =>
  Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));

/** Writes the entry of a command that an operator of the server gave: it has no viewer. */
export const auditCommand = (tx: Transaction, act: Act): Promise<void> =>
  audit(tx, act, { viewer: null, purpose: null, requestId: randomUUID() });

function rowOf(act: Act, { viewer, purpose, requestId }: Asker): typeof auditEntries.$inferInsert {
  const { action, subjectType, subjectId, schoolId = null, fields = [], outcome = "DONE" } = act;
  const jurisdiction = viewer?.kato ?? null;
  // The principal that the policies compare, whatever kind of person it is.
  const principal = viewer?.settings.principal;
  return {
    actorId: principal ? `officer_${principal}` : null,
    role: viewer?.role ?? null,
    jurisdiction,
    kato: act.kato ?? jurisdiction ?? COUNTRY,
    schoolId,
    action,
    subjectType,
    subjectId,
    childId: act.childId ?? (subjectId?.startsWith("child_") ? subjectId : null),
    fields: [...fields],
    purpose: act.purpose ?? purpose ?? "CARE",
    outcome,
    requestId,
  };
}
