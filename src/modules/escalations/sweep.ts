import { type SQL, sql } from "drizzle-orm";
import { type Database, type Transaction, transact } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import type { EscalationLadder } from "./enums.js";
import { advance, climb, mayCallSchool, type Step } from "./ladder.js";
import { fireSteps, type Move, sendMoves } from "./write.js";

const WORKER = { role: "qorgan_worker", mode: "write" } as const;
/** How many alerts are moved on in one transaction, whose number holds back the journal until it ends. */
export const BATCH = 500;

/** An alert whose time has come, locked. Ids are plain uuids. */
export interface Due {
  id: string;
  incident_id: string | null;
  emergency_id: string | null;
  silence_id: string | null;
  school_id: string | null;
  kato: number;
  kind: string;
  severity_rank: number;
  exercise: boolean;
  version: number;
  level: number;
  ladder: EscalationLadder;
  /** Milliseconds since 1970, as `now`. */
  raised: number;
  acknowledged: number | null;
  skipped: number | null;
  hurried: number | null;
  steps: readonly Step[] | null;
  fired: readonly number[];
  now: number;
}

/** One sweep's work. */
export interface Swept {
  /** How many alerts it moved on. */
  moved: number;
  /** Of each step that fired how late it was, in seconds. */
  lateness: readonly number[];
  /** Alerts whose steps can't be worked out: they stand aside for a minute, or nobody behind them would be called. */
  faults: readonly Fault[];
}

interface Fault {
  alert: string;
  error: unknown;
}
const NOTHING: Swept = { moved: 0, lateness: [], faults: [] };
const ASIDE_MS = 60_000;

/**
 * Moves on the alerts that are due, at most a batch, in one transaction. Each step fires once, however many sweep at
 * the same time. `now` is the database's clock when it is left out.
 */
export const sweepOnce = (database: Database, now?: Date): Promise<Swept> =>
  transact(database, WORKER, async (tx) => {
    // Not a volatile call in the condition: it would be computed for each alert that climbs, without the index.
    const clock = now ? sql`${now.toISOString()}::timestamptz` : sql`(select clock_timestamp())`;
    const mine = await claim(tx, clock);
    const due = mine.length ? await lockDue(tx, mine, clock) : [];
    return due.length ? moveOn(tx, due) : NOTHING;
  });

/** Sweeps until nothing is due; another process may have taken some of it. */
export async function sweepAll(database: Database, now?: Date): Promise<Swept> {
  const swept: Swept[] = [];
  do swept.push(await sweepOnce(database, now));
  while (swept.at(-1)?.moved === BATCH);
  return {
    moved: swept.reduce((sum, { moved }) => sum + moved, 0),
    lateness: swept.flatMap(({ lateness }) => lateness),
    faults: swept.flatMap(({ faults }) => faults),
  };
}

// In the line of those who change the alert, which takes no number of a transaction: the order of numbers stays the
// order of versions. Who is in the line already is passed over, and comes again soon.
async function claim(tx: Transaction, clock: SQL): Promise<readonly string[]> {
  const claimed = await tx.rows<{ id: string; mine: boolean }>(sql`
    select id, pg_try_advisory_xact_lock(hashtextextended(line, 0)) as mine from (
      select id, coalesce('incident_' || incident_id, 'alert_' || id) as line from alerts
      where next_escalation_at <= ${clock} order by next_escalation_at limit ${BATCH}
    ) due`);
  return claimed.filter(({ mine }) => mine).map(({ id }) => id);
}

// After the claim and in a statement of its own: it sees what was committed while the claim was made.
const lockDue = (tx: Transaction, ids: readonly string[], clock: SQL): Promise<Due[]> =>
  tx.rows<Due>(sql`
    select a.id, a.incident_id, a.emergency_id, a.silence_id, a.school_id, a.kato, a.kind, a.severity_rank, a.exercise,
      a.version, a.level, a.ladder, ${inMs(sql`a.raised_at`)} as raised, ${inMs(sql`a.acknowledged_at`)} as acknowledged,
      ${inMs(sql`a.school_skipped_at`)} as skipped, ${inMs(sql`a.hurried_at`)} as hurried, ${inMs(clock)} as now,
      (select p.steps from escalation_policies p where p.id = a.policy_id) as steps,
      array(select e.step from alert_escalations e where e.alert_id = a.id and e.ladder = a.ladder) as fired
    from alerts a where a.id = any(${`{${ids}}`}::uuid[]) and a.next_escalation_at <= ${clock}
    order by a.id for no key update of a skip locked`);

const inMs = (time: SQL): SQL => sql`(extract(epoch from ${time}) * 1000)::float8`;

async function moveOn(tx: Transaction, locked: readonly Due[]): Promise<Swept> {
  const now = new Date(Math.max(...locked.map((alert) => alert.now)));
  const faults: Fault[] = [];
  const moves = locked.map((alert) => {
    try {
      return planMove(alert, now);
    } catch (error) {
      faults.push({ alert: fromUuid("alert", alert.id), error });
      return { alert, due: [], next: new Date(now.getTime() + ASIDE_MS) };
    }
  });
  sendMoves(tx, moves, now);
  const fired = await fireSteps(tx, moves, now);
  const lateness = fired.map(({ at }) => (now.getTime() - at.getTime()) / 1_000);
  return { moved: moves.length, lateness, faults };
}

function planMove(alert: Due, now: Date): Move {
  const rungs = climb(alert.steps ?? [], alert.ladder, {
    raisedAt: new Date(alert.raised),
    acknowledgedAt: dateOf(alert.acknowledged),
    schoolSkippedAt: dateOf(alert.skipped),
    hurriedAt: dateOf(alert.hurried),
    exercise: alert.exercise,
    hasSchool: mayCallSchool({ schoolId: alert.school_id, kind: alert.kind }),
  });
  return { alert, ...advance(rungs, new Set(alert.fired), now) };
}

const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
