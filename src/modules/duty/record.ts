import type { Transaction } from "../../db/database.js";
import { record } from "../../journal/record.js";
import type { dutyRosters, dutyShifts } from "./table.js";

export type RosterRow = typeof dutyRosters.$inferSelect;
export type ShiftRow = typeof dutyShifts.$inferSelect;

/** What can happen to a roster or a shift, as the journal names it. */
type DutyHappening = "DUTY_ROSTER_SET" | "DUTY_HANDED_OVER";
type Happening = { kind: DutyHappening; actor: string };

/** The code of the whole country, where a place must be said. */
const COUNTRY = "000000000";

export const recordDuty = (tx: Transaction, row: RosterRow | ShiftRow, happening: Happening) =>
  record(tx, { ...happening, aggregateId: row.id, version: row.version, kato: row.kato ?? COUNTRY });
