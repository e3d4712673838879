import { type SQL, sql } from "drizzle-orm";
import { today } from "../../db/day.js";
import type { Context } from "../../graphql/context.js";
import type { Filter } from "../../graphql/filters.js";
import type { AgencyKind } from "../agencies/enums.js";
import type { WorkingGroupKind } from "./enums.js";
import { memberships, workingGroups } from "./table.js";

/** Which agencies must be present in a group (issue 2; domain.md S04 and S05). */
const REQUIRED: Record<WorkingGroupKind, readonly AgencyKind[]> = {
  STANDING: ["AKIMAT", "SCHOOL", "JUVENILE_POLICE", "SOCIAL_SERVICE"],
  HEADQUARTERS: ["JUVENILE_POLICE", "PARENTS"],
};

const rules = Object.entries(REQUIRED).flatMap(([kind, agencies]) =>
  agencies.map((agency, place) => `('${kind}', '${agency}', ${place})`),
);
const required = sql.raw(`(values ${rules.join(", ")}) as required(kind, agency_kind, place)`);
// A member counts on the days of the membership, not before and not after.
const isPresent = sql`exists (select from ${memberships}
  where ${memberships.workingGroupId} = ${workingGroups.id} and ${memberships.agencyKind} = required.agency_kind
    and ${memberships.from} <= ${today} and (${memberships.to} is null or ${memberships.to} >= ${today}))`;

/** The required kinds that a group of the outer statement lacks, as a FROM and WHERE. */
const missing: SQL = sql`${required} where required.kind = ${workingGroups.kind} and not ${isPresent}`;

/** Whether a group of the outer statement misses an agency. */
export const isIncomplete: SQL = sql`exists (select from ${missing})`;

/** Groups that miss an agency, or the others. */
export const incomplete: Filter = {
  type: () => Boolean,
  list: false,
  description: "Groups in which an agency is missing, or those in which none is.",
  reads: [workingGroups.kind, memberships.agencyKind, memberships.from, memberships.to],
  where: (value: boolean) => (value ? isIncomplete : sql`not ${isIncomplete}`),
};

/** The kinds of agencies that a group needs and has no member of today. */
export const findMissing = async (ctx: Context, groupId: string): Promise<AgencyKind[]> =>
  (await ctx.loaders.batch("missing agencies", (ids) => loadMissing(ctx, ids), groupId)) ?? [];

export const isComplete = async (ctx: Context, groupId: string) => (await findMissing(ctx, groupId)).length === 0;

async function loadMissing(ctx: Context, ids: readonly string[]) {
  const tx = await ctx.open();
  const uuids = ids.map((id) => workingGroups.id.mapToDriverValue(id));
  const rows = await tx.rows<{ id: string; kind: AgencyKind }>(sql`
    select ${workingGroups.id} as id, absent.agency_kind as kind from ${workingGroups}
    cross join lateral (select required.agency_kind, required.place from ${missing}) absent
    where ${workingGroups.id} = any(${sql.param(uuids)}::uuid[]) order by absent.place`);
  const groups = Map.groupBy(rows, ({ id }) => String(workingGroups.id.mapFromDriverValue(id)));
  return new Map([...groups].map(([id, found]) => [id, found.map(({ kind }) => kind)]));
}
