import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import type { EmergencyState } from "./enums.js";
import { type EmergencyRow, emergencyMachine } from "./machine.js";
import { emergencyAccesses } from "./table.js";

const { id, verdict, expiresAt } = emergencyAccesses;
// The database's clock is the only clock: nobody writes that an access has expired.
const state = sql<EmergencyState>`coalesce(${verdict}, case when ${expiresAt} <= now() then 'EXPIRED' else 'GRANTED' end)`;

/** How far emergency accesses are at this moment. */
export async function findStates(tx: Transaction, which: SQL): Promise<Map<string, EmergencyState>> {
  const rows = await tx.db.select({ id, state }).from(emergencyAccesses).where(which);
  return new Map(rows.map((row) => [row.id, row.state]));
}

export const stateOf = (ctx: Context, access: EmergencyRow) =>
  ctx.loaders.batch("emergency states", async (ids) => findStates(await ctx.open(), inArray(id, [...ids])), access.id);

/** What can be done with an access now. */
export async function allowedActions(ctx: Context, access: EmergencyRow) {
  const state = (await stateOf(ctx, access)) as EmergencyState;
  return emergencyMachine.allowed({ ...access, state });
}

/** The state of one access in the transaction that changes it. */
export const getState = async (tx: Transaction, access: EmergencyRow) =>
  (await findStates(tx, eq(id, access.id))).get(access.id) as EmergencyState;
