import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { isDrillTerritory } from "../../access/drill.js";
import { requirePlace, requireWatching } from "../../access/jurisdiction.js";
import { GRAVE } from "../../access/situation.js";
import { accessGrants } from "../../access/table.js";
import { katoRange, type Official, rangeOf } from "../../access/viewer.js";
import type { Statement } from "../../db/database.js";
import { uuidWithin } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { within } from "../../graphql/filters.js";
import { get, uuidOf } from "../../graphql/lock.js";
import { scopeOf } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { AlertSeverity, type ExerciseView } from "../incidents/enums.js";
import { schools } from "../schools/table.js";
import { isLine } from "./duplicates.js";
import type { DuplicateView } from "./enums.js";
import { alerts } from "./table.js";

export interface WatchArgs {
  territories?: string[] | null;
  schools?: string[] | null;
  minSeverity?: (typeof AlertSeverity.values)[number] | null;
  exercises?: ExerciseView | null;
  duplicates?: DuplicateView | null;
}

/** Which alerts a control room watches. */
export interface Watch {
  ranges: readonly { from: string; to: string }[];
  /** Plain uuids, or undefined for all schools and what is in none. */
  schoolIds: readonly string[] | undefined;
  /** The rank of the least grave. */
  rank: number;
  /** Whether it is all that is grave in the viewer's jurisdiction, or more. */
  isWhole: boolean;
  exercises: ExerciseView;
  /** The same as a condition on alerts, by which their index is walked. */
  where: SQL | undefined;
  /** Alerts outside the ranges that are watched too. */
  beyond: ReadonlySet<string>;
  /** Which of them are lines of a snapshot; undefined for all. */
  lines: SQL | undefined;
}

const MOST = 100;

/** What the viewer asks to watch; an error when some of it lies outside the jurisdiction, where nothing would come. */
export async function findWatch(ctx: Context, args: WatchArgs): Promise<Watch> {
  const viewer = requireWatching(ctx);
  checkListed(args.territories, "territories");
  checkListed(args.schools, "schools");
  const scopes = await Promise.all((args.territories ?? []).map((kato) => ctx.territory(kato, ["territories"])));
  for (const scope of scopes) requirePlace(viewer, rangeOf(scope), ["territories"]);
  const schoolIds = args.schools && (await Promise.all(args.schools.map((id) => findSchool(ctx, id))));
  const own = katoRange(viewer.kato);
  const ranges = args.territories ? scopes.map(rangeOf) : [own];
  const exercises = args.exercises ?? "EXCLUDE";
  if (exercises !== "EXCLUDE") {
    for (const [i, range] of ranges.entries()) checkDrillTerritory(range, args.territories?.[i]);
  }
  const where = args.territories ? [or(...scopes.map((scope) => within(alerts, scope)))] : scopeOf(alerts, viewer);
  const rank = args.minSeverity ? AlertSeverity.values.indexOf(args.minSeverity) : AlertSeverity.values.length;
  const isAll = ranges.some(({ from, to }) => from <= own.from && to >= own.to);
  // Whoever names a place asks for nothing else.
  const isAnywhere = !args.territories && !schoolIds && exercises !== "ONLY";
  const beyond = isAnywhere ? await findBeyond(ctx, viewer) : [];
  return {
    ...{ ranges, rank, exercises, beyond: new Set(beyond) },
    isWhole: isAll && !schoolIds && rank >= GRAVE && exercises !== "ONLY",
    schoolIds: schoolIds?.map((id) => uuidOf(schools.id, id, ["schools"])),
    lines: args.duplicates === "FOLD" ? isLine : undefined,
    where: and(
      ...where,
      schoolIds ? inArray(alerts.schoolId, schoolIds) : undefined,
      exercises === "INCLUDE" ? undefined : eq(alerts.exercise, exercises === "ONLY"),
    ),
  };
}

/**
 * Alerts outside the jurisdiction whose incident a relationship opens, also those that are over: what happened to them
 * may still be told. An incident's alert is raised with it, so only a new relationship adds one, and then a stream
 * begins anew. Never drills, which stay in their district.
 */
async function findBeyond(ctx: Context, { kato, schoolId, settings }: Official): Promise<string[]> {
  const { from, to } = katoRange(kato);
  const school = schoolId && uuidWithin(schoolId);
  const rows = await (await ctx.open()).run(alertsBeyond, { principal: settings.principal, from, to, school });
  return rows.map(({ id }) => id);
}

const alertsBeyond: Statement<{ id: string }> = {
  name: "alertsBeyond",
  build(db) {
    const { principal, subjectType, subjectId } = accessGrants;
    const own = and(eq(principal, sql.placeholder("principal")), eq(subjectType, "incident"));
    const granted = sql`any(array(${db.select({ subjectId }).from(accessGrants).where(own)}))`;
    const school = sql`${sql.placeholder("school")}::uuid`;
    const isInside = sql`(${alerts.kato} between ${sql.placeholder("from")}::int and ${sql.placeholder("to")}::int
      and (${school} is null or ${alerts.schoolId} = ${school}))`;
    return db
      .select({ id: alerts.id })
      .from(alerts)
      .where(sql`${alerts.incidentId} = ${granted} and ${isInside} is not true and not ${alerts.exercise}`)
      .prepare(this.name);
  },
};

// Above its district nobody is told of a drill, and a stream that never says anything looks like a quiet night.
function checkDrillTerritory(range: { from: string; to: string }, kato = "none") {
  if (isDrillTerritory(range)) return;
  const message = say`territories must name districts, or units below one, when drills are asked for, but got ${kato}`;
  throw fail("INVALID_INPUT", ["territories"], message);
}

async function findSchool(ctx: Context, id: string): Promise<string> {
  const viewer = requireWatching(ctx);
  const { kato } = await get(await ctx.open(), schools, id, ["schools"]);
  requirePlace(viewer, { from: kato, to: kato, schoolId: id }, ["schools"]);
  return id;
}

// An empty list would be a stream that never says anything, which looks like a quiet night.
function checkListed(values: readonly string[] | null | undefined, field: string) {
  if (!values || (values.length >= 1 && values.length <= MOST)) return;
  throw fail(
    "OUT_OF_RANGE",
    [field],
    say`${field} must hold 1 to ${MOST} entries or be left out, but holds ${values.length}`,
  );
}
