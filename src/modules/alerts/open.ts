import { and, eq, inArray, lte, type SQL } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { LIMITS } from "../../graphql/limits.js";
import type { AlertRow } from "./machine.js";
import { alerts } from "./table.js";
import type { Watch } from "./watch.js";

/** The fields of a snapshot: the open alerts that are watched, the gravest first, and how many didn't find room. */
export function readOpenAlerts(ctx: Context, { where, beyond, rank, lines }: Watch) {
  const isOpen = and(eq(alerts.openRank, 0), lte(alerts.severityRank, rank), lines);
  const isWanted = and(isOpen, where);
  // Read by their ids: together with the others they would keep those from walking their index.
  const isBeyond = beyond.size > 0 ? and(isOpen, inArray(alerts.id, [...beyond])) : undefined;
  const read = async () => {
    // First, since no list of the viewer's jurisdiction holds what finds no room here.
    const others = isBeyond ? await readFirst(ctx, isBeyond, LIMITS.snapshot) : [];
    const own = await readFirst(ctx, isWanted, LIMITS.snapshot - others.length);
    const open = others.length > 0 ? [...others, ...own].sort(byGravity) : own;
    ctx.notice(alerts, open);
    return open;
  };
  async function countRest() {
    const found = await rows();
    if (found.length < LIMITS.snapshot) return 0;
    const { db } = await ctx.open();
    const all = (await db.$count(alerts, isWanted)) + (isBeyond ? await db.$count(alerts, isBeyond) : 0);
    return all - found.length;
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

async function readFirst(ctx: Context, which: SQL | undefined, most: number): Promise<AlertRow[]> {
  const { db } = await ctx.open();
  const found = db.select().from(alerts).where(which);
  return found.orderBy(alerts.severityRank, alerts.raisedAt, alerts.id).limit(most);
}

const byGravity = (a: AlertRow, b: AlertRow) =>
  a.severityRank - b.severityRank || Number(a.raisedAt) - Number(b.raisedAt) || (a.id < b.id ? -1 : 1);
