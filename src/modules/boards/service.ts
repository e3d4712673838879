import { and, count, eq, inArray, not } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { alerts } from "../alerts/table.js";
import { children } from "../children/table.js";
import { ENDED_STATES } from "../incidents/enums.js";
import { incidents } from "../incidents/table.js";
import { countGroups } from "../workgroups/board.js";

type Code = number;

/** Open alerts of a district. Each count of a board is one statement, however many districts are asked for. */
export const countOpenAlerts = async (ctx: Context, district: Code): Promise<number> =>
  (await ctx.loaders.batch("open alerts", (codes) => loadOpenAlerts(ctx, codes), district)) ?? 0;

async function loadOpenAlerts(ctx: Context, codes: readonly Code[]) {
  const open = and(inArray(alerts.district, [...codes]), eq(alerts.openRank, 0), not(alerts.exercise));
  const rows = await ctx.read(({ db }) =>
    db.select({ code: alerts.district, count: count() }).from(alerts).where(open).groupBy(alerts.district),
  );
  return new Map(rows.map((row) => [row.code as Code, row.count]));
}

/** Incidents of a district that aren't ended, by severity. */
export async function countOpenIncidents(ctx: Context, district: Code) {
  const bySeverity =
    (await ctx.loaders.batch("open incidents", (codes) => loadOpenIncidents(ctx, codes), district)) ?? [];
  return { total: bySeverity.reduce((sum, row) => sum + row.count, 0), bySeverity };
}

async function loadOpenIncidents(ctx: Context, codes: readonly Code[]) {
  const ended = inArray(incidents.state, [...ENDED_STATES]);
  const rows = await ctx.read(({ db }) =>
    db
      .select({ code: incidents.district, severity: incidents.severity, count: count() })
      .from(incidents)
      .where(and(inArray(incidents.district, [...codes]), not(ended), not(incidents.exercise)))
      .groupBy(incidents.district, incidents.severity, incidents.severityRank)
      .orderBy(incidents.severityRank),
  );
  return Map.groupBy(rows, (row) => row.code as Code);
}

/** Children at risk of a district, by risk level. */
export const countChildrenByRisk = async (ctx: Context, district: Code) =>
  (await ctx.loaders.batch("children by risk", (codes) => loadChildrenByRisk(ctx, codes), district)) ?? [];

async function loadChildrenByRisk(ctx: Context, codes: readonly Code[]) {
  const rows = await ctx.read(({ db }) =>
    db
      .select({ code: children.district, riskLevel: children.riskLevel, count: count() })
      .from(children)
      .where(inArray(children.district, [...codes]))
      .groupBy(children.district, children.riskLevel, children.riskRank)
      .orderBy(children.riskRank),
  );
  return Map.groupBy(rows, (row) => row.code as Code);
}

const groupsOf = (ctx: Context, district: Code) =>
  ctx.loaders.batch("groups", (codes) => countGroups(ctx, codes), district);

/** Standing groups of a district in which a required agency is missing. */
export const countGroupsIncomplete = async (ctx: Context, district: Code): Promise<number> =>
  (await groupsOf(ctx, district))?.groupsIncomplete ?? 0;

/** Meetings of a district whose time has come and that nobody has recorded. */
export const countMeetingsOverdue = async (ctx: Context, district: Code): Promise<number> =>
  (await groupsOf(ctx, district))?.meetingsOverdue ?? 0;
