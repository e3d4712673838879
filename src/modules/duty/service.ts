import { eq } from "drizzle-orm";
import { requireJurisdiction, requireRole } from "../../access/jurisdiction.js";
import { DUTY_ROLES } from "../../access/roles.js";
import { readClock } from "../../db/clock.js";
import type { Transaction } from "../../db/database.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireViewer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import type { DutyRosterSetInput } from "./input.js";
import { type Duty, findShiftsOnDuty, isRosterOf } from "./onduty.js";
import { type RosterRow, recordDuty } from "./record.js";
import { checkShifts, replaceShifts, requireFree, requireOfficers } from "./shifts.js";
import { dutyRosters, dutyShifts } from "./table.js";

type Input = DutyRosterSetInput;

/** Sets who is on duty for a role in a territory from a time on. What was before it is history and stays. */
export function setRoster(ctx: Context, input: Input) {
  return mutate(ctx, { name: "dutyRosterSet", thing: "roster" }, input, async (tx) => {
    const duty = { role: checkRole(input.role), kato: await findPlace(ctx, input.territory) };
    const { officerId: setById } = requireRuling(ctx, duty.kato);
    const name = checkText(input.name, ["name"], 200);
    checkRoom(input);
    queueFor(tx, [lineOf(duty), ...input.shifts.map(({ officerId }) => officerId.toLowerCase())]);
    const now = await readClock(tx);
    const from = checkFrom(input.from, now);
    checkShifts(input.shifts, from);
    await requireOfficers(tx, duty, input.shifts);
    const known = await lockRoster(tx, duty, input.version);
    await requireFree(tx, known?.id ?? null, input.shifts);
    const controlCentreSince = input.isControlCentre ? (known?.controlCentreSince ?? now) : null;
    const roster = await writeRoster(tx, known, { ...duty, name, controlCentreSince, setById, setAt: now });
    await replaceShifts(tx, roster, { from, now, shifts: input.shifts });
    await recordDuty(tx, roster, { kind: "DUTY_ROSTER_SET", actor: setById });
    return roster;
  });
}

/** Whoever changes the shifts of a roster waits in this line, also who may not change the roster itself. */
export const lineOf = ({ role, kato }: Pick<Duty, "role" | "kato">) => `duty ${role} ${kato ?? ""}`;

function checkRole(role: Input["role"]) {
  if (DUTY_ROLES.includes(role)) return role;
  throw fail("INVALID_INPUT", ["role"], say`role must be one of ${DUTY_ROLES.join(", ")}, but got ${role}`);
}

function checkRoom({ isControlCentre, territory }: Input) {
  if (!isControlCentre || territory) return;
  const message = say`isControlCentre must be false for the whole country, where no control centre is, but got true`;
  throw fail("INVALID_INPUT", ["isControlCentre"], message);
}

async function findPlace(ctx: Context, territory: string | null | undefined): Promise<string | null> {
  if (!territory) return null;
  const { kato, locality } = await ctx.territory(territory, ["territory"]);
  if (!locality) return kato;
  throw fail("INVALID_INPUT", ["territory"], say`territory must be a region or a district, but got ${territory}`);
}

// Of the whole country the ministry answers.
const requireRuling = (ctx: Context, kato: string | null) =>
  kato === null
    ? requireRole(ctx, ["MINISTRY_CONTROLLER"])
    : requireJurisdiction(ctx, { kato }, { work: "rosters", path: ["territory"] });

const MINUTE = 60_000;

// A minute of clock difference is let pass, but what was is never changed.
function checkFrom(from: Date | null | undefined, now: Date): Date {
  if (!from || (from <= now && from.getTime() >= now.getTime() - MINUTE)) return now;
  if (from > now) return from;
  const message = say`from must not lie in the past, before ${now.toISOString()}, but got ${from.toISOString()}`;
  throw fail("OUT_OF_RANGE", ["from"], message);
}

async function lockRoster(tx: Transaction, duty: Pick<Duty, "role" | "kato">, version: Input["version"]) {
  const [roster] = await tx.db.select().from(dutyRosters).where(isRosterOf(duty)).for("update");
  const current = roster?.version;
  if (current === (version ?? undefined)) return roster;
  if (current === undefined) {
    const message = say`version must be left out where there is no roster yet, but got ${version}`;
    throw fail("INVALID_INPUT", ["version"], message);
  }
  const message = say`version must be the current one, ${current}, but got ${version ?? "none"}`;
  throw fail("STALE_VERSION", ["version"], message, { current });
}

type Values = Pick<RosterRow, "role" | "kato" | "name" | "controlCentreSince" | "setById" | "setAt">;

async function writeRoster(tx: Transaction, known: RosterRow | undefined, values: Values): Promise<RosterRow> {
  const [roster] = known
    ? await tx.db
        .update(dutyRosters)
        .set({ ...values, version: known.version + 1 })
        .where(eq(dutyRosters.id, known.id))
        .returning()
    : await tx.db.insert(dutyRosters).values(values).returning();
  return roster as RosterRow;
}

interface OnDutyArgs extends Pick<Duty, "role"> {
  kato?: string | null;
  at?: Date | null;
}

/** The shifts that go on for a role in exactly a territory, now or at another time. */
export async function readOnDuty(ctx: Context, { role, kato, at }: OnDutyArgs) {
  requireViewer(ctx);
  const tx = await ctx.open();
  const shifts = await findShiftsOnDuty(tx, { role, kato: kato ?? null, at: at ?? (await readClock(tx)) });
  ctx.notice(dutyShifts, shifts);
  return shifts;
}
