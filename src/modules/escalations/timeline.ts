import { count, inArray, min } from "drizzle-orm";
import type { Role } from "../../access/roles.js";
import { Role as Roles } from "../../access/roles.js";
import type { Language } from "../../graphql/catalogue.js";
import type { Context } from "../../graphql/context.js";
import { labelOf } from "../../graphql/enums.js";
import { text } from "../../graphql/text.js";
import type { alerts } from "../alerts/table.js";
import { alertDeliveries } from "../deliveries/table.js";
import { AlertTimelineKind, EscalationTargetKind, JurisdictionLevel } from "./enums.js";
import type { alertEscalations } from "./table.js";

type AlertRow = typeof alerts.$inferSelect;
type EscalationRow = typeof alertEscalations.$inferSelect;

/** What the ledger says of an alert: the first time of each, and how many officers it was. */
interface Ledger {
  reachedAt: Date | null;
  reached: number;
  seenAt: Date | null;
  seen: number;
}

interface Entry {
  kind: AlertTimelineKind;
  at: Date;
  text: string;
  count: number | null;
  actorId: string | null;
}

/** The ledger of an alert, of however many alerts in one statement. */
export const findLedger = (ctx: Context, alertId: string): Promise<Ledger | undefined> =>
  ctx.loaders.batch("ledger of alerts", (ids) => loadLedgers(ctx, ids), alertId);

async function loadLedgers(ctx: Context, ids: readonly string[]): Promise<Map<string, Ledger>> {
  const { alertId, reachedAt, seenAt } = alertDeliveries;
  const { db } = await ctx.open();
  const first = { reachedAt: min(reachedAt), reached: count(reachedAt), seenAt: min(seenAt), seen: count(seenAt) };
  const rows = await db
    .select({ alertId, ...first })
    .from(alertDeliveries)
    .where(inArray(alertId, [...ids]))
    .groupBy(alertId);
  return new Map(rows.map((row) => [row.alertId, row]));
}

interface Story {
  alert: AlertRow;
  fired: readonly EscalationRow[];
  ledger: Ledger | undefined;
}

/** Entries in the order of their times; of the same moment in the order in which such things happen. */
export function makeTimeline({ alert, fired, ledger }: Story, language: Language): Entry[] {
  const entries: Entry[] = [];
  const add = (
    kind: AlertTimelineKind,
    at: Date | null,
    { actorId = null, count = null, detail = "" }: Detail = {},
  ) => {
    if (at) entries.push({ kind, at, actorId, count, text: textOf(kind, detail, language) });
  };
  add("RAISED", alert.raisedAt);
  add("DELIVERED", ledger?.reachedAt ?? null, { count: ledger?.reached });
  add("SEEN", ledger?.seenAt ?? null, { count: ledger?.seen });
  for (const step of fired) add("ESCALATED", step.firedAt, { detail: calleeOf(step, language) });
  add("ACKNOWLEDGED", alert.acknowledgedAt, { actorId: alert.acknowledgedById });
  add("ACTION_STARTED", alert.actionStartedAt);
  const [end] = (["RESOLVED", "CANCELLED", "EXPIRED"] as const).filter((kind) => kind === alert.state);
  if (end) add(end, alert.endedAt, { detail: alert.outcome ?? "" });
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}
type Detail = { actorId?: string | null; count?: number | null; detail?: string };

const textOf = (kind: AlertTimelineKind, detail: string, language: Language) => {
  const what = labelOf(AlertTimelineKind, kind, language);
  return detail ? text("alert.timeline", language, { what, detail }) : what;
};

function calleeOf({ targetKind, role, jurisdiction }: EscalationRow, language: Language): string {
  if (!role || !jurisdiction) return labelOf(EscalationTargetKind, targetKind, language);
  const params = {
    role: labelOf(Roles, role satisfies Role, language),
    level: labelOf(JurisdictionLevel, jurisdiction, language),
  };
  return text("alert.callee", language, params);
}
