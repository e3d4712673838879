import { and, eq, gte, lt, lte } from "drizzle-orm";
import { requireWatching } from "../../access/jurisdiction.js";
import { GRAVE } from "../../access/situation.js";
import { checkPage, connection, type PageArgs } from "../../graphql/connection.js";
import type { Context } from "../../graphql/context.js";
import { within } from "../../graphql/filters.js";
import { countOfList, pageOfList } from "../../graphql/pages.js";
import { scopeOf } from "../../graphql/resolve.js";
import { incidentList } from "../incidents/relations.js";
import { incidents } from "../incidents/table.js";
import { checkPeriod, type Period } from "./period.js";
import { hasMissedSignal } from "./signals.js";

/** The report's rows are incidents, in the order of their list; its filters aren't offered. */
const list = { ...incidentList, name: "unheeded", filters: {} };

/** Grave incidents of a period before which there was a signal that nobody heeded in time. */
export async function findUnheeded(ctx: Context, given: Period, page: PageArgs) {
  const viewer = requireWatching(ctx);
  checkPage(page);
  const { from, to } = checkPeriod(given);
  const own = given.territory
    ? [within(incidents, await ctx.territory(given.territory, ["territory"]))]
    : scopeOf(incidents, viewer);
  const grave = and(lte(incidents.severityRank, GRAVE), eq(incidents.exercise, false));
  const inPeriod = and(gte(incidents.occurredAt, from), to ? lt(incidents.occurredAt, to) : undefined);
  const scope = [...own, grave, inPeriod, hasMissedSignal].filter((condition) => condition !== undefined);
  const rows = await pageOfList(await ctx.open(), list, page, scope, ctx);
  // The one more says only that there are more.
  ctx.notice(incidents, rows.slice(0, page.first));
  return connection(list, page, rows, async () => countOfList(await ctx.open(), list, null, scope, ctx));
}
