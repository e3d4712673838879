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
import type { EscalationPolicySetInput, EscalationPolicyWithdrawInput } from "./input.js";
import type { Step } from "./ladder.js";
import { escalationPolicies } from "./table.js";
import { findCalls, findCallsWithout } from "./try.js";

type Row = typeof escalationPolicies.$inferSelect;
/** For which alerts a policy is. */
type Place = Pick<Row, "kato" | "kind" | "severity">;
type Draft = Place & Pick<Row, "steps" | "acknowledgeSeconds" | "acknowledgeWorkingHours">;
type Calls = Awaited<ReturnType<typeof findCalls>>;

/** Sets a policy, or says whom it would call. */
export const setPolicy = (ctx: Context, { dryRun, ...input }: EscalationPolicySetInput) =>
  dryRun ? tryOut(ctx, async () => findCalls(ctx, await checkDraft(ctx, input), dryRun)) : replacePolicy(ctx, input);

/** Withdraws the policy of a territory, so that the next wider one counts, or says whom that would call. */
export const withdrawPolicy = (ctx: Context, { dryRun, ...input }: EscalationPolicyWithdrawInput) =>
  dryRun
    ? tryOut(ctx, async () => {
        const place = await checkPlace(ctx, input);
        return findCallsWithout(ctx, await getInForce(await ctx.open(), place), dryRun);
      })
    : endPolicy(ctx, input);

const replacePolicy = (ctx: Context, input: EscalationPolicySetInput) =>
  mutate(ctx, { name: "escalationPolicySet", thing: "escalationPolicy" }, input, async (tx) => {
    const draft = await checkDraft(ctx, input);
    const { officerId: setById } = requireRole(ctx, settersOf(draft.kato));
    queueFor(tx, [lineOf(draft)]);
    const current = await findNewest(tx, draft);
    checkVersion(input.expectedVersion, current?.version ?? 0);
    if (current && !current.replacedAt) await replace(tx, current.id);
    const values = { ...draft, setById, version: (current?.version ?? 0) + 1 };
    const [made] = await tx.db.insert(escalationPolicies).values(values).returning();
    return made as Row;
  });

const endPolicy = (ctx: Context, input: EscalationPolicyWithdrawInput) =>
  mutate(ctx, { name: "escalationPolicyWithdraw", thing: "escalationPolicy" }, input, async (tx) => {
    const place = await checkPlace(ctx, input);
    queueFor(tx, [lineOf(place)]);
    const current = await getInForce(tx, place);
    checkVersion(input.expectedVersion, current.version);
    await replace(tx, current.id);
    return current;
  });

// Whoever sets or withdraws the same one waits: each version takes the place of the one before.
const lineOf = ({ kato, kind, severity }: Place) => `escalation ${kato} ${kind} ${severity}`;

const replace = (tx: Transaction, id: string) =>
  tx.db.update(escalationPolicies).set({ replacedAt: sql`now()` }).where(eq(escalationPolicies.id, id));

/** The calls of a change that isn't made, or the errors that it would give. */
async function tryOut(ctx: Context, find: () => Promise<Calls>) {
  try {
    return { escalationPolicy: null, calls: await find(), errors: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { escalationPolicy: null, calls: null, errors: [userErrorOf(error, ctx.language)] };
  }
}

async function checkDraft(ctx: Context, input: EscalationPolicySetInput): Promise<Draft> {
  const { acknowledgeSeconds, acknowledgeWorkingHours } = input;
  const place = await checkPlace(ctx, input);
  const steps: Step[] = checkSteps(input);
  return { ...place, steps, acknowledgeSeconds, acknowledgeWorkingHours };
}

type Asked = Pick<EscalationPolicySetInput, "territory" | "kind" | "severity">;

async function checkPlace(ctx: Context, input: Asked): Promise<Place> {
  const { kind = null, severity } = input;
  const kato = input.territory ? await findTerritory(ctx, input.territory) : null;
  const viewer = requireRole(ctx, settersOf(kato));
  if (kato && !mayWorkAt(viewer, { kato })) {
    throw fail(
      "NOT_ALLOWED",
      ["territory"],
      say`territory must lie in your jurisdiction, ${viewer.kato}, but got ${kato}`,
    );
  }
  return { kato, kind, severity };
}

const settersOf = (kato: string | null) => (kato ? ESCALATION_SETTERS.region : ESCALATION_SETTERS.country);

async function findTerritory(ctx: Context, given: string): Promise<string> {
  const { kato, locality } = await ctx.territory(given, ["territory"]);
  if (!locality) return kato;
  throw fail("INVALID_INPUT", ["territory"], say`territory must be a region or a district, but ${kato} lies below one`);
}

async function getInForce(tx: Transaction, place: Place): Promise<Row> {
  const newest = await findNewest(tx, place);
  if (newest && !newest.replacedAt) return newest;
  throw fail("NOT_FOUND", ["territory"], say`territory must have a policy of its own for this kind and severity`);
}

async function findNewest(tx: Transaction, { kato, kind, severity }: Place): Promise<Row | undefined> {
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
