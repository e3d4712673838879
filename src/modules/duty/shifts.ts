import { and, eq, gt, gte, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";
import { requireAppointed } from "./appointed.js";
import { findOverlap, type Interval } from "./gaps.js";
import type { DutyShiftInput } from "./input.js";
import type { RosterRow, ShiftRow } from "./record.js";
import { dutyShifts } from "./table.js";

const MOST = 200;
const DAY = 86_400_000;
const LONGEST_DAYS = 7;
const FURTHEST_DAYS = 400;

const pathOf = (i: number, field: string) => ["shifts", String(i), field];

/** The shifts that an input gives, from a time on. Whether their officers are free elsewhere is asked later. */
export function checkShifts(shifts: readonly DutyShiftInput[], from: Date) {
  if (shifts.length > MOST) {
    throw fail("OUT_OF_RANGE", ["shifts"], say`shifts must hold at most ${MOST}, but got ${shifts.length}`);
  }
  for (const [i, shift] of shifts.entries()) checkShift(shift, i, from);
  const byOfficer = Map.groupBy([...shifts.entries()], ([, { officerId }]) => officerId.toLowerCase());
  for (const own of byOfficer.values()) {
    const overlap = findOverlap(own.map(([, shift]) => shift));
    if (overlap) throw twice(own[overlap[1]] as [number, DutyShiftInput], own[overlap[0]]?.[1] as Interval);
  }
}

function checkShift({ from: begin, to, officerId, substituteForId }: DutyShiftInput, i: number, from: Date) {
  const furthest = new Date(from.getTime() + FURTHEST_DAYS * DAY);
  if (begin < from || begin > furthest) throw outside(pathOf(i, "from"), begin, { from, to: furthest });
  const longest = new Date(begin.getTime() + LONGEST_DAYS * DAY);
  if (to <= begin || to > longest) throw outside(pathOf(i, "to"), to, { from: begin, to: longest });
  if (officerId.toLowerCase() !== substituteForId?.toLowerCase()) return;
  const message = say`substituteForId must name another officer than officerId, but got "${substituteForId}"`;
  throw fail("INVALID_INPUT", pathOf(i, "substituteForId"), message);
}

function outside(path: readonly string[], time: Date, { from, to }: Interval) {
  const bounds = say`${from.toISOString()} to ${to.toISOString()}`;
  return fail("OUT_OF_RANGE", path, say`${path.at(-1)} must lie in ${bounds}, but got ${time.toISOString()}`);
}

function twice([i, { officerId, from }]: [number, DutyShiftInput], other: Interval) {
  const message = say`officerId must not be on duty twice at a time, but at ${from.toISOString()} "${officerId}" is on duty already, until ${other.to.toISOString()}`;
  return fail("INVALID_INPUT", pathOf(i, "officerId"), message);
}

/** Each officer, and each for whom one stands in, has the role in the territory. */
export const requireOfficers = (tx: Transaction, roster: Pick<RosterRow, "role" | "kato">, given: DutyShiftInput[]) =>
  requireAppointed(
    tx,
    roster,
    given.flatMap(({ officerId, substituteForId, from, to }, i) => [
      { officerId, from, to, path: pathOf(i, "officerId") },
      ...(substituteForId ? [{ officerId: substituteForId, from, to, path: pathOf(i, "substituteForId") }] : []),
    ]),
  );

/** None of the officers is on duty by another roster at the time. */
export async function requireFree(tx: Transaction, rosterId: string | null, given: readonly DutyShiftInput[]) {
  const ids = [...new Set(given.map(({ officerId }) => officerId))];
  if (ids.length === 0) return;
  const others = await findShiftsOf(tx, ids, earliestOf(given));
  for (const [i, shift] of given.entries()) {
    const isSame = ({ officerId, rosterId: of }: ShiftRow) =>
      of !== rosterId && officerId === shift.officerId.toLowerCase();
    const other = others.find((one) => isSame(one) && one.from < shift.to && one.to > shift.from);
    if (other) throw twice([i, shift], other);
  }
}

const earliestOf = (given: readonly DutyShiftInput[]) => new Date(Math.min(...given.map(({ from }) => from.getTime())));

/** The shifts of some officers, by any roster, that end after a time, the earliest first. */
export const findShiftsOf = (tx: Transaction, officerIds: readonly string[], after: Date): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(dutyShifts)
    .where(and(inArray(dutyShifts.officerId, [...officerIds]), gt(dutyShifts.to, after), isNull(dutyShifts.replacedAt)))
    .orderBy(dutyShifts.from, dutyShifts.id);

/** Puts shifts in the place of those of a roster from a time on: what was before it stays as it was. */
export async function replaceShifts(
  tx: Transaction,
  { id: rosterId, kato }: RosterRow,
  { from, now, shifts }: { from: Date; now: Date; shifts: readonly DutyShiftInput[] },
) {
  const version = sql`${dutyShifts.version} + 1`;
  const inForce = and(eq(dutyShifts.rosterId, rosterId), isNull(dutyShifts.replacedAt));
  const goesOn = and(lt(dutyShifts.from, from), gt(dutyShifts.to, from));
  await tx.db.update(dutyShifts).set({ to: from, version }).where(and(inForce, goesOn));
  // What has ended, at its very begin by a hand-over, is history.
  const isAhead = and(gte(dutyShifts.from, from), ne(dutyShifts.to, dutyShifts.from));
  await tx.db.update(dutyShifts).set({ replacedAt: now, version }).where(and(inForce, isAhead));
  if (shifts.length === 0) return;
  const rows = shifts.map(({ officerId, substituteForId, from, to }) => ({ officerId, substituteForId, from, to }));
  await tx.db.insert(dutyShifts).values(rows.map((row) => ({ ...row, rosterId, kato })));
}
