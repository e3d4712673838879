import { eq, inArray } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { checkOptionalText, checkText } from "../../graphql/check.js";
import { fail } from "../../graphql/errors.js";
import { say } from "../../graphql/say.js";
import { agencies, officers } from "../agencies/table.js";
import { childProfiles, children } from "../children/table.js";
import { incidents } from "../incidents/table.js";
import { checkBetween, checkCount, checkOnce, checkWithin, findAll } from "./checks.js";
import { grantAgenda } from "./grants.js";
import type { AgendaItemInput, AttendanceInput, DecisionInput } from "./input.js";
import { agendaItems, attendances, decisions, meetings } from "./table.js";

export type MeetingRow = typeof meetings.$inferSelect;

const ofMeeting = ({ id, kato, schoolId }: MeetingRow) => ({ meetingId: id, kato, schoolId });
const at = (list: string, field: string) => (i: number) => [list, String(i), field];

/** Puts items on a meeting's agenda, after those that stand there. */
export async function addAgenda(
  tx: Transaction,
  { meeting, addedById }: { meeting: MeetingRow; addedById: string },
  given: readonly AgendaItemInput[],
) {
  checkCount(given, ["agenda"], 50);
  if (given.length === 0) return;
  const texts = given.map(checkItem);
  await checkNamed(tx, meeting, given);
  const { workingGroupId, agendaSize: before } = meeting;
  const known = await findKnown(tx, given);
  const rows = given.map(({ childId, incidentId }, i) => ({
    ...ofMeeting(meeting),
    ...{ workingGroupId, addedById, childId: childId ?? null, incidentId: incidentId ?? null, text: texts[i] },
    opens: !childId || known.has(childId),
    position: before + i + 1,
  }));
  await tx.db.insert(agendaItems).values(rows);
  await tx.db
    .update(meetings)
    .set({ agendaSize: before + rows.length })
    .where(eq(meetings.id, meeting.id));
  await grantAgenda(tx, meeting, rows);
}

// By naming a pseudonym on the agenda of one's own group nobody gets to read the child.
async function findKnown(tx: Transaction, given: readonly AgendaItemInput[]): Promise<ReadonlySet<string>> {
  const ids = given.flatMap(({ childId }) => childId ?? []);
  const { childId } = childProfiles;
  const rows = await tx.db.select({ childId }).from(childProfiles).where(inArray(childId, ids));
  return new Set(rows.map((row) => row.childId));
}

function checkItem({ childId, incidentId, text }: AgendaItemInput, i: number): string | null {
  const given = [childId, incidentId, text].filter((value) => value != null).length;
  if (given === 1) return checkOptionalText(text, at("agenda", "text")(i), 1_000);
  const message = say`An agenda item must be one of childId, incidentId and text, but ${given} are given`;
  throw fail("INVALID_INPUT", ["agenda", String(i)], message);
}

async function checkNamed(tx: Transaction, meeting: MeetingRow, given: readonly AgendaItemInput[]) {
  for (const [field, table] of [["childId", children] as const, ["incidentId", incidents] as const]) {
    const pathOf = at("agenda", field);
    const ids = given.map((item) => item[field]);
    const found = await findAll<typeof children | typeof incidents>(tx, { table, ids, pathOf });
    for (const [i, id] of ids.entries()) {
      const named = id && found.get(id);
      if (named) checkWithin(meeting, named, pathOf(i));
    }
  }
}

/** Notes who was asked to a meeting and who came, for the agency that each acts for. */
export async function addAttendance(tx: Transaction, meeting: MeetingRow, given: readonly AttendanceInput[]) {
  checkCount(given, ["attendance"], 100);
  if (given.length === 0) return;
  const ids = given.map(({ officerId }) => officerId);
  const pathOf = at("attendance", "officerId");
  checkOnce(ids, pathOf);
  const people = await findAll(tx, { table: officers, ids, pathOf });
  const rows = given.map(({ officerId, present }, i) => ({
    ...ofMeeting(meeting),
    ...{ officerId, present, agencyId: people.get(officerId)?.agencyId ?? "" },
    position: i + 1,
  }));
  await tx.db.insert(attendances).values(rows);
}

/** Writes down what a meeting decided. */
export async function addDecisions(tx: Transaction, meeting: MeetingRow, given: readonly DecisionInput[]) {
  checkCount(given, ["decisions"], 50);
  if (given.length === 0) return;
  const { workingGroupId, heldAt, recordedById: writtenById } = meeting;
  const takenAt = heldAt ?? new Date();
  const ids = given.map(({ responsibleAgencyId }) => responsibleAgencyId);
  await findAll(tx, { table: agencies, ids, pathOf: at("decisions", "responsibleAgencyId") });
  const rows = given.map(({ responsibleAgencyId, dueOn, ...decision }, i) => ({
    ...{ ...ofMeeting(meeting), workingGroupId, responsibleAgencyId, writtenById, takenAt },
    text: checkText(decision.text, at("decisions", "text")(i), 2_000),
    dueOn: dueOn && checkBetween(dueOn, at("decisions", "dueOn")(i), daysAfter(takenAt)),
    position: i + 1,
  }));
  await tx.db.insert(decisions).values(rows);
}

/** From the day of a meeting to ten years later. */
function daysAfter(heldAt: Date): [string, string] {
  const later = new Date(heldAt);
  later.setUTCFullYear(heldAt.getUTCFullYear() + 10);
  return [heldAt.toISOString().slice(0, 10), later.toISOString().slice(0, 10)];
}
