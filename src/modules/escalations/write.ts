import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { fromUuid, uuidWithin } from "../../db/ids.js";
import { type Happening, recordAll } from "../../journal/record.js";
import type { Rung } from "./ladder.js";
import type { Due } from "./sweep.js";
import { type Callee, findCallees, type Situated } from "./target.js";

/** What becomes of an alert: the steps that fire, and when it is looked at again. */
export interface Move {
  alert: Due;
  due: readonly Rung[];
  next: Date | null;
}

/** Moves alerts on: each step makes the level and the version higher by one. */
export function sendMoves(tx: Transaction, moves: readonly Move[], now: Date): void {
  const rows = moves.map(({ alert, due, next }) => ({
    id: alert.id,
    fired: due.length,
    next,
    at: due.length ? now : null,
  }));
  tx.send(sql`
    update alerts a set level = a.level + m.fired, version = a.version + m.fired, next_escalation_at = m.next,
      escalated_at = coalesce(m.at, a.escalated_at)
    from ${recordset(rows)} as m(id uuid, fired int, next timestamptz, at timestamptz) where a.id = m.id`);
}

/** Writes down the steps that fire and whom they call, and tells the journal; gives those that hadn't fired before. */
export async function fireSteps(tx: Transaction, moves: readonly Move[], now: Date): Promise<readonly Rung[]> {
  const firing = moves.flatMap(({ alert, due }) => due.map((rung, i) => ({ alert, rung, order: i + 1 })));
  if (!firing.length) return [];
  const calls = firing.map(({ alert, rung }) => ({ target: rung.target, alert: situated(alert) }));
  const callees = await findCallees(tx, calls, now);
  const rows = firing.map((fire, i) => rowOf(fire, callees[i] as Callee, now));
  const written = new Set((await insertRows(tx, rows)).map(keyOf));
  const fired = firing.filter((_, i) => written.has(keyOf(rows[i] as Row)));
  recordAll(tx, fired.map(entryOf));
  return fired.map(({ rung }) => rung);
}

interface Firing {
  alert: Due;
  rung: Rung;
  order: number;
}
type Key = { alert_id: string; ladder: string; step: number };
type Row = ReturnType<typeof rowOf>;
const keyOf = ({ alert_id, ladder, step }: Key) => `${alert_id} ${ladder} ${step}`;

const katoOf = (code: number) => String(code).padStart(9, "0");

const situated = ({ incident_id, school_id, kato, severity_rank, exercise }: Due): Situated => ({
  incidentId: incident_id && fromUuid("incident", incident_id),
  schoolId: school_id && fromUuid("school", school_id),
  kato: katoOf(kato),
  severityRank: severity_rank,
  exercise,
});

const rowOf = ({ alert, rung, order }: Firing, callee: Callee, now: Date) => ({
  ...{ alert_id: alert.id, incident_id: alert.incident_id, emergency_id: alert.emergency_id },
  silence_id: alert.silence_id,
  ...{ school_id: alert.school_id, kato: alert.kato, severity_rank: alert.severity_rank },
  ...{ ladder: rung.ladder, step: rung.step, level: alert.level + order, due_at: rung.at, fired_at: now },
  ...{ target_kind: callee.kind, role: callee.role, jurisdiction: callee.level },
  to_kato: callee.kato && Number(callee.kato),
  group_id: callee.groupId && uuidWithin(callee.groupId),
  officer_ids: callee.officerIds.map(uuidWithin),
});

// The table's key is the second wall: a step that is there already isn't told again.
const insertRows = (tx: Transaction, rows: readonly Row[]): Promise<Key[]> =>
  tx.rows<Key>(sql`
    insert into alert_escalations (alert_id, incident_id, emergency_id, silence_id, school_id, kato, severity_rank,
      ladder, step, level, due_at, fired_at, target_kind, role, jurisdiction, to_kato, group_id, officer_ids)
    select r.alert_id, r.incident_id, r.emergency_id, r.silence_id, r.school_id, r.kato, r.severity_rank,
      r.ladder, r.step, r.level, r.due_at, r.fired_at, r.target_kind, r.role, r.jurisdiction, r.to_kato, r.group_id,
      r.officer_ids
    from ${recordset(rows)} as r(alert_id uuid, incident_id uuid, emergency_id uuid, silence_id uuid, school_id uuid,
      kato int, severity_rank int, ladder text, step int, level int, due_at timestamptz, fired_at timestamptz,
      target_kind text, role text, jurisdiction text, to_kato int, group_id uuid, officer_ids uuid[])
    on conflict do nothing returning alert_id, ladder, step`);

const recordset = (rows: readonly object[]) => sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)`;

const entryOf = ({ alert, order }: Firing): Happening => ({
  kind: "ALERT_ESCALATED",
  aggregateId: fromUuid("alert", alert.id),
  version: alert.version + order,
  kato: katoOf(alert.kato),
  schoolId: alert.school_id && fromUuid("school", alert.school_id),
  severityRank: alert.severity_rank,
  exercise: alert.exercise,
  actor: null,
});
