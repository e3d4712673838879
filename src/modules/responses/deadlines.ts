import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { escalationPolicies as policies } from "../escalations/table.js";

type Timed = Record<"severity" | "raisedAt" | "policyId", AnyPgColumn>;
type Answered = Timed & Record<"acknowledgedAt" | "endedAt" | "level", AnyPgColumn>;

// Hours in which people work: what counts working time only is counted in such days here, from Monday to Friday, and
// holidays aren't looked at.
const WORKING_DAY = 32_400;

const ofPolicy = (column: AnyPgColumn, { policyId }: Timed) =>
  sql`(select ${column} from ${policies} where ${policies.id} = ${policyId})`;

// An alert that was raised under no policy, as those of former times, has the deadlines of domain.md; a minor one none.
const seconds = (alert: Timed) => sql`coalesce(${ofPolicy(policies.acknowledgeSeconds, alert)}, case ${alert.severity}
  when 'EXTREME' then 60 when 'SEVERE' then 900 when 'MINOR' then null else ${sql.raw(String(WORKING_DAY))} end)`;
const isInWorkingHours = (alert: Timed) =>
  sql`coalesce(${ofPolicy(policies.acknowledgeWorkingHours, alert)}, ${alert.severity} in ('MODERATE', 'UNKNOWN'))`;

// Whole working days: those of a weekend, on which nobody works, come besides.
const workingDays = (alert: Timed) => sql`(
  select days + case weekday when 6 then 2 when 7 then 1 else 0 end
    + (case when weekday > 5 then 0 else weekday - 1 end + days) / 5 * 2
  from (select extract(isodow from ${alert.raisedAt} at time zone 'Asia/Almaty')::int as weekday,
    greatest(1, ceil(${seconds(alert)}::numeric / ${sql.raw(String(WORKING_DAY))}))::int as days) raised)`;

/** By when an alert should have been acknowledged; null for a minor one under no policy. */
export const dueAt = (alert: Timed): SQL => sql`(${alert.raisedAt} + case when ${isInWorkingHours(alert)}
  then make_interval(days => ${workingDays(alert)}) else make_interval(secs => ${seconds(alert)}) end)`;

/** When somebody first reacted: whoever ends an alert without acknowledging it has looked at it. */
export const answeredAt = ({ acknowledgedAt, endedAt }: Answered): SQL => sql`coalesce(${acknowledgedAt}, ${endedAt})`;

/** Whether nobody reacted in time, now or ever. */
export const isLate = (alert: Answered): SQL =>
  sql`coalesce(coalesce(${answeredAt(alert)}, now()) > ${dueAt(alert)}, false)`;

/** Whether it wasn't heeded: nobody reacted in time, or others had to be called. */
export const isUnheeded = (alert: Answered): SQL => sql`(${alert.level} > 0 or ${isLate(alert)})`;
