import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { mayWorkAt, requireRole } from "../../access/jurisdiction.js";
import { ESCALATION_SETTERS } from "../../access/roles.js";
import type { Transaction } from "../../db/database.js";
import type { Context } from "../../graphql/context.js";
import { Failure, fail } from "../../graphql/errors.js";
import { queueFor } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { userErrorOf } from "../../graphql/payload.js";
import { say } from "../../graphql/say.js";
import { checkSteps } from "./check.js";
import type { EscalationDryRunInput, EscalationPolicySetInput } from "./input.js";
import type { Step } from "./ladder.js";
import { escalationPolicies } from "./table.js";
import { findCalls } from "./try.js";

type Row = typeof escalationPolicies.$inferSelect;
type Draft = Pick<Row, "kato" | "kind" | "severity" | "steps" | "acknowledgeSeconds" | "acknowledgeWorkingHours">;

/** Sets a policy, or says whom it would call. */
export const setPolicy = (ctx: Context, { dryRun, ...input }: EscalationPolicySetInput) =>
  dryRun ? tryPolicy(ctx, input, dryRun) : replacePolicy(ctx, input);

const replacePolicy = (ctx: Context, input: EscalationPolicySetInput) =>
  mutate(ctx, { name: "escalationPolicySet", thing: "escalationPolicy" }, input, async (tx) => {
    const draft = await checkDraft(ctx, input);
    const { officerId: setById } = requireRole(ctx, settersOf(draft.kato));
    // Whoever sets the same one waits: each version takes the place of the one before.
    queueFor(tx, [`escalation ${draft.kato} ${draft.kind} ${draft.severity}`]);
    const current = await findCurrent(tx, draft);
    checkVersion(input.expectedVersion, current?.version ?? 0);
    if (current) await replace(tx, current.id);
    const values = { ...draft, setById, version: (current?.version ?? 0) + 1 };
    const [made] = await tx.db.insert(escalationPolicies).values(values).returning();
    return made as Row;
  });

const replace = (tx: Transaction, id: string) =>
  tx.db.update(escalationPolicies).set({ replacedAt: sql`now()` }).where(eq(escalationPolicies.id, id));

/** The calls of a policy that isn't set, or the errors that setting it would give. */
async function tryPolicy(ctx: Context, input: EscalationPolicySetInput, dryRun: EscalationDryRunInput) {
  try {
    const draft = await checkDraft(ctx, input);
    return { escalationPolicy: null, calls: await findCalls(ctx, draft, dryRun), errors: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { escalationPolicy: null, calls: null, errors: [userErrorOf(error, ctx.language)] };
  }
}

async function checkDraft(ctx: Context, input: EscalationPolicySetInput): Promise<Draft> {
  const { kind = null, severity, acknowledgeSeconds, acknowledgeWorkingHours } = input;
  const kato = input.territory ? await findTerritory(ctx, input.territory) : null;
  const viewer = requireRole(ctx, settersOf(kato));
  if (kato && !mayWorkAt(viewer, { kato })) {
    throw fail(
      "NOT_ALLOWED",
      ["territory"],
      say`territory must lie in your jurisdiction, ${viewer.kato}, but got ${kato}`,
    );
  }
  const steps: Step[] = checkSteps(input);
  return { kato, kind, severity, steps, acknowledgeSeconds, acknowledgeWorkingHours };
}

const settersOf = (kato: string | null) => (kato ? ESCALATION_SETTERS.region : ESCALATION_SETTERS.country);

async function findTerritory(ctx: Context, given: string): Promise<string> {
  const { kato, locality } = await ctx.territory(given, ["territory"]);
  if (!locality) return kato;
  throw fail("INVALID_INPUT", ["territory"], say`territory must be a region or a district, but ${kato} lies below one`);
}

async function findCurrent(tx: Transaction, { kato, kind, severity }: Draft): Promise<Row | undefined> {
  const { kato: ofKato, kind: ofKind, severity: ofSeverity, version } = escalationPolicies;
  const place = kato ? eq(ofKato, kato) : isNull(ofKato);
  const [newest] = await tx.db
    .select()
    .from(escalationPolicies)
    .where(and(place, kind ? eq(ofKind, kind) : isNull(ofKind), eq(ofSeverity, severity)))
    .orderBy(desc(version))
    .limit(1);
  return newest;
}

function checkVersion(expected: number | null | undefined, current: number) {
  if (expected == null || expected === current) return;
  const message = say`expectedVersion must be the current one, ${current}, but got ${expected}`;
  throw fail("STALE_VERSION", ["expectedVersion"], message, { current });
}
