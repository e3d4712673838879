import { eq } from "drizzle-orm";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import { checkOptionalText, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { lock } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { requireOfficer } from "../../graphql/resolve.js";
import { say } from "../../graphql/say.js";
import type { AssessmentFactorInput, ChildRiskAssessInput } from "./input.js";
import { type ChildRow, recordChild } from "./record.js";
import { assessmentFactors, children, riskAssessments } from "./table.js";

const MOST_FACTORS = 100;
const YEARS_AHEAD = 2;

/** Stores an assessment with its factors; the child takes its level and the day when the next one is due. */
export function assessChildRisk(ctx: Context, input: ChildRiskAssessInput, now = new Date()) {
  return mutate(ctx, { name: "childRiskAssess", thing: "child" }, input, async (tx) => {
    const { officerId } = requireOfficer(ctx);
    const assessment = { ...checkAssessment(input, now), assessedById: officerId };
    const factors = checkFactors(input.factors);
    const child = await lock(tx, children, input);
    await insertAssessment(tx, child, assessment, factors);
    const { level: riskLevel, nextDueOn: assessmentDueOn } = assessment;
    const update = tx.db.update(children).set({ riskLevel, assessmentDueOn, version: child.version + 1 });
    const [changed] = await update.where(eq(children.id, child.id)).returning();
    await recordChild(ctx, tx, changed as ChildRow, "CHILD_RISK_ASSESSED");
    return child;
  });
}

type Assessment = ReturnType<typeof checkAssessment> & { assessedById: string };
type Factor = ReturnType<typeof checkFactor>;

async function insertAssessment(tx: Transaction, child: ChildRow, given: Assessment, factors: readonly Factor[]) {
  const place = { schoolId: child.schoolId, kato: child.kato };
  const values = { childId: child.id, ...place, ...given };
  const [assessment] = await tx.db.insert(riskAssessments).values(values).returning({ id: riskAssessments.id });
  const assessmentId = (assessment as { id: string }).id;
  const of = { assessmentId, childId: child.id, ...place };
  await tx.db.insert(assessmentFactors).values(factors.map((factor) => ({ ...of, ...factor })));
}

const checkAssessment = ({ instrument, level, nextDueOn }: ChildRiskAssessInput, at: Date) => ({
  instrument: checkText(instrument, ["instrument"], 100),
  level,
  at,
  nextDueOn: nextDueOn == null ? null : checkDue(nextDueOn, dayOf(at)),
});

function checkDue(day: string, today: string): string {
  const last = `${Number(today.slice(0, 4)) + YEARS_AHEAD}${today.slice(4)}`;
  if (day > today && day <= last) return day;
  throw fail("OUT_OF_RANGE", ["nextDueOn"], say`nextDueOn must be after ${today} and at most ${last}, but got ${day}`);
}

function checkFactors(given: readonly AssessmentFactorInput[]): Factor[] {
  const path = ["factors"];
  if (given.length < 1 || given.length > MOST_FACTORS) {
    throw fail("OUT_OF_RANGE", path, say`factors must hold 1 to ${MOST_FACTORS} factors, but got ${given.length}`);
  }
  const factors = given.map((factor, i) => checkFactor(factor, [...path, String(i)]));
  const twice = factors.find(({ code }, i) => factors.findIndex((other) => other.code === code) !== i);
  if (twice) throw fail("INVALID_INPUT", path, say`factors must hold each code once, but got ${twice.code} twice`);
  return factors;
}

function checkFactor({ code, present, note }: AssessmentFactorInput, path: readonly string[]) {
  if (!/^[A-Z][A-Z0-9_]{0,39}$/.test(code)) {
    const message = say`code must be 1 to 40 capital letters, digits and underscores that begin with a letter, but got ${JSON.stringify(code)}`;
    throw fail("INVALID_INPUT", [...path, "code"], message);
  }
  return { code, present, note: checkOptionalText(note, [...path, "note"], 2_000) };
}
