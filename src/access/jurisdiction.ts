import type { Context } from "../graphql/context.js";
import { fail } from "../graphql/errors.js";
import { requireViewer } from "../graphql/resolve.js";
import { say } from "../graphql/say.js";
import { WATCHERS, WORK, type Work } from "./roles.js";
import { isOfficial, katoRange, type Official, type Viewer } from "./viewer.js";

/** Where something is to be written. */
export interface Place {
  kato: string;
  schoolId?: string | null;
}

/**
 * The viewer, when it may do a kind of work at the place; `NOT_ALLOWED` otherwise.
 * The policies refuse the same; this says why.
 */
export function requireJurisdiction(ctx: Context, place: Place, given: { work: Work; path: readonly string[] }) {
  const viewer = requireWorking(ctx, given.work);
  if (mayWorkAt(viewer, place)) return viewer;
  const { from, to } = katoRange(viewer.kato);
  const own = viewer.schoolId ? say`the school ${viewer.schoolId}` : say`${from} to ${to}`;
  const field = given.path.at(-1);
  throw fail("NOT_ALLOWED", given.path, say`${field} must lie in your jurisdiction, ${own}, but lies in ${place.kato}`);
}

/** Whether a place lies in the viewer's jurisdiction. */
export function mayWorkAt(viewer: Viewer, { kato, schoolId }: Place): boolean {
  const { from, to } = katoRange(viewer.kato);
  return (!viewer.schoolId || viewer.schoolId === schoolId) && kato >= from && kato <= to;
}

/** `NOT_ALLOWED` when some of a range of codes, or a school, lies outside the viewer's jurisdiction. */
export function requirePlace(viewer: Viewer, place: Range, path: readonly string[]): void {
  const { from, to } = katoRange(viewer.kato);
  const isOwnSchool = !viewer.schoolId || !place.schoolId || viewer.schoolId === place.schoolId;
  if (isOwnSchool && place.from >= from && place.to <= to) return;
  const own = viewer.schoolId && place.schoolId ? say`the school ${viewer.schoolId}` : say`${from} to ${to}`;
  const got = place.schoolId ?? say`${place.from} to ${place.to}`;
  throw fail("NOT_ALLOWED", path, say`${path.at(-1)} must lie in your jurisdiction, ${own}, but got ${got}`);
}
type Range = { from: string; to: string; schoolId?: string };

/** The viewer, when its role does a kind of work; `NOT_ALLOWED` otherwise. */
export const requireWorking = (ctx: Context, work: Work): Official => requireRole(ctx, WORK[work]);

/** The viewer, when its role reads incidents and alerts; `NOT_ALLOWED` otherwise. */
export const requireWatching = (ctx: Context): Official => requireRole(ctx, WATCHERS);

/** The viewer, when it has one of the roles; `NOT_ALLOWED` otherwise. */
export function requireRole(ctx: Context, roles: readonly Viewer["role"][]): Official {
  const viewer = requireViewer(ctx);
  if (isOfficial(viewer) && roles.includes(viewer.role)) return viewer;
  throw fail("NOT_ALLOWED", [], say`The role must be one of ${roles.join(", ")}, but is ${viewer.role}`);
}
