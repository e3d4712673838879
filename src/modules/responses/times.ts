import { and, count, eq, gte, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import { requireWatching } from "../../access/jurisdiction.js";
import type { Context } from "../../graphql/context.js";
import { type TerritoryScope, within } from "../../graphql/filters.js";
import { scopeOf } from "../../graphql/resolve.js";
import { alerts } from "../alerts/table.js";
import { districts, regions } from "../territories/table.js";
import { isLate } from "./deadlines.js";
import type { ResponseBy } from "./enums.js";
import { percentilesOf, secondsBetween } from "./percentiles.js";
import { checkPeriod, type Period } from "./period.js";
import type { ResponseTime } from "./type.js";

const raised = sql`${alerts.raisedAt}`;
const FIGURES = {
  raised: count(),
  acknowledged: count(alerts.acknowledgedAt),
  late: sql<number>`(count(*) filter (where ${isLate(alerts)}))::int`,
  toAcknowledge: percentilesOf(secondsBetween(raised, sql`${alerts.acknowledgedAt}`)),
  // What was taken back has an end too, and nobody resolved it.
  toResolve: percentilesOf(
    secondsBetween(raised, sql`case when ${alerts.state} = 'RESOLVED' then ${alerts.endedAt} end`),
  ),
};

/** How long alerts of a period took to be acknowledged and resolved, of those that the viewer sees. */
export async function findResponseTimes(ctx: Context, given: Period & { by: ResponseBy }): Promise<ResponseTime[]> {
  const viewer = requireWatching(ctx);
  const { from, to } = checkPeriod(given);
  const asked = given.territory ? await ctx.territory(given.territory, ["territory"]) : viewer.territory;
  const where = given.territory && asked ? [within(alerts, asked)] : scopeOf(alerts, viewer);
  const inPeriod = and(gte(alerts.raisedAt, from), to ? lt(alerts.raisedAt, to) : undefined);
  const isReal = and(eq(alerts.exercise, false), isNotNull(alerts.incidentId));
  const value = toldApart(given.by, asked);
  const { db } = await ctx.open();
  const rows = await db
    .select({ value, ...FIGURES })
    .from(alerts)
    .where(and(...where, inPeriod, isReal))
    .groupBy(value)
    .orderBy(value);
  return given.by === "TERRITORY" ? nameTerritories(ctx, rows, asked) : rows;
}

/** What the rows are told apart by; of a territory its parts, and of a district the district itself. */
function toldApart(by: ResponseBy, asked: TerritoryScope | null): SQL<string> {
  if (by === "LEVEL") return sql<string>`${alerts.level}::text`;
  if (by === "KIND") return sql<string>`${alerts.kind}`;
  return asked ? sql<string>`${alerts.district}::text` : sql<string>`${alerts.region}::text`;
}

// The first digits of a unit aren't all of its code: the districts of Almaty begin 7511 and are called 751110000.
function nameTerritories(ctx: Context, rows: readonly ResponseTime[], asked: TerritoryScope | null) {
  const { code } = asked ? districts : regions;
  const named = rows.map(async (row) => {
    const territory = await ctx.loaders.oneBy(code, Number(row.value));
    return { ...row, value: String(territory?.kato) };
  });
  return Promise.all(named);
}
