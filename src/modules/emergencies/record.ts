import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import type { EmergencyRow } from "./machine.js";

export const recordEmergency = (
  ctx: Context,
  tx: Transaction,
  { id, version, kato, schoolId }: EmergencyRow,
  kind: "EMERGENCY_GRANTED" | "EMERGENCY_REVIEWED",
) => record(tx, { kind, aggregateId: id, version, kato, schoolId, actor: ctx.viewer?.officerId ?? null });
