import { eq, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import type { Transaction } from "../../db/database.js";
import { inserting } from "../../db/insert.js";
import { countOf } from "../../graphql/computed.js";
import { AlertSeverity, type IncidentKind } from "../incidents/enums.js";
import { OPEN_ALERT_STATES } from "./enums.js";
import type { AlertRow } from "./machine.js";
import { alerts } from "./table.js";

type Kind = (typeof IncidentKind.values)[number];

const MINUTES = 15;
// Each of these befalls one child: a second report may be of a second child, and must not stand under the first.
const ONE_CHILD: readonly Kind[] = [
  ...(["VIOLENCE_SEXUAL", "SELF_HARM", "SUICIDE_ATTEMPT", "MISSING_CHILD"] as const),
  ...(["NEGLECT", "RIGHTS_VIOLATION", "STAFF_MISCONDUCT"] as const),
];
/** For how long after the first alert of an event others of its kind and place join it; 0 for never. */
const EVENT_MINUTES: Partial<Record<Kind, number>> = Object.fromEntries(ONE_CHILD.map((kind) => [kind, 0]));

const first = alias(alerts, "first");
const fromFirst = sql`from ${alerts} as ${sql.identifier("first")}`;
const given = (column: AnyPgColumn, field: keyof AlertRow) => sql`${sql.param(sql.placeholder(field), column)}`;

const severities = sql.raw(`'{${AlertSeverity.values.join()}}'::text[]`);
const rank = sql`array_position(${severities}, ${given(alerts.severity, "severity")}) - 1`;
const minutes = sql.join([
  sql`case ${given(alerts.kind, "kind")}`,
  ...Object.entries(EVENT_MINUTES).map(([kind, most]) => sql.raw(` when '${kind}' then ${most}`)),
  sql.raw(` else ${MINUTES} end`),
]);

/**
 * The alert that a new one joins: the gravest of those that nobody has acknowledged, at least as grave as it, for a
 * severer one never stands under a milder. It is no duplicate itself, and as real, or as much a drill. Two that are
 * raised at the same instant don't see each other and are two lines: a lock would make every report of a school wait.
 */
const firstAt = (place: SQL) => sql`(
  select ${first.id} ${fromFirst}
  where ${first.kind} = ${given(alerts.kind, "kind")} and ${first.kato} = ${given(alerts.kato, "kato")} and ${place}
    and ${first.exercise} = ${given(alerts.exercise, "exercise")} and ${first.severityRank} <= ${rank}
    and ${first.raisedAt} > now() - make_interval(mins => ${minutes})
    and ${first.state} = 'RAISED' and ${first.duplicateOfId} is null
  order by ${first.severityRank}, ${first.raisedAt}, ${first.id} limit 1)`;

const atSchool = sql`${first.schoolId} = ${given(alerts.schoolId, "schoolId")}`;
// Without a school the text alone says where it is.
const atPlace = sql`${first.schoolId} is null and lower(${first.place}) = lower(${given(alerts.place, "place")})`;

const addAtSchool = inserting(alerts, { fixed: { duplicateOfId: firstAt(atSchool) } });
const addAtPlace = inserting(alerts, { fixed: { duplicateOfId: firstAt(atPlace) } });

/** Adds an alert of an incident, under the first one of the same event where there is one. */
export const addOfEvent = (tx: Transaction, row: Parameters<typeof addAtSchool>[1]): void =>
  row.schoolId ? addAtSchool(tx, row) : addAtPlace(tx, row);

const open = sql.raw(OPEN_ALERT_STATES.map((state) => `'${state}'`).join(", "));
// How far the work is: nobody has acknowledged it, somebody answers for it, it is over.
const progress = (state: AnyPgColumn) =>
  sql`case when ${state} = 'RAISED' then 0 when ${state} in (${open}) then 1 else 2 end`;

/**
 * Alerts that are lines of their own. A duplicate stands under its first only where the viewer sees that one, and while
 * the work on it isn't further: what nobody has acknowledged never hides under what somebody has, and what is open
 * never under what is over. As a value, or the planner might read all the alerts to join them with themselves.
 */
export const isLine: SQL = sql`(${alerts.duplicateOfId} is null or ${progress(alerts.state)} <
  coalesce((select ${progress(first.state)} ${fromFirst} where ${first.id} = ${alerts.duplicateOfId}), 3))`;

/** How many alerts stand under one. */
export const countDuplicates = (alert: typeof alerts): SQL => countOf(alerts, eq(alerts.duplicateOfId, alert.id));
