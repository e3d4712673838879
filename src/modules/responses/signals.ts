import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { fromUuid, uuidWithin } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { alerts } from "../alerts/table.js";
import { incidentParticipants, incidents } from "../incidents/table.js";
import { answeredAt, dueAt, isLate, isUnheeded } from "./deadlines.js";
import type { SignalFault } from "./enums.js";

/** An earlier alert that nobody heeded in time, as it is found. */
export interface Missed {
  incident: string;
  alertId: string;
  sameSchool: boolean;
  sameChild: boolean;
  dueAt: Date | null;
  isAnswered: boolean;
  isLate: boolean;
  isEscalated: boolean;
}

/** Why it counts as not heeded. */
export function faultsOf({ isAnswered, isLate, isEscalated }: Missed): SignalFault[] {
  const late = isAnswered ? "ACKNOWLEDGED_LATE" : "NEVER_ACKNOWLEDGED";
  return [...(isLate ? ([late] as const) : []), ...(isEscalated ? (["ESCALATED"] as const) : [])];
}

/** How many of an incident are told, and how far back they are looked for. */
export const MOST_SIGNALS = 20;
export const SIGNAL_DAYS = 180;

const signal = alias(alerts, "signal");
const fromSignal = sql`from ${alerts} as ${sql.identifier("signal")}`;
const part = alias(incidentParticipants, "part");
const other = alias(incidentParticipants, "other");

const isEarlier = sql`${signal.raisedAt} < ${incidents.occurredAt}
  and ${signal.raisedAt} >= ${incidents.occurredAt} - interval '${sql.raw(String(SIGNAL_DAYS))} days'
  and ${signal.incidentId} <> ${incidents.id} and not ${signal.exercise} and ${isUnheeded(signal)}`;
const isOfSchool = sql`${signal.schoolId} = ${incidents.schoolId}`;
// Both incidents' participants are read under the viewer's policies: whoever may not read them isn't told that two
// incidents share a child.
const isOfChild = sql`${signal.incidentId} in (
  select ${other.incidentId} from ${incidentParticipants} as ${sql.identifier("part")}
  join ${incidentParticipants} as ${sql.identifier("other")} on ${other.childId} = ${part.childId}
  where ${part.incidentId} = ${incidents.id})`;

/** Incidents before which there was a signal that nobody heeded in time. */
export const hasMissedSignal: SQL = sql`(exists (select ${fromSignal} where ${isOfSchool} and ${isEarlier})
  or exists (select ${fromSignal} where ${isOfChild} and ${isEarlier}))`;

const linked = (isLinked: SQL, [sameSchool, sameChild]: [boolean, boolean]) => sql`
  select ${signal.id}, ${signal.severityRank}, ${signal.raisedAt}, ${dueAt(signal)} as due_at,
    ${answeredAt(signal)} is not null as answered, ${isLate(signal)} as late, ${signal.level} > 0 as escalated,
    ${sql.raw(String(sameSchool))} as same_school, ${sql.raw(String(sameChild))} as same_child
  ${fromSignal} where ${isLinked} and ${isEarlier}`;

/** The missed signals of one incident, those about the same child first, then the gravest; one statement for all. */
export const findMissedSignals = async (ctx: Context, id: string): Promise<Missed[]> =>
  (await ctx.loaders.batch("missed signals", (ids) => loadMissed(ctx, ids), id)) ?? [];

async function loadMissed(ctx: Context, ids: readonly string[]) {
  const rows = await (await ctx.open()).rows<Row>(missedBefore(ids));
  return Map.groupBy(rows.map(toMissed), ({ incident }) => incident);
}

/** The statement that finds the missed signals of incidents. */
export const missedBefore = (ids: readonly string[]): SQL => sql`
  select ${incidents.id} as incident, found.id as signal, found.same_school as "sameSchool",
    found.same_child as "sameChild", found.due_at::text as "dueAt", found.answered as "isAnswered",
    found.late as "isLate", found.escalated as "isEscalated"
  from ${incidents} cross join lateral (
    select id, severity_rank, raised_at, due_at, answered, late, escalated, bool_or(same_school) as same_school,
      bool_or(same_child) as same_child
    from (${linked(isOfSchool, [true, false])} union all ${linked(isOfChild, [false, true])}) as signals
    group by id, severity_rank, raised_at, due_at, answered, late, escalated
    order by bool_or(same_child) desc, severity_rank, raised_at desc, id limit ${sql.raw(String(MOST_SIGNALS))}
  ) as found
  where ${incidents.id} = any(array(select unnest(${sql.param(ids.map(uuidWithin))}::uuid[])))
    and not ${incidents.exercise}
  order by found.same_child desc, found.severity_rank, found.raised_at desc, found.id`;

type Row = Omit<Missed, "dueAt" | "alertId"> & { signal: string; dueAt: string | null };

const toMissed = ({ incident, signal, dueAt, ...rest }: Row): Missed => ({
  ...rest,
  incident: fromUuid("incident", incident),
  alertId: fromUuid("alert", signal),
  dueAt: dueAt === null ? null : new Date(dueAt),
});
