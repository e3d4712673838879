import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { LIMITS } from "../../graphql/limits.js";
import { uuidOf } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { alerts } from "../alerts/table.js";
import type { AlertSeenInput } from "./input.js";
import { markDeliveries } from "./mark.js";
import { alertDeliveries } from "./table.js";

type AlertRow = typeof alerts.$inferSelect;

/** Writes down that the viewer has looked at alerts. */
export function seeAlerts(ctx: Context, input: AlertSeenInput) {
  const find = () => findOwn(ctx, input.ids);
  return mutate(ctx, { name: "alertSeen", thing: "deliveries", find }, input, async (tx) => {
    const { officerId } = requireOfficer(ctx);
    const seen = await readAlerts(tx, checkIds(input.ids));
    // The alerts don't change: a lock would make an acknowledgement wait, and each look of each control room would be
    // an entry of the journal, which every stream reads.
    await markDeliveries(tx, seen, { officerId, what: "seenAt" });
    return summaryOf(seen);
  });
}

function checkIds(ids: readonly string[]): string[] {
  if (ids.length < 1 || ids.length > LIMITS.nodes) {
    throw fail("OUT_OF_RANGE", ["ids"], say`ids must hold 1 to ${LIMITS.nodes} ids, but got ${ids.length}`);
  }
  for (const [i, id] of ids.entries()) uuidOf(alerts.id, id, ["ids", String(i)]);
  return ids.map((id) => id.toLowerCase());
}

async function readAlerts(tx: Transaction, ids: readonly string[]): Promise<AlertRow[]> {
  const found = await tx.db
    .select()
    .from(alerts)
    .where(inArray(alerts.id, [...new Set(ids)]));
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id as AlertRow["id"]));
  if (missing < 0) return found;
  const message = say`ids must name alerts that are there for this viewer, but got "${ids[missing]}"`;
  throw fail("NOT_FOUND", ["ids", String(missing)], message);
}

/** What the audit's one entry is about: the alert, or of several what they have in common. */
function summaryOf(seen: readonly AlertRow[]) {
  const [{ id }] = seen as [AlertRow];
  const subjectId = seen.length === 1 ? id : null;
  return { id, subjectId, kato: common(seen.map(({ kato }) => kato)), schoolId: common(seen.map((a) => a.schoolId)) };
}

const common = <T>(values: readonly T[]): T | null =>
  values.every((value) => value === values[0]) ? (values[0] as T) : null;

/** The viewer's deliveries of the alerts, in the order in which they were named. */
async function findOwn(ctx: Context, ids: readonly string[]) {
  const { db } = await ctx.open();
  const { officerId } = requireOfficer(ctx);
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const isOwn = and(eq(alertDeliveries.officerId, officerId), inArray(alertDeliveries.alertId, wanted));
  const found = await db.select().from(alertDeliveries).where(isOwn);
  ctx.notice(alertDeliveries, found);
  return found.toSorted((a, b) => wanted.indexOf(a.alertId) - wanted.indexOf(b.alertId));
}
