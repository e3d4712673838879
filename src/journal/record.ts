import { sql } from "drizzle-orm";
import type { Transaction } from "../db/database.js";
import { uuidWithin } from "../db/ids.js";
import { inserting } from "../db/insert.js";
import { journal, journalEpochs } from "./table.js";

/** What happened to one aggregate. Never text or a row: who follows reads the row under policies of its own. */
export interface Happening {
  /** Noun and participle: `ALERT_RAISED`. */
  kind: string;
  aggregateId: string;
  version: number;
  kato: string;
  schoolId?: string | null;
  severityRank?: number | null;
  /** Whether it is of a drill, which who didn't ask for drills isn't told of. */
  exercise?: boolean;
  /** The officer who did it. */
  actor: string | null;
}

/** Writes an entry in the transaction of the change itself: no event without its cause, no cause without its event. */
export async function record(tx: Transaction, { schoolId, actor, ...rest }: Happening): Promise<void> {
  addEntry(tx, { ...rest, schoolId: uuid(schoolId), actor: uuid(actor) });
}

/** Writes entries of several aggregates in one statement, in their order. */
export function recordAll(tx: Transaction, happenings: readonly Happening[]): void {
  const rows = happenings.map(({ schoolId, actor, ...rest }) => ({
    ...rest,
    schoolId: uuid(schoolId),
    actor: uuid(actor),
  }));
  tx.send(sql`
    insert into journal (epoch, kind, aggregate_id, version, kato, school_id, severity_rank, exercise, actor)
    select ${epoch}, kind, "aggregateId", version, kato, "schoolId", "severityRank", coalesce(exercise, false), actor
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as (kind text, "aggregateId" text,
      version int, kato int, "schoolId" uuid, "severityRank" int, exercise boolean, actor uuid)) with ordinality
    order by ordinality`);
}

// Of the moment: the statement waits for whoever raises the epoch, and sees the new one afterwards.
const epoch = sql`coalesce((select max(${journalEpochs.epoch}) from ${journalEpochs}), 1)`;
const addEntry = inserting(journal, { fixed: { epoch } });

const uuid = (id: string | null | undefined) => (id ? uuidWithin(id) : null);
