import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Language } from "../../graphql/catalogue.js";
import type { Context } from "../../graphql/context.js";
import { requireViewer } from "../../graphql/resolve.js";
import { officers } from "../agencies/table.js";
import type { AlertKind } from "../alerts/enums.js";
import type { alerts } from "../alerts/table.js";
import type { AlertSeverity } from "../incidents/enums.js";
import { ahead, climb, deadlineOf, mayCallSchool, type Rung } from "./ladder.js";
import { escalationsOfAlert } from "./relations.js";
import { type alertEscalations, escalationPolicies } from "./table.js";
import { findLedger, makeTimeline } from "./timeline.js";

export type AlertRow = typeof alerts.$inferSelect;
export type PolicyRow = typeof escalationPolicies.$inferSelect;
export type EscalationRow = typeof alertEscalations.$inferSelect;

export interface PoliciesArgs {
  territory?: string | null;
  kind?: (typeof AlertKind.values)[number] | null;
  severity?: (typeof AlertSeverity.values)[number] | null;
}

/** The policies in force that may count at a place, those of the narrowest territory first. */
export async function findPolicies(ctx: Context, { territory, kind, severity }: PoliciesArgs): Promise<PolicyRow[]> {
  requireViewer(ctx);
  const scope = territory ? await ctx.territory(territory, ["territory"]) : null;
  const { kato } = escalationPolicies;
  const ofRegion = scope && sql`${kato} % 10000000 = 0 and ${kato} / 10000000 = ${scope.region}`;
  const ofDistrict = scope?.district ? sql`${kato} / 100000 = ${scope.district}` : undefined;
  const { db } = await ctx.open();
  return db
    .select()
    .from(escalationPolicies)
    .where(
      and(
        isNull(escalationPolicies.replacedAt),
        scope ? or(isNull(kato), ofRegion ?? undefined, ofDistrict) : undefined,
        kind ? or(isNull(escalationPolicies.kind), eq(escalationPolicies.kind, kind)) : undefined,
        severity ? eq(escalationPolicies.severity, severity) : undefined,
      ),
    )
    .orderBy(
      sql`${kato} is null`,
      sql`${kato} % 10000000 = 0`,
      kato,
      escalationPolicies.severity,
      escalationPolicies.kind,
    );
}

const policyOf = async (ctx: Context, { policyId }: AlertRow) =>
  policyId ? ((await ctx.loaders.oneBy(escalationPolicies.id, policyId)) as PolicyRow | null) : null;

const firedOf = async (ctx: Context, { id }: AlertRow) =>
  (await ctx.loaders.manyOf(escalationsOfAlert, id)) as EscalationRow[];

const climbing = (alert: AlertRow) => ({ ...alert, hasSchool: mayCallSchool(alert) });

/** By when somebody is to acknowledge an alert; null for one under no policy. */
export async function findAcknowledgeBy(ctx: Context, alert: AlertRow): Promise<Date | null> {
  const policy = await policyOf(ctx, alert);
  if (!policy) return null;
  const { acknowledgeSeconds: afterSeconds, acknowledgeWorkingHours: workingHours } = policy;
  return deadlineOf(alert.raisedAt, { afterSeconds, workingHours });
}

/** The next step of an alert that climbs, or null when nobody else is called any more. */
export async function findNextEscalation(ctx: Context, alert: AlertRow) {
  const policy = alert.ladder && (await policyOf(ctx, alert));
  if (!policy || !alert.ladder) return null;
  const fired = await firedOf(ctx, alert);
  const steps = new Set(fired.filter(({ ladder }) => ladder === alert.ladder).map(({ step }) => step));
  const [next] = ahead(climb(policy.steps, alert.ladder, climbing(alert)), steps);
  return next ? callOf(next) : null;
}

/** Everybody who was called about an alert so far, in the order in which they were. */
export async function findCalled(ctx: Context, alert: AlertRow) {
  const policy = await policyOf(ctx, alert);
  const raised = { ...climbing(alert), schoolSkippedAt: skippedAtOnce(alert) };
  const atOnce = policy ? climb(policy.steps, "ACKNOWLEDGE", raised).filter((rung) => rung.isAtOnce) : [];
  return [...atOnce.map(callOf), ...(await firedOf(ctx, alert)).map(callOfRow)];
}

// That somebody of the school is accused later doesn't undo that it was told.
const skippedAtOnce = ({ schoolSkippedAt: at, raisedAt }: AlertRow) => (at && at <= raisedAt ? at : null);

const callOf = ({ at, ladder, step, target }: Rung) => ({
  ...{ at, ladder, step, target: target.kind, role: target.role, level: target.level, officerIds: [] },
});

const callOfRow = ({
  firedAt: at,
  ladder,
  step,
  targetKind: target,
  role,
  jurisdiction,
  officerIds,
}: EscalationRow) => ({
  ...{ at, ladder, step, target, role, level: jurisdiction, officerIds },
});

/** The officers of plain uuids, in their order. */
export const findOfficers = async (ctx: Context, { officerIds }: { officerIds: readonly string[] }) => {
  const found = await Promise.all(officerIds.map((id) => ctx.loaders.oneBy(officers.id, `officer_${id}`)));
  return found.filter((officer) => officer !== null);
};

/** What happened to an alert and with it, in order. */
export async function findTimeline(ctx: Context, alert: AlertRow, language: Language) {
  const [fired, ledger] = await Promise.all([firedOf(ctx, alert), findLedger(ctx, alert.id)]);
  return makeTimeline({ alert, fired, ledger }, language);
}
