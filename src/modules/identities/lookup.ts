import { eq } from "drizzle-orm";
import { NIL } from "uuid";
import type { Purpose } from "../../access/purpose.js";
import { createRate } from "../../access/rate.js";
import type { Viewer } from "../../access/viewer.js";
import { audit } from "../../audit/record.js";
import { fromUuid } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { requireViewer } from "../../graphql/resolve.js";
import { children } from "../children/table.js";
import { checkIin } from "./check.js";
import { childIdentities } from "./table.js";

const lookups = createRate({ most: 10, windowMs: 60_000 });

/** Counts a search by IIN; `RATE_LIMITED` when the viewer has made too many, since numbers can be guessed in turn. */
export const takeLookup = ({ officerId }: Viewer, path: readonly string[]) => lookups.take(officerId, path);

/** The child whose IIN it is, of those whom the viewer knows by name. The same is done and written for a miss. */
export async function findChildByIin(ctx: Context, iin: string, stated: Purpose | null | undefined) {
  takeLookup(requireViewer(ctx), ["childByIin"]);
  const purpose = stated ?? ctx.purpose;
  if (!purpose)
    throw fail("INVALID_INPUT", ["purpose"], "purpose must be given, here or in the header x-qorgan-purpose");
  const index = ctx.ring.blindIndex(checkIin(iin));
  const childId = await ctx.audited(async (tx) => {
    const { childId, kato, iinIndex } = childIdentities;
    const [found] = await tx.db.select({ childId, kato }).from(childIdentities).where(eq(iinIndex, index));
    const act = { action: "childByIin", subjectType: "Child", fields: ["iin"], purpose } as const;
    const outcome = found ? "DONE" : "NOT_FOUND";
    await audit(tx, { ...act, subjectId: found?.childId ?? null, outcome, kato: found?.kato }, ctx);
    return found?.childId;
  });
  // Looked for in either case, so that the time of an answer doesn't tell a miss from a hit.
  return ctx.loaders.oneBy(children.id, childId ?? NOBODY);
}

const NOBODY = fromUuid("child", NIL);
