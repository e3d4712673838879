import { and, eq, gt, isNull, lte } from "drizzle-orm";
import { readClock } from "../../db/clock.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, queueFor, uuidOf } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { officers } from "../agencies/table.js";
import { requireAppointed } from "./appointed.js";
import type { DutyHandOverInput } from "./input.js";
import { type RosterRow, recordDuty, type ShiftRow } from "./record.js";
import { lineOf } from "./service.js";
import { findShiftsOf } from "./shifts.js";
import { dutyRosters, dutyShifts } from "./table.js";

const PATH = ["officerId"];

/** The viewer, who is on duty, hands over to another officer: the own shift ends now, and the other's begins. */
export function handOver(ctx: Context, input: DutyHandOverInput) {
  return mutate(ctx, { name: "dutyHandOver", thing: "shift" }, input, async (tx) => {
    const { officerId: giver } = requireOfficer(ctx);
    uuidOf(officers.id, input.officerId, PATH);
    const taker = input.officerId.toLowerCase();
    const roster = await findRoster(tx, giver);
    queueFor(tx, [lineOf(roster), giver, taker]);
    const now = await readClock(tx);
    // Looked for again: the roster may have been set anew meanwhile.
    const own = await lock(tx, dutyShifts, { id: (await getOwn(tx, { giver, now, of: roster.id })).id });
    const to = await endOf(tx, own, { taker, now });
    await requireAppointed(tx, roster, [{ officerId: taker, from: now, to, path: PATH }]);
    const ended = await endShift(tx, own, { to: now, handedOverAt: now, handedOverToId: taker });
    const { rosterId, kato } = own;
    const taken = { rosterId, kato, officerId: taker, takenOverFromId: giver, from: now, to };
    const [shift] = await tx.db.insert(dutyShifts).values(taken).returning();
    await recordDuty(tx, ended, { kind: "DUTY_HANDED_OVER", actor: giver });
    return shift as ShiftRow;
  });
}

async function findRoster(tx: Transaction, officerId: string): Promise<RosterRow> {
  const { rosterId } = await getOwn(tx, { giver: officerId, now: await readClock(tx) });
  return get(tx, dutyRosters, rosterId, PATH);
}

type Own = { giver: string; now: Date; of?: string };

async function getOwn(tx: Transaction, { giver, now, of }: Own): Promise<ShiftRow> {
  const isOf = of ? eq(dutyShifts.rosterId, of) : undefined;
  const goesOn = and(lte(dutyShifts.from, now), gt(dutyShifts.to, now), isNull(dutyShifts.replacedAt));
  const [shift] = await tx.db
    .select()
    .from(dutyShifts)
    .where(and(eq(dutyShifts.officerId, giver), goesOn, isOf));
  if (shift) return shift;
  throw fail("REQUIREMENT_UNMET", [], say`You must be on duty to hand over, but at ${now.toISOString()} you are not`);
}

// Until the own shift would have ended, or the next one of whoever takes over begins.
async function endOf(tx: Transaction, own: ShiftRow, { taker, now }: { taker: string; now: Date }): Promise<Date> {
  const [next] = await findShiftsOf(tx, [taker], now);
  if (!next || next.from >= own.to) return own.to;
  if (next.from > now) return next.from;
  const until = next.to.toISOString();
  throw fail(
    "INVALID_INPUT",
    PATH,
    say`officerId must name an officer who isn't on duty, but "${taker}" is until ${until}`,
  );
}

async function endShift(tx: Transaction, { id, version }: ShiftRow, ended: Partial<ShiftRow>): Promise<ShiftRow> {
  const update = tx.db.update(dutyShifts).set({ ...ended, version: version + 1 });
  const [shift] = await update.where(eq(dutyShifts.id, id)).returning();
  return shift as ShiftRow;
}
