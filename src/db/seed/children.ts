import { dayOf, plusDays } from "./time.js";
import type { Campus, Child, World } from "./world.js";

type Level = Child["riskLevel"];

// As `childRegister` draws them: without I, L, O and U, which are mistaken for others.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LEVELS: Record<Level, number> = { LOW: 47, MEDIUM: 34, HIGH: 15, CRITICAL: 4 };
const QUIET_LEVELS: Partial<Record<Level, number>> = { LOW: 60, MEDIUM: 40 };
/** Days from one assessment to the next. */
export const INTERVAL: Record<Level, number> = { CRITICAL: 30, HIGH: 90, MEDIUM: 180, LOW: 365 };

/** A child at risk with the day of its last assessment, from which its dates follow. */
export interface Ward {
  child: Child & { registeredAt: Date };
  campus: Campus;
  assessedAt: Date;
}

/** Children at risk, most where most pupils are. */
export function makeChildren(world: World): Ward[] {
  const crowd = Object.fromEntries(world.campuses.map(({ school }, i) => [i, school.pupils as number]));
  return Array.from({ length: world.size.children }, () => {
    const campus = world.campuses[Number(world.random.weighted(crowd))] as Campus;
    const ward = makeWard(world, campus, nameUnknown(world));
    campus.children.push(ward.child);
    return ward;
  });
}

function makeWard({ random, now }: World, campus: Campus, pseudonym: string): Ward {
  const registeredAt = plusDays(now, -random.int(20, 1_000) - random.next());
  const riskLevel = random.weighted(campus.place.quiet ? QUIET_LEVELS : LEVELS);
  // A little over the interval for some: their assessment is overdue.
  const agoDays = Math.min(
    random.next() * INTERVAL[riskLevel] * 1.12,
    (now.getTime() - registeredAt.getTime()) / 86_400_000,
  );
  const assessedAt = plusDays(now, -agoDays);
  const due = { assessmentDueOn: dayOf(plusDays(assessedAt, INTERVAL[riskLevel])) };
  const child = {
    ...{ id: random.id("child", registeredAt), pseudonym, schoolId: campus.school.id, kato: campus.school.kato },
    ...{ accountableOfficerId: campus.school.headOfficerId, riskLevel, ...due },
    planReviewDueOn: riskLevel === "LOW" ? null : dayOf(plusDays(now, random.int(-12, 90))),
    ...{ registeredAt, synthetic: true, createdAt: registeredAt },
  };
  return { child, campus, assessedAt };
}

function nameUnknown({ random, pseudonyms: taken }: World): string {
  for (;;) {
    const drawn = Array.from({ length: 8 }, () => random.pick([...LETTERS])).join("");
    const pseudonym = `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
    if (!taken.has(pseudonym)) return taken.add(pseudonym) && pseudonym;
  }
}
