import { inArray, isNull, sql } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { enrolments } from "./table.js";

/** Where a child learns now, or null when it learns nowhere. */
export const findCurrentEnrolment = (ctx: Context, childId: string) =>
  ctx.loaders.batch("current enrolment", (ids) => loadCurrent(ctx, ids), childId);

async function loadCurrent(ctx: Context, childIds: readonly string[]) {
  const { db } = await ctx.open();
  const current = sql`${inArray(enrolments.childId, [...childIds])} and ${isNull(enrolments.to)}`;
  const rows = await db.select().from(enrolments).where(current);
  ctx.notice(enrolments, rows);
  return new Map(rows.map((row) => [row.childId, row]));
}
