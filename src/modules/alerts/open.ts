import { and, eq, lte } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { LIMITS } from "../../graphql/limits.js";
import { alerts } from "./table.js";
import type { Watch } from "./watch.js";

/** The fields of a snapshot: the open alerts that are watched, the gravest first, and how many didn't find room. */
export function readOpenAlerts(ctx: Context, { where, rank, lines }: Watch) {
  const isWanted = and(eq(alerts.openRank, 0), lte(alerts.severityRank, rank), where, lines);
  const read = async () => {
    const { db } = await ctx.open();
    const order = [alerts.severityRank, alerts.raisedAt, alerts.id];
    const found = db
      .select()
      .from(alerts)
      .where(isWanted)
      .orderBy(...order);
    const open = await found.limit(LIMITS.snapshot);
    ctx.notice(alerts, open);
    return open;
  };
  async function countRest() {
    const found = await rows();
    if (found.length < LIMITS.snapshot) return 0;
    return (await (await ctx.open()).db.$count(alerts, isWanted)) - found.length;
  }
  // Both fields are of one reading.
  let reading: ReturnType<typeof read> | undefined;
  const rows = () => (reading ??= read());
  async function tellOpen() {
    const open = await rows();
    ctx.tell(open);
    return open;
  }
  return { alerts: tellOpen, omitted: countRest };
}
