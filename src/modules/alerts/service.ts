import { eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
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
interface Change {
  name: string;
  action: (typeof AlertAction.values)[number];
  event: AlertEventKind;
  changes(tx: Transaction, officerId: string): Promise<Changes> | Changes;
  /** What else is written of the changed alert. */
  note?(tx: Transaction, alert: AlertRow, officerId: string): Promise<void>;
}
// The database's clock is the only clock.
const now = sql`now()`;

/** One change of an alert: lock, check the transition, change, record, all in one transaction. */
function change(ctx: Context, given: ChangeInput, { name, action, event, changes, note }: Change) {
  return mutate(ctx, { name, thing: "alert" }, given, async (tx) => {
    const { officerId } = requireWorking(ctx, "alerts");
    const { incidentId } = await get(tx, alerts, given.id, ["id"]);
    queueFor(tx, [incidentId ?? given.id]);
    const row = await lock(tx, alerts, given);
    const state = alertMachine.next(row, action);
    const update = tx.db.update(alerts).set({ ...(await changes(tx, officerId)), state, version: row.version + 1 });
    const [changed] = await update.where(eq(alerts.id, row.id)).returning();
    await recordAlert(tx, changed as AlertRow, event, officerId);
    await note?.(tx, changed as AlertRow, officerId);
    return row;
  });
}

export const acknowledgeAlert = (ctx: Context, given: input.AlertChangeInput) =>
  change(ctx, given, {
    name: "alertAcknowledge",
    action: "ACKNOWLEDGE",
    event: "ACKNOWLEDGED",
    changes: (_, officerId) => ({ acknowledgedAt: now, acknowledgedById: officerId }),
    note: (tx, alert, officerId) => markDeliveries(tx, [alert], { officerId, what: "acknowledgedAt" }),
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
