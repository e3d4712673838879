import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import type { children } from "./table.js";

export type ChildRow = typeof children.$inferSelect;

export const recordChild = (
  ctx: Context,
  tx: Transaction,
  { id, version, kato, schoolId }: ChildRow,
  kind: "CHILD_REGISTERED" | "CHILD_RISK_ASSESSED" | "CHILD_TEAM_SET" | "CHILD_CONFIDENTIALITY_SET",
) => record(tx, { kind, aggregateId: id, version, kato, schoolId, actor: ctx.viewer?.officerId ?? null });
