import { eq, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { checkOptionalText, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { checkBetween, lockGroup } from "./checks.js";
import type { WorkingGroupMeetingPlanInput, WorkingGroupMeetingRecordInput } from "./input.js";
import { type GroupRow, nextState } from "./machine.js";
import { addAgenda, addAttendance, addDecisions, type MeetingRow } from "./protocol.js";
import { changeGroup, recordGroup } from "./record.js";
import { meetings } from "./table.js";

const EARLIEST = "2000-01-01T00:00:00.000Z";
const MINUTE = 60_000;
const TWO_YEARS = 2 * 366 * 86_400_000;
const fromNow = (ms: number) => new Date(Date.now() + ms).toISOString();
const ofGroup = ({ id, kato, schoolId }: GroupRow) => ({ workingGroupId: id, kato, schoolId });

/** Plans a meeting. It is overdue when its time has come and nobody has recorded it. */
export function planMeeting(ctx: Context, input: WorkingGroupMeetingPlanInput) {
  return mutate(ctx, { name: "workingGroupMeetingPlan", thing: "meeting" }, input, async (tx) => {
    const topic = checkText(input.topic, ["topic"], 300);
    // A minute of clock difference is let pass.
    checkBetween(input.plannedFor.toISOString(), ["plannedFor"], [fromNow(-MINUTE), fromNow(TWO_YEARS)]);
    const group = await lockGroup(ctx, tx, { id: input.groupId }, ["groupId"]);
    nextState(group, "PLAN_MEETING");
    const values = { ...ofGroup(group), topic, plannedFor: input.plannedFor };
    const [meeting] = await tx.db.insert(meetings).values(values).returning();
    const { officerId: addedById } = requireOfficer(ctx);
    await addAgenda(tx, { meeting: meeting as MeetingRow, addedById }, input.agenda);
    await recordGroup(ctx, tx, meeting as MeetingRow, "MEETING_PLANNED");
    return meeting as MeetingRow;
  });
}

/** Records a meeting, planned or not. A standing group becomes active with its first record. */
export function recordMeeting(ctx: Context, input: WorkingGroupMeetingRecordInput) {
  return mutate(ctx, { name: "workingGroupMeetingRecord", thing: "meeting" }, input, async (tx) => {
    const { group, planned } = await lockMeeting(ctx, tx, input);
    const state = nextState(group, "RECORD_MEETING");
    const { officerId: recordedById } = requireOfficer(ctx);
    const values = { ...checkRecord(input, planned), recordedById };
    const meeting = planned ? await completeMeeting(tx, planned, values) : await addMeeting(tx, group, values);
    await addAgenda(tx, { meeting, addedById: recordedById }, input.agenda);
    await addAttendance(tx, meeting, input.attendance);
    await addDecisions(tx, meeting, input.decisions);
    if (state !== group.state) await activateGroup(ctx, tx, group, state);
    await recordGroup(ctx, tx, meeting, "MEETING_RECORDED");
    return meeting;
  });
}

async function activateGroup(ctx: Context, tx: Transaction, group: GroupRow, state: GroupRow["state"]) {
  await recordGroup(ctx, tx, await changeGroup(tx, group, { state }), "WORKING_GROUP_ACTIVATED");
}

type Values = ReturnType<typeof checkRecord> & { recordedById: string };

function checkRecord(input: WorkingGroupMeetingRecordInput, planned: MeetingRow | null) {
  const heldAt = input.heldAt ?? planned?.plannedFor;
  if (!heldAt) throw fail("INVALID_INPUT", ["heldAt"], say`heldAt must be given for a meeting that wasn't planned`);
  checkBetween(heldAt.toISOString(), ["heldAt"], [EARLIEST, fromNow(MINUTE)]);
  const topic = input.topic == null ? planned?.topic : checkText(input.topic, ["topic"], 300);
  if (!topic) throw fail("INVALID_INPUT", ["topic"], say`topic must be given for a meeting that wasn't planned`);
  return { heldAt, topic, protocolNumber: checkOptionalText(input.protocolNumber, ["protocolNumber"], 50) };
}

// The group is locked before its meeting, here and everywhere, or two records could wait for each other.
async function lockMeeting(ctx: Context, tx: Transaction, { id, groupId, version }: WorkingGroupMeetingRecordInput) {
  if (!id === !groupId) {
    const given = id ? say`both are` : say`neither is`;
    throw fail("INVALID_INPUT", ["id"], say`Exactly one of id and groupId must be given, but ${given}`);
  }
  if (groupId) return { group: await lockGroup(ctx, tx, { id: groupId }, ["groupId"]), planned: null };
  const { workingGroupId } = await get(tx, meetings, id ?? "", ["id"]);
  const group = await lockGroup(ctx, tx, { id: workingGroupId }, ["id"]);
  const planned = await lock(tx, meetings, { id: id ?? "", version });
  if (planned.heldAt === null) return { group, planned };
  const details = { state: planned.state, allowed: [] };
  throw fail("ILLEGAL_TRANSITION", ["id"], say`id must name a meeting that is PLANNED, but it is RECORDED`, details);
}

async function completeMeeting(tx: Transaction, { id }: MeetingRow, values: Values): Promise<MeetingRow> {
  const changes = { ...values, version: sql`${meetings.version} + 1` };
  const [meeting] = await tx.db.update(meetings).set(changes).where(eq(meetings.id, id)).returning();
  return meeting as MeetingRow;
}

async function addMeeting(tx: Transaction, group: GroupRow, values: Values): Promise<MeetingRow> {
  const [meeting] = await tx.db
    .insert(meetings)
    .values({ ...ofGroup(group), ...values })
    .returning();
  return meeting as MeetingRow;
}
