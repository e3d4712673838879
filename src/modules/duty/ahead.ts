import { and, gt, inArray, isNull, lt } from "drizzle-orm";
import { readClock } from "../../db/clock.js";
import { checkRange } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { findGaps, type Interval } from "./gaps.js";
import { dutyShifts } from "./table.js";

/** How far ahead gaps are looked for, in days, when nobody says it. */
export const DAYS_AHEAD = 14;
const MOST = 92;
const DAY = 86_400_000;

/** The times of the next days in which nobody of a roster is on duty. */
export async function findGapsAhead(ctx: Context, rosterId: string, days = DAYS_AHEAD): Promise<Interval[]> {
  checkRange(days, ["days"], [1, MOST]);
  return (await ctx.loaders.batch(`duty gaps ${days}`, (ids) => loadGaps(ctx, ids, days), rosterId)) ?? [];
}

export const hasGapAhead = async (ctx: Context, rosterId: string) => (await findGapsAhead(ctx, rosterId)).length > 0;

async function loadGaps(ctx: Context, rosterIds: readonly string[], days: number) {
  const tx = await ctx.open();
  const from = await readClock(tx);
  const within = { from, to: new Date(from.getTime() + days * DAY) };
  const ahead = and(gt(dutyShifts.to, within.from), lt(dutyShifts.from, within.to), isNull(dutyShifts.replacedAt));
  const { rosterId, from: begin, to: end } = dutyShifts;
  const shifts = await tx.db
    .select({ rosterId, from: begin, to: end })
    .from(dutyShifts)
    .where(and(inArray(rosterId, [...rosterIds]), ahead));
  const ofRoster = Map.groupBy(shifts, (shift) => shift.rosterId);
  return new Map(rosterIds.map((id) => [id, findGaps(ofRoster.get(id) ?? [], within)]));
}
