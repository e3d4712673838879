import { sql } from "drizzle-orm";
import { type Database, transact } from "../../db/database.js";
import { uuidWithin } from "../../db/ids.js";
import type { Row } from "../../graphql/loaders.js";
import type { Part, Told } from "../../graphql/told.js";

const WORKER = { role: "qorgan_worker", mode: "write" } as const;

const uuidOf = (id: unknown) => (typeof id === "string" ? uuidWithin(id) : null);

/** What the ledger keeps of an alert's row until it is written: its id, and what policies look at. */
export const toldOf = (row: Row): Told => ({
  id: uuidWithin(String(row.id)),
  incident_id: uuidOf(row.incidentId),
  emergency_id: uuidOf(row.emergencyId),
  silence_id: uuidOf(row.silenceId),
  school_id: uuidOf(row.schoolId),
  kato: Number(row.kato),
  severity_rank: row.severityRank,
});

/** Writes sendings of alerts in one statement; of each officer and alert the first times count. */
export async function writeDeliveries(database: Database, parts: readonly Part[]): Promise<void> {
  const told = new Map(parts.flatMap(({ rows }) => rows.map((row) => [row.id, row])));
  const given = parts.map(({ rows, ...part }) => ({ ...part, alerts: `{${rows.map(({ id }) => id).join()}}` }));
  await transact(database, WORKER, (tx) => {
    // Planned while the table is small, each look would read the whole of it when it has grown.
    tx.send(sql`select set_config('enable_seqscan', 'off', true)`);
    return tx.rows(insertStatement(JSON.stringify([...told.values()]), JSON.stringify(given)));
  });
}

// What is known already is looked up row by row and written by nobody: a screen that comes back takes no xid. The look
// is no join, for which the planner might read the whole table. All who write go in the order of the key, or two that
// write the same rows wait for each other for ever.
const insertStatement = (told: string, given: string) => sql`
  with sent as (
    select alert_id, officer_id, min(part."sentAt") as sent_at,
      min(case when officer_id = any(part.waiting::uuid[]) then null else part."reachedAt" end) as reached_at
    from jsonb_to_recordset(${given}::text::jsonb)
      as part(alerts text, officers text, waiting text, "sentAt" timestamptz(3), "reachedAt" timestamptz(3)),
      unnest(part.alerts::uuid[]) as alert_id, unnest(part.officers::uuid[]) as officer_id
    group by alert_id, officer_id
  )
  insert into alert_deliveries as known
    (alert_id, officer_id, incident_id, emergency_id, silence_id, school_id, kato, severity_rank, sent_at, reached_at)
  select told.id, sent.officer_id, told.incident_id, told.emergency_id, told.silence_id, told.school_id, told.kato,
    told.severity_rank, sent.sent_at, sent.reached_at
  from sent join jsonb_to_recordset(${told}::text::jsonb) as told(id uuid, incident_id uuid, emergency_id uuid,
    silence_id uuid, school_id uuid, kato int, severity_rank int) on told.id = sent.alert_id
  where (select true from alert_deliveries d where d.alert_id = sent.alert_id and d.officer_id = sent.officer_id
    and (sent.sent_at is null or d.sent_at <= sent.sent_at)
    and (sent.reached_at is null or d.reached_at <= sent.reached_at)) is null
  order by sent.alert_id, sent.officer_id
  on conflict (alert_id, officer_id) do update
    set sent_at = least(known.sent_at, excluded.sent_at), reached_at = least(known.reached_at, excluded.reached_at)`;
