import { eq } from "drizzle-orm";
import { NIL } from "uuid";
import type { Purpose } from "../../access/purpose.js";
import { fromUuid } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { requireViewer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import { children } from "../children/table.js";
import { checkIin } from "./check.js";
import { childIdentities } from "./table.js";

/** Counts a search by IIN; `RATE_LIMITED` when the viewer has made too many, since numbers can be guessed in turn. */
export function takeLookup(ctx: Context, path: readonly string[]) {
  const { ok, retryAfter } = ctx.lookups.take(requireViewer(ctx).principal, 1);
  if (ok) return;
  const most = ctx.lookups.capacity;
  const message = say`${path.at(-1)} must be looked for at most ${most} times a minute: wait ${retryAfter} seconds`;
  throw fail("RATE_LIMITED", path, message, { limit: "lookups", retryAfter });
}

/** The child whose IIN it is, of those whom the viewer knows by name. The same is done and written for a miss. */
export async function findChildByIin(ctx: Context, iin: string, stated: Purpose | null | undefined) {
  takeLookup(ctx, ["childByIin"]);
  const purpose = stated ?? ctx.purpose;
  if (!purpose) {
    throw fail("INVALID_INPUT", ["purpose"], say`purpose must be given, here or in the header x-qorgan-purpose`);
  }
  const index = ctx.ring.blindIndex(checkIin(iin));
  const { childId, kato, schoolId, iinIndex } = childIdentities;
  const { db } = await ctx.open();
  const [found] = await db.select({ childId, kato, schoolId }).from(childIdentities).where(eq(iinIndex, index));
  const act = { action: "childByIin", subjectType: "Child", fields: ["iin"], purpose } as const;
  const { childId: subjectId = null, ...place } = found ?? {};
  ctx.trace({ ...act, subjectId, outcome: found ? "DONE" : "NOT_FOUND", ...place });
  // Looked for in either case, so that the time of an answer doesn't tell a miss from a hit.
  return ctx.loaders.oneBy(children.id, subjectId ?? NOBODY);
}

const NOBODY = fromUuid("child", NIL);
