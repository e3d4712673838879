import type { Context } from "../graphql/context.js";
import { fail } from "../graphql/errors.js";
import { requireViewer } from "../graphql/resolve.js";
import { WORKING_ROLES } from "./roles.js";
import { katoRange, type Viewer } from "./viewer.js";

/** Where something is to be written. */
export interface Place {
  kato: string;
  schoolId?: string | null;
}

/**
 * The viewer, when it may work on children and incidents at the place; `NOT_ALLOWED` otherwise.
 * The policies refuse the same; this says why.
 */
export function requireJurisdiction(ctx: Context, place: Place, path: readonly string[]): Viewer {
  const viewer = requireWorking(ctx);
  if (mayWorkAt(viewer, place)) return viewer;
  const { from, to } = katoRange(viewer.kato);
  const own = viewer.schoolId ? `the school ${viewer.schoolId}` : `${from} to ${to}`;
  throw fail("NOT_ALLOWED", path, `${path.at(-1)} must lie in your jurisdiction, ${own}, but lies in ${place.kato}`);
}

/** Whether a place lies in the viewer's jurisdiction. */
export function mayWorkAt(viewer: Viewer, { kato, schoolId }: Place): boolean {
  const { from, to } = katoRange(viewer.kato);
  return (!viewer.schoolId || viewer.schoolId === schoolId) && kato >= from && kato <= to;
}

/** The viewer, when its role works on children and incidents; `NOT_ALLOWED` otherwise. */
export function requireWorking(ctx: Context): Viewer {
  const viewer = requireViewer(ctx);
  if (WORKING_ROLES.includes(viewer.role)) return viewer;
  throw fail("NOT_ALLOWED", [], `The role must be one of ${WORKING_ROLES.join(", ")}, but is ${viewer.role}`);
}
