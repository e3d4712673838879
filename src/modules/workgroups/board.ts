import { sql } from "drizzle-orm";
import type { Context } from "../../graphql/context.js";
import { isIncomplete } from "./presence.js";
import { meetings, workingGroups } from "./table.js";

/** What the board of a district says of its working groups. */
export interface GroupCounts {
  /** Standing groups, not dissolved, in which an agency is missing. */
  groupsIncomplete: number;
  /** Meetings whose time has come and that nobody has recorded. */
  meetingsOverdue: number;
}

/** The counts of districts by their codes (the first four digits of KATO), in one statement. */
export async function countGroups(ctx: Context, districts: readonly number[]): Promise<Map<number, GroupCounts>> {
  const query = sql`
    select code,
      (select count(*)::int from ${workingGroups} where ${workingGroups.district} = code
        and ${workingGroups.kind} = 'STANDING' and ${workingGroups.state} <> 'DISSOLVED' and ${isIncomplete}
      ) as "groupsIncomplete",
      (select count(*)::int from ${meetings} where ${meetings.district} = code
        and ${meetings.heldAt} is null and ${meetings.plannedFor} < now()) as "meetingsOverdue"
    from unnest(${sql.param([...districts])}::int[]) as districts(code)`;
  const rows = await ctx.read((tx) => tx.rows<GroupCounts & { code: number }>(query));
  return new Map(rows.map(({ code, ...counts }) => [code, counts]));
}
