import { eq, sql } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { record } from "../../journal/record.js";
import type { WorkingGroupEventKind } from "./enums.js";
import type { GroupRow } from "./machine.js";
import { workingGroups } from "./table.js";

/** What can happen to a working group or a meeting, as the journal names it. */
type GroupHappening =
  | "WORKING_GROUP_ESTABLISHED"
  | "WORKING_GROUP_MEMBER_ADDED"
  | "WORKING_GROUP_ACTIVATED"
  | "HEADQUARTERS_ACTIVATED"
  | "HEADQUARTERS_STOOD_DOWN"
  | "MEETING_PLANNED"
  | "MEETING_RECORDED";

type Recorded = Pick<GroupRow, "id" | "version" | "kato" | "schoolId">;

export const recordGroup = (ctx: Context, tx: Transaction, row: Recorded, kind: GroupHappening) =>
  record(tx, {
    kind,
    aggregateId: row.id,
    version: row.version,
    kato: row.kato,
    schoolId: row.schoolId,
    actor: ctx.viewer?.officerId ?? null,
  });

type Changes = Partial<Pick<GroupRow, "state" | "stoodDownAt">>;

/** Changes a locked group and raises its version. */
export async function changeGroup(tx: Transaction, { id }: GroupRow, changes: Changes = {}): Promise<GroupRow> {
  const values = { ...changes, version: sql`${workingGroups.version} + 1` };
  const [changed] = await tx.db.update(workingGroups).set(values).where(eq(workingGroups.id, id)).returning();
  return changed as GroupRow;
}

const KINDS: Readonly<Record<string, WorkingGroupEventKind>> = {
  WORKING_GROUP_ESTABLISHED: "ESTABLISHED",
  WORKING_GROUP_MEMBER_ADDED: "MEMBER_ADDED",
  WORKING_GROUP_ACTIVATED: "ACTIVATED",
  HEADQUARTERS_ACTIVATED: "HEADQUARTERS_ACTIVATED",
  HEADQUARTERS_STOOD_DOWN: "HEADQUARTERS_STOOD_DOWN",
};

/** What a journal entry says of a group, or null when it is about something else. */
export const groupEventOf = ({ kind }: { kind: string }): WorkingGroupEventKind | null => KINDS[kind] ?? null;
