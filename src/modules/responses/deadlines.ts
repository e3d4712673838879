import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

type Timed = Record<"severity" | "raisedAt", AnyPgColumn>;
type Answered = Timed & Record<"acknowledgedAt" | "endedAt", AnyPgColumn>;

// Of the default escalation in domain.md: what nobody has acknowledged by then has been left lying. Severities that it
// doesn't name have the time of MODERATE, one working day: over a weekend nobody was late.
const dayOf = (at: AnyPgColumn) => sql`extract(isodow from ${at} at time zone 'Asia/Almaty')`;
const WORKING_DAY = (at: AnyPgColumn) => sql`case ${dayOf(at)} when 5 then interval '3 days'
  when 6 then interval '3 days' when 7 then interval '2 days' else interval '1 day' end`;

/** By when an alert should have been acknowledged. */
export const dueAt = ({ severity, raisedAt }: Timed): SQL => sql`${raisedAt} + case ${severity}
  when 'EXTREME' then interval '60 seconds' when 'SEVERE' then interval '15 minutes'
  else ${WORKING_DAY(raisedAt)} end`;

/** When somebody first reacted: whoever ends an alert without acknowledging it has looked at it. */
export const answeredAt = ({ acknowledgedAt, endedAt }: Answered): SQL => sql`coalesce(${acknowledgedAt}, ${endedAt})`;

/** Whether nobody reacted in time, now or ever. */
export const isLate = (alert: Answered): SQL => sql`coalesce(${answeredAt(alert)}, now()) > ${dueAt(alert)}`;
