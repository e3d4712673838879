import { sql } from "drizzle-orm";
import { today } from "../../db/day.js";
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
type Groups = typeof workingGroups;

// A member counts on the days of the membership, not before and not after.
const isPresent = (group: Groups) => sql`exists (select from ${memberships}
  where ${memberships.workingGroupId} = ${group.id} and ${memberships.agencyKind} = required.agency_kind
    and ${memberships.from} <= ${today} and (${memberships.to} is null or ${memberships.to} >= ${today}))`;

/** The required kinds that a group lacks, as a FROM and WHERE. */
const missing = (group: Groups) => sql`${required} where required.kind = ${group.kind} and not ${isPresent(group)}`;

/** Whether a group misses an agency. */
export const isIncomplete = (group: Groups) => sql`exists (select from ${missing(group)})`;
export const isComplete = (group: Groups) => sql`not ${isIncomplete(group)}`;

/** The kinds of agencies that a group needs and has no member of today. */
export const missingAgencies = (group: Groups) =>
  sql`array(select required.agency_kind from ${missing(group)} order by required.place)`;

/** Groups that miss an agency, or the others. */
export const incomplete: Filter = {
  type: () => Boolean,
  list: false,
  description: "Groups in which an agency is missing, or those in which none is.",
  reads: [workingGroups.kind, memberships.agencyKind, memberships.from, memberships.to],
  where: (value: boolean) => (value ? isIncomplete : isComplete)(workingGroups),
};
