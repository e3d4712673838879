import { countDistinct, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Context } from "../../graphql/context.js";
import { alerts } from "../alerts/table.js";
import { alertDeliveries as deliveries } from "../deliveries/table.js";
import type { incidents } from "../incidents/table.js";
import { NO_TIMES, percentilesOf, secondsBetween } from "./percentiles.js";
import type { DrillReport } from "./type.js";

type Incident = Pick<typeof incidents.$inferSelect, "id" | "exercise">;

const NOBODY: DrillReport = {
  ...{ told: 0, reached: 0, seen: 0, acknowledged: 0 },
  ...{ toReach: NO_TIMES, toSee: NO_TIMES, toAcknowledge: NO_TIMES },
};

/** What a drill showed; null of what is real. */
export async function findDrillReport(ctx: Context, { id, exercise }: Incident): Promise<DrillReport | null> {
  if (!exercise) return null;
  return (await ctx.loaders.batch("drill reports", (ids) => loadReports(ctx, ids), id)) ?? NOBODY;
}

async function loadReports(ctx: Context, ids: readonly string[]) {
  const { db } = await ctx.open();
  const rows = await db
    .select({ of: alerts.incidentId, ...FIGURES })
    .from(alerts)
    .innerJoin(deliveries, eq(deliveries.alertId, alerts.id))
    .where(inArray(alerts.incidentId, [...ids]))
    .groupBy(alerts.incidentId);
  return new Map(rows.map(({ of, ...report }) => [of as string, report]));
}

const officersWith = (at: AnyPgColumn) =>
  countDistinct(sql`case when ${at} is not null then ${deliveries.officerId} end` as SQL<unknown>);
const timesTo = (at: AnyPgColumn) => percentilesOf(secondsBetween(sql`${alerts.raisedAt}`, sql`${at}`));
const FIGURES = {
  told: officersWith(deliveries.sentAt),
  reached: officersWith(deliveries.reachedAt),
  seen: officersWith(deliveries.seenAt),
  acknowledged: officersWith(deliveries.acknowledgedAt),
  toReach: timesTo(deliveries.reachedAt),
  toSee: timesTo(deliveries.seenAt),
  toAcknowledge: timesTo(deliveries.acknowledgedAt),
};
