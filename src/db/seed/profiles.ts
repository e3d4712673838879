import type * as table from "../../modules/children/table.js";
import { INTERVAL, type Ward } from "./children.js";
import texts from "./children-texts.json" with { type: "json" };
import { dayOf, plusDays } from "./time.js";
import type { Made, World } from "./world.js";

type Registration = Made<typeof table.riskRegistrations>;
type Category = Made<typeof table.childCategories>;
type Assessment = Made<typeof table.riskAssessments>;

const RISKS: Partial<Record<Registration["category"], number>> = {
  ...{ LEARNING_DIFFICULTY: 24, TRUANCY: 22, ANTISOCIAL_BEHAVIOUR: 14, HARD_LIFE_SITUATION: 16, DOMESTIC_NEGLECT: 9 },
  ...{ OFFENCE: 6, SUBSTANCE_USE: 5, VIOLENCE_SURVIVOR: 3, SELF_HARM: 1 },
};
const QUIET_RISKS: typeof RISKS = { LEARNING_DIFFICULTY: 55, TRUANCY: 45 };
const CATEGORIES: Record<Category["kind"], number> = {
  ...{ LOW_INCOME: 40, LARGE_FAMILY: 32, SPECIAL_NEEDS: 13, WITHOUT_PARENTAL_CARE: 7, DISABILITY: 5, ORPHAN: 3 },
};

const placeOf = ({ child: { id, schoolId, kato } }: Ward) => ({ childId: id, schoolId, kato });

/** Where a child learns this year and, for some, where it learnt before. */
export function makeEnrolments(world: World, wards: readonly Ward[]): Made<typeof table.enrolments>[] {
  const { random, now } = world;
  const year = schoolYear(now);
  return wards.flatMap((ward) => {
    const grade = gradeOf(ward);
    const seat = { ...placeOf(ward), letter: random.pick(["А", "Ә", "Б", "В", "Г"]) };
    const shift = random.int(1, ward.campus.school.shifts ?? 1);
    const enrol = (from: string) => ({ id: random.id("enrolment", new Date(from)), from });
    const current = { ...enrol(`${year}-09-01`), ...seat, grade, shift };
    if (grade === 1 || random.chance(0.6)) return [current];
    const before = { ...seat, grade: grade - 1, shift, to: `${year}-05-25`, outcome: "PROMOTED" as const };
    return [{ ...enrol(`${year - 1}-09-01`), ...before }, current];
  });
}

// The same each time that it is asked for: the pseudonym is as good as random.
const gradeOf = ({ child: { pseudonym } }: Ward) =>
  1 + ([...pseudonym].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 11);

const schoolYear = (now: Date) => now.getUTCFullYear() - (now.getUTCMonth() < 8 ? 1 : 0);

export const makeProfiles = ({ random, now }: World, wards: readonly Ward[]) =>
  wards.map((ward): typeof table.childProfiles.$inferInsert => ({
    ...placeOf(ward),
    birthYear: schoolYear(now) - 6 - gradeOf(ward) - (random.chance(0.3) ? 1 : 0),
    sex: random.chance(0.42) ? "FEMALE" : "MALE",
  }));

export const makeRegistrations = ({ random }: World, wards: readonly Ward[]): Registration[] =>
  wards.map((ward) => ({
    ...{ id: random.id("registration", ward.child.registeredAt), ...placeOf(ward) },
    category: random.weighted(ward.campus.place.quiet ? QUIET_RISKS : RISKS),
    ...{ basis: random.pick(texts.basis), from: dayOf(ward.child.registeredAt) },
  }));

export const makeCategories = ({ random }: World, wards: readonly Ward[]): Category[] =>
  wards
    .filter(() => random.chance(0.45))
    .map((ward) => ({
      ...{ id: random.id("category", ward.child.registeredAt), ...placeOf(ward), kind: random.weighted(CATEGORIES) },
      from: dayOf(plusDays(ward.child.registeredAt, -random.int(0, 700))),
    }));

/** The last assessment of each child, which gave its level and date due, and for some the one at registration. */
export const makeAssessments = (world: World, wards: readonly Ward[]): Assessment[] =>
  wards.flatMap((ward) => {
    const { registeredAt, riskLevel } = ward.child;
    const last = assess(world, ward, { at: ward.assessedAt, level: riskLevel });
    if (plusDays(registeredAt, 40) > ward.assessedAt || world.random.chance(0.5)) return [last];
    return [
      assess(world, ward, { at: plusDays(registeredAt, 3), level: ward.campus.place.quiet ? "LOW" : "MEDIUM" }),
      last,
    ];
  });

function assess({ random }: World, ward: Ward, { at, level }: Pick<Assessment, "level"> & { at: Date }): Assessment {
  const assessedById = ward.campus.staff.get("PSYCHOLOGIST")?.id as string;
  const nextDueOn = dayOf(plusDays(at, INTERVAL[level]));
  const made = { assessedById, instrument: texts.instrument, level, nextDueOn, at };
  return { id: random.id("assessment", at), ...placeOf(ward), ...made };
}

export const makeFactors = ({ random }: World, assessments: readonly Assessment[]) =>
  assessments.flatMap(({ id: assessmentId, childId, schoolId, kato, at }) =>
    random.sample(texts.factors, random.int(2, 4)).map(
      (code): Made<typeof table.assessmentFactors> => ({
        ...{
          id: random.id("factor", at as Date),
          assessmentId,
          childId,
          schoolId,
          kato,
          code,
          present: random.chance(0.65),
        },
      }),
    ),
  );
