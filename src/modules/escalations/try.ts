import { readClock } from "../../db/clock.js";
import type { Transaction } from "../../db/database.js";
import { uuidWithin } from "../../db/ids.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get } from "../../graphql/lock.js";
import { say } from "../../graphql/say.js";
import { alerts } from "../alerts/table.js";
import { AlertSeverity } from "../incidents/enums.js";
import { schools } from "../schools/table.js";
import type { EscalationDryRunInput } from "./input.js";
import { type Climbing, climb, mayCallSchool, type Rung } from "./ladder.js";
import { findPolicies } from "./service.js";
import type { escalationPolicies } from "./table.js";
import { findCallees, type Situated } from "./target.js";

type Row = typeof escalationPolicies.$inferSelect;
type About = Pick<Row, "kind" | "severity">;
type Steps = Row["steps"];

/** An alert as a dry run needs it; of no kind where a policy for all kinds is tried. */
type Tried = Situated & Climbing & Pick<Row, "kind">;

/** Who would be called when if nobody answered, and then, as if it were acknowledged at once, if nobody resolved it. */
export async function findCalls(ctx: Context, draft: About & { steps: Steps }, dryRun: EscalationDryRunInput) {
  return findCallsAbout(await ctx.open(), draft.steps, await findTried(ctx, draft, dryRun));
}

/** The same if a policy weren't in force: of the one that would count then, or nobody. */
export async function findCallsWithout(ctx: Context, policy: Row, dryRun: EscalationDryRunInput) {
  const alert = await findTried(ctx, policy, dryRun);
  const { kind, kato: territory } = alert;
  const others = await findPolicies(ctx, { territory, kind, severity: policy.severity });
  const next = others.find((other) => other.id !== policy.id && (other.kind === null || other.kind === kind));
  return findCallsAbout(await ctx.open(), next?.steps ?? [], alert);
}

const findTried = async (ctx: Context, about: About, dryRun: EscalationDryRunInput): Promise<Tried> =>
  dryRun.alertId ? findAlert(await ctx.open(), dryRun.alertId) : describe(ctx, about, dryRun);

async function findCallsAbout(tx: Transaction, steps: Steps, alert: Tried) {
  const acknowledged = { ...alert, acknowledgedAt: alert.acknowledgedAt ?? alert.raisedAt };
  const rungs = [...climb(steps, "ACKNOWLEDGE", alert), ...climb(steps, "RESOLVE", acknowledged)];
  // Each at its own time: who is on duty then may be somebody else. A policy has few steps.
  const callees = await Promise.all(rungs.map(({ target, at }) => findCallees(tx, [{ target, alert }], at)));
  return callees.flat().map(({ kind, role, level, holderIds, officerIds }, i) => {
    const { at, ladder, step } = rungs[i] as Rung;
    const named = officerIds.length ? officerIds : holderIds;
    return { at, ladder, step, target: kind, role, level, officerIds: named.map(uuidWithin) };
  });
}

async function findAlert(tx: Transaction, id: string): Promise<Tried> {
  const alert = await get(tx, alerts, id, ["dryRun", "alertId"]);
  return { ...alert, hasSchool: mayCallSchool(alert) };
}

async function describe(ctx: Context, { kind, severity }: About, dryRun: EscalationDryRunInput): Promise<Tried> {
  const { kato, schoolId } = await findPlace(ctx, dryRun);
  return {
    ...{ kato, schoolId, kind, incidentId: null, severityRank: AlertSeverity.values.indexOf(severity) },
    ...{
      raisedAt: dryRun.raisedAt ?? (await readClock(await ctx.open())),
      acknowledgedAt: null,
      schoolSkippedAt: null,
      hurriedAt: null,
    },
    hasSchool: mayCallSchool({ schoolId, kind: kind ?? "" }),
  };
}

async function findPlace(ctx: Context, { schoolId, territory }: EscalationDryRunInput) {
  if (schoolId) {
    const { kato } = await get(await ctx.open(), schools, schoolId, ["dryRun", "schoolId"]);
    return { kato, schoolId };
  }
  if (territory) return { kato: (await ctx.territory(territory, ["dryRun", "territory"])).kato, schoolId: null };
  const message = say`dryRun must name an alert, a school or a territory, but names none`;
  throw fail("INVALID_INPUT", ["dryRun"], message);
}
