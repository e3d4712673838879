import type { Transaction } from "../db/database.js";
import type { Context } from "../graphql/context.js";
import type { Act } from "./record.js";

/**
 * Reads what must leave a trace. The entry is committed before the answer leaves, and without it there is no answer.
 * It is written when everything is read: beside the read transaction it would take a second connection.
 */
export async function auditedRead<T>(
  ctx: Context,
  read: (tx: Transaction) => Promise<T>,
  actOf: (value: T) => Act | null,
): Promise<T> {
  const value = await read(await ctx.open());
  const act = actOf(value);
  if (act) ctx.trace(act);
  return value;
}
