import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { requireJurisdiction } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { fromUuid } from "../../db/ids.js";
import { checkOptionalText, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get, lock, queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import type { ChangeInput } from "../../graphql/payload.js";
import { say } from "../../graphql/say.js";
import { OPEN_ALERT_STATES } from "../alerts/enums.js";
import { alerts } from "../alerts/table.js";
import { NEVER_PUBLIC } from "./enums.js";
import type { AlertPublishInput, AlertUnpublishInput } from "./input.js";
import { alertPublications, publicAlerts } from "./table.js";

type AlertRow = typeof alerts.$inferSelect;

/** Makes an alert public. Who did it and why stays with the alert; the public reads a copy of what isn't secret. */
export const publishAlert = (ctx: Context, input: AlertPublishInput) =>
  change(ctx, input, "alertPublish", async (tx, alert, officerId) => {
    requirePublishable(alert);
    const reason = checkText(input.reason, ["reason"], 1_000);
    const place = checkOptionalText(input.place, ["place"], 200);
    if (await findPublication(tx, alert)) {
      throw fail("REQUIREMENT_UNMET", ["id"], say`id must name an alert that isn't public yet, but it is`);
    }
    const { id: alertId, kato, severityRank, kind, severity, urgency, certainty, raisedAt } = alert;
    const id = fromUuid("publication", v7());
    const about = { incidentId: alert.incidentId as string, schoolId: alert.schoolId, kato, severityRank };
    await tx.db.insert(alertPublications).values({ id, alertId, ...about, reason, place, publishedById: officerId });
    const followed = { alertState: alert.state, alertSettledAt: alert.settledAt };
    const shown = { kato, kind, severity, urgency, certainty, place, raisedAt };
    await tx.db.insert(publicAlerts).values({ id, alertId, ...followed, ...shown });
  });

/** Takes an alert back from the public. Readers of the feed are told that it is withdrawn. */
export const unpublishAlert = (ctx: Context, input: AlertUnpublishInput) =>
  change(ctx, input, "alertUnpublish", async (tx, alert, withdrawnById) => {
    const withdrawReason = checkText(input.reason, ["reason"], 1_000);
    const publication = await findPublication(tx, alert);
    if (!publication) throw fail("REQUIREMENT_UNMET", ["id"], say`id must name an alert that is public, but it isn't`);
    const { id } = publication;
    const withdrawnAt = sql`now()`;
    const withdrawal = { withdrawReason, withdrawnById, withdrawnAt };
    await tx.db.update(alertPublications).set(withdrawal).where(eq(alertPublications.id, id));
    await tx.db.update(publicAlerts).set({ withdrawnAt }).where(eq(publicAlerts.id, id));
  });

type Work = (tx: Transaction, alert: AlertRow, officerId: string) => Promise<void>;

/** The alert doesn't change, but waits in the same line as its changes: what is published is what it is. */
function change(ctx: Context, input: ChangeInput, name: string, work: Work) {
  return mutate(ctx, { name, thing: "alert" }, input, async (tx) => {
    const { incidentId, kato, schoolId } = await get(tx, alerts, input.id, ["id"]);
    const { officerId } = requireJurisdiction(ctx, { kato, schoolId }, { work: "publications", path: ["id"] });
    queueFor(tx, [incidentId ?? input.id]);
    const alert = await lock(tx, alerts, input);
    await work(tx, alert, officerId);
    return alert;
  });
}

function requirePublishable({ kind, exercise, state }: AlertRow): void {
  if ((NEVER_PUBLIC as readonly string[]).includes(kind)) {
    throw fail(
      "NOT_ALLOWED",
      ["id"],
      say`id must name an alert that may be public, but those of the kind ${kind} never are`,
    );
  }
  if (exercise) throw fail("NOT_ALLOWED", ["id"], say`id must name a real alert, but it is a drill`);
  if (OPEN_ALERT_STATES.some((open) => open === state)) return;
  throw fail("REQUIREMENT_UNMET", ["id"], say`id must name an open alert, but it is ${state}`);
}

async function findPublication(tx: Transaction, alert: AlertRow) {
  const isPublic = and(eq(alertPublications.alertId, alert.id), isNull(alertPublications.withdrawnAt));
  const [found] = await tx.db.select({ id: alertPublications.id }).from(alertPublications).where(isPublic);
  return found;
}
