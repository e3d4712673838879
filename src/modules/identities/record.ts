import { eq } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import { children } from "../children/table.js";

export type ChildRow = typeof children.$inferSelect;
type Happening = "CHILD_IDENTITY_SET" | "CHILD_GUARDIAN_ADDED" | "CHILD_GUARDIAN_CHANGED" | "CHILD_ERASED";

/** Notes a change of who the child is: that it happened, and nothing of what it was. */
export async function recordChange(ctx: Context, tx: Transaction, child: ChildRow, kind: Happening): Promise<void> {
  const { id, kato, schoolId } = child;
  const version = child.version + 1;
  await tx.db.update(children).set({ version }).where(eq(children.id, id));
  await record(tx, { kind, aggregateId: id, version, kato, schoolId, actor: ctx.viewer?.officerId ?? null });
}
