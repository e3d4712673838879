import { and, eq, inArray, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { LIMITS } from "../../graphql/limits.js";
import { get, lock, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import type { ChangeInput } from "../../graphql/payload.js";
import { officers } from "../agencies/table.js";
import { markDeliveries } from "../deliveries/mark.js";
import type { AlertAction, AlertEventKind } from "./enums.js";
import type * as input from "./input.js";
import { type AlertRow, alertMachine } from "./machine.js";
import { recordAlert } from "./record.js";
import { alerts } from "./table.js";

type Changes = PgUpdateSetSource<typeof alerts>;
type Given = ChangeInput & Pick<input.AlertChangeInput, "includeDuplicates">;
interface Change {
  name: string;
  action: (typeof AlertAction.values)[number];
  event: AlertEventKind;
  changes(tx: Transaction, officerId: string): Promise<Changes> | Changes;
  /** What else is written of the changed alerts. */
  note?(tx: Transaction, changed: readonly AlertRow[], officerId: string): Promise<void>;
}
// The database's clock is the only clock.
const now = sql`now()`;

/** One change of an alert: lock, check the transition, change, record, all in one transaction. */
function change(ctx: Context, given: Given, { name, action, event, changes, note }: Change) {
  return mutate(ctx, { name, thing: "alert" }, given, async (tx) => {
    const { officerId } = requireWorking(ctx, "alerts");
    const { row, duplicates } = await lockEvent(tx, given);
    const state = alertMachine.next(row, action);
    const version = sql`${alerts.version} + 1`;
    const update = tx.db.update(alerts).set({ ...(await changes(tx, officerId)), state, version });
    const changed = await update.where(inArray(alerts.id, [row.id, ...duplicates])).returning();
    for (const alert of changed) await recordAlert(tx, alert, event, officerId);
    await note?.(tx, changed, officerId);
    return row;
  });
}

/** Locks an alert and, when they are named too, its duplicates that are in the same state. */
async function lockEvent(tx: Transaction, given: Given): Promise<{ row: AlertRow; duplicates: string[] }> {
  const first = await get(tx, alerts, given.id, ["id"]);
  const found = given.includeDuplicates ? await findDuplicates(tx, first) : [];
  // Whose line one is in is known before anything is locked: all lines are entered at once, in one order.
  queueFor(
    tx,
    [first, ...found].map(({ id, incidentId }) => incidentId ?? id),
  );
  const row = await lock(tx, alerts, given);
  return { row, duplicates: found.length > 0 ? await lockDuplicates(tx, row, found) : [] };
}

const findDuplicates = (tx: Transaction, { id, state }: AlertRow) =>
  tx.db
    .select({ id: alerts.id, incidentId: alerts.incidentId })
    .from(alerts)
    .where(and(eq(alerts.duplicateOfId, id), eq(alerts.state, state)))
    .orderBy(alerts.raisedAt, alerts.id)
    .limit(LIMITS.duplicates);

async function lockDuplicates(tx: Transaction, { state }: AlertRow, found: readonly { id: string }[]) {
  const ids = found.map(({ id }) => id);
  const still = and(inArray(alerts.id, ids), eq(alerts.state, state));
  const locked = await tx.db.select({ id: alerts.id }).from(alerts).where(still).orderBy(alerts.id).for("update");
  return locked.map(({ id }) => id);
}

export const acknowledgeAlert = (ctx: Context, given: input.AlertChangeInput) =>
  change(ctx, given, {
    name: "alertAcknowledge",
    action: "ACKNOWLEDGE",
    event: "ACKNOWLEDGED",
    changes: (_, officerId) => ({ acknowledgedAt: now, acknowledgedById: officerId }),
    note: (tx, changed, officerId) => markDeliveries(tx, changed, { officerId, what: "acknowledgedAt" }),
  });

export const assignAlert = (ctx: Context, given: input.AlertAssignInput) =>
  change(ctx, given, {
    name: "alertAssign",
    action: "ASSIGN",
    event: "UPDATED",
    changes: async (tx) => ({ assignedToId: (await get(tx, officers, given.officerId, ["officerId"])).id }),
  });

export const startAction = (ctx: Context, given: input.AlertChangeInput) =>
  change(ctx, given, {
    name: "alertActionStart",
    action: "START_ACTION",
    event: "UPDATED",
    changes: () => ({ actionStartedAt: now }),
  });

export const resolveAlert = (ctx: Context, given: input.AlertResolveInput) =>
  change(ctx, given, {
    name: "alertResolve",
    action: "RESOLVE",
    event: "RESOLVED",
    changes: () => ({ outcome: checkText(given.outcome, ["outcome"], 1_000), endedAt: now }),
  });

export const cancelAlert = (ctx: Context, given: input.AlertCancelInput) =>
  change(ctx, given, {
    name: "alertCancel",
    action: "CANCEL",
    event: "CANCELLED",
    changes: () => ({ outcome: checkText(given.reason, ["reason"], 1_000), endedAt: now }),
  });
