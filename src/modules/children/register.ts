import { type Grant, grantAccess } from "../../access/grant.js";
import { mayWorkAt, requireWorking } from "../../access/jurisdiction.js";
import type { Transaction } from "../../db/database.js";
import { dayOf } from "../../db/day.js";
import { checkRange, checkText } from "../../graphql/check.js";
import type { Context } from "../../graphql/context.js";
import { fail } from "../../graphql/errors.js";
import { get } from "../../graphql/lock.js";
import { mutate } from "../../graphql/mutation.js";
import { say } from "../../graphql/say.js";
import { officers } from "../agencies/table.js";
import { schools } from "../schools/table.js";
import type { ChildRegisterInput } from "./input.js";
import { drawPseudonym } from "./pseudonym.js";
import { type ChildRow, recordChild } from "./record.js";
import { childCategories, childProfiles, children, enrolments, riskRegistrations } from "./table.js";

type School = typeof schools.$inferSelect;
const GRADES = [0, 12] as const;
// A child until 18; in the year of the 18th birthday it still is one on some days.
const OLDEST = 18;

/** Registers a child at risk under a new pseudonym, with its enrolment and its circumstances. */
export function registerChild(ctx: Context, input: ChildRegisterInput, now = new Date()) {
  return mutate(ctx, { name: "childRegister", thing: "child" }, input, async (tx) => {
    const school = await getOwnSchool(ctx, tx, input.schoolId);
    const given = { ...checkClass(input, school), ...checkCircumstances(input, dayOf(now)) };
    const accountableOfficerId = await findAccountable(tx, school, input.accountableOfficerId);
    const child = await insertChild(tx, { ...placeOf(school), accountableOfficerId, riskLevel: input.riskLevel });
    await insertParts(tx, child, given, dayOf(now));
    await grantAccess(tx, () => accountable(child));
    await recordChild(ctx, tx, child, "CHILD_REGISTERED");
    return child;
  });
}

// Who answers in person for the child may work at another place than its school.
const accountable = ({ id, accountableOfficerId: principal }: ChildRow): Grant[] =>
  principal === null ? [] : [{ principal, subject: id, tier: "T2", basis: "ACCOUNTABLE", basisId: id }];

const placeOf = ({ id, kato }: School) => ({ schoolId: id, kato });

// Schools are seen by every official; one of another jurisdiction is none where a child can be registered.
async function getOwnSchool(ctx: Context, tx: Transaction, id: string): Promise<School> {
  const viewer = requireWorking(ctx, "children");
  const school = await get(tx, schools, id, ["schoolId"]);
  if (mayWorkAt(viewer, placeOf(school))) return school;
  throw fail("NOT_FOUND", ["schoolId"], say`schoolId must name a school of your jurisdiction, but got "${id}"`);
}

function checkClass({ grade, shift, ...input }: ChildRegisterInput, school: School) {
  checkRange(grade, ["grade"], GRADES);
  checkRange(shift, ["shift"], [1, school.shifts]);
  const letter = checkText(input.letter, ["letter"], 2).toUpperCase();
  if (/^\p{L}+$/u.test(letter)) return { grade, shift, letter };
  throw fail("INVALID_INPUT", ["letter"], say`letter must be a letter, such as «Б», but got "${input.letter}"`);
}

function checkCircumstances(
  { birthYear, sex, riskCategories, childCategories, ...input }: ChildRegisterInput,
  today: string,
) {
  const year = Number(today.slice(0, 4));
  checkRange(birthYear, ["birthYear"], [year - OLDEST, year - 1]);
  if (riskCategories.length === 0) {
    throw fail("OUT_OF_RANGE", ["riskCategories"], say`riskCategories must hold at least 1 category, but got 0`);
  }
  checkDistinct(riskCategories, "riskCategories");
  checkDistinct(childCategories, "childCategories");
  return { birthYear, sex, riskCategories, childCategories, basis: checkText(input.basis, ["basis"], 1_000) };
}

function checkDistinct(values: readonly string[], field: string) {
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice) throw fail("INVALID_INPUT", [field], say`${field} must hold each category once, but got ${twice} twice`);
}

async function findAccountable(tx: Transaction, school: School, id: string | null | undefined) {
  return id == null ? school.headOfficerId : (await get(tx, officers, id, ["accountableOfficerId"])).id;
}

async function insertChild(
  tx: Transaction,
  values: Omit<typeof children.$inferInsert, "pseudonym">,
): Promise<ChildRow> {
  const insert = tx.db.insert(children).values({ ...values, pseudonym: drawPseudonym() });
  const [child] = await insert.onConflictDoNothing({ target: children.pseudonym }).returning();
  // The pseudonym is taken, once in a million registrations of a million children: draw another.
  return child ?? insertChild(tx, values);
}

type Given = ReturnType<typeof checkClass> & ReturnType<typeof checkCircumstances>;

async function insertParts(tx: Transaction, { id: childId, schoolId, kato }: ChildRow, given: Given, from: string) {
  const { grade, letter, shift, birthYear, sex, basis } = given;
  const own = { childId, schoolId, kato };
  const registrations = given.riskCategories.map((category) => ({ ...own, category, basis, from }));
  const categories = given.childCategories.map((kind) => ({ ...own, kind, from }));
  await tx.db.insert(enrolments).values({ ...own, grade, letter, shift, from });
  await tx.db.insert(childProfiles).values({ ...own, birthYear, sex });
  await tx.db.insert(riskRegistrations).values(registrations);
  if (categories.length) await tx.db.insert(childCategories).values(categories);
}
