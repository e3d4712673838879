import { and, inArray, or, type SQL } from "drizzle-orm";
import { requirePlace, requireWatching } from "../../access/jurisdiction.js";
import { GRAVE } from "../../access/situation.js";
import { katoRange, rangeOf } from "../../access/viewer.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { within } from "../../graphql/filters.js";
import { get, uuidOf } from "../../graphql/lock.js";
import { scopeOf } from "../../graphql/resolve.js";
import { AlertSeverity } from "../incidents/enums.js";
import { schools } from "../schools/table.js";
import { alerts } from "./table.js";

export interface WatchArgs {
  territories?: string[] | null;
  schools?: string[] | null;
  minSeverity?: (typeof AlertSeverity.values)[number] | null;
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
  /** The same as a condition on alerts, by which their index is walked. */
  where: SQL | undefined;
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
  const where = args.territories ? [or(...scopes.map((scope) => within(alerts, scope)))] : scopeOf(alerts, viewer);
  const own = katoRange(viewer.kato);
  const ranges = args.territories ? scopes.map(rangeOf) : [own];
  const rank = args.minSeverity ? AlertSeverity.values.indexOf(args.minSeverity) : AlertSeverity.values.length;
  const isAll = ranges.some(({ from, to }) => from <= own.from && to >= own.to);
  return {
    ...{ ranges, rank },
    isWhole: isAll && !schoolIds && rank >= GRAVE,
    schoolIds: schoolIds?.map((id) => uuidOf(schools.id, id, ["schools"])),
    where: and(...where, schoolIds ? inArray(alerts.schoolId, schoolIds) : undefined),
  };
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
    `${field} must hold 1 to ${MOST} entries or be left out, but holds ${values.length}`,
  );
}
