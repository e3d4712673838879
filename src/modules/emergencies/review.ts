import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { grantAccess } from "../../access/grant.js";
import { requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { text } from "../../graphql/text.js";
import { openIncident } from "../incidents/open.js";
import type { EmergencyAccessReviewInput } from "./input.js";
import { type EmergencyRow, emergencyMachine } from "./machine.js";
import { recordEmergency } from "./record.js";
import { getState } from "./service.js";
import { emergencyAccesses } from "./table.js";

/** Says whether an emergency access was justified. An unjustified one makes an incident of misconduct. */
export function reviewEmergencyAccess(ctx: Context, input: EmergencyAccessReviewInput) {
  return mutate(ctx, { name: "emergencyAccessReview", thing: "emergencyAccess" }, input, async (tx) => {
    const { officerId: reviewedById } = requireWorking(ctx, "reviews");
    const { verdict } = input;
    const finding = checkText(input.finding, ["finding"], 2_000);
    const access = await lock(tx, emergencyAccesses, input);
    requireOther(access, reviewedById);
    const state = await getState(tx, access);
    emergencyMachine.next({ ...access, state }, verdict === "JUSTIFIED" ? "JUSTIFY" : "REJECT");
    const incidentId = verdict === "UNJUSTIFIED" ? await openMisconduct(ctx, tx, access, finding) : null;
    const found = { verdict, finding, incidentId, reviewedById, reviewedAt: sql`now()`, version: access.version + 1 };
    const update = tx.db.update(emergencyAccesses).set(found);
    const [changed] = await update.where(eq(emergencyAccesses.id, access.id)).returning();
    await recordEmergency(ctx, tx, changed as EmergencyRow, "EMERGENCY_REVIEWED");
    return access;
  });
}

// Whoever is a data officer too, under another appointment, would find the own use justified.
function requireOther({ officerId }: EmergencyRow, reviewer: string) {
  if (officerId !== reviewer) return;
  throw fail(
    "NOT_ALLOWED",
    ["id"],
    say`id must name an access that another officer asked for, but the viewer asked for it`,
  );
}

// Those who answer for the place lead it; the child isn't named in it, and whoever opened the record doesn't see it.
async function openMisconduct(ctx: Context, tx: Transaction, access: EmergencyRow, narrative: string) {
  const { officerId: principal } = requireWorking(ctx, "reviews");
  const { id: basisId, kato, officerId, grantedAt: occurredAt } = access;
  const id = fromUuid("incident", v7());
  // A data officer doesn't work on incidents otherwise: the relationship lets them open this one and follow it.
  await grantAccess(tx, () => [{ principal, subject: id, tier: "T3C", basis: "REVIEW", basisId }]);
  const what = { kind: "STAFF_MISCONDUCT", severity: "MODERATE", certainty: "OBSERVED" } as const;
  const values = {
    id,
    ...what,
    kato,
    occurredAt,
    reportedById: principal,
    place: text("emergency.place", ctx.language),
  };
  const offender = { officerId, participation: "ALLEGED_OFFENDER", harm: "UNKNOWN" } as const;
  await openIncident(ctx, tx, values, { participants: [offender], narrative });
  return id;
}
