import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import type { Reach } from "../../src/access/reach.js";
import { OVERSIGHT, Role } from "../../src/access/roles.js";
import { classOf, compareStandings, readStanding, type Standing } from "../../src/access/standing.js";
import { GRANT_TIERS, type GrantTier, SUBJECTS, type Subject } from "../../src/access/subjects.js";
import { maintain, transact } from "../../src/db/database.js";
import { fromUuid, uuidWithin } from "../../src/db/ids.js";
import { createRandom, type Random } from "../../src/db/seed/random.js";
import { findViewer } from "../../src/modules/agencies/service.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { aRelationship, endRelationship, exclude, relate } from "../support/access.js";
import { alatau, almaly, anOfficer, aSchool } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const seed = Number(process.env.QORGAN_TEST_SEED ?? Math.floor(Math.random() * 1e9));
const database = await startDatabase();

const standingOf = ({ id }: { id: string }, named: string | null = null) => {
  const principal = uuidWithin(id);
  return transact(database, { role: "qorgan_app", mode: "read", settings: { principal } }, async (tx) => {
    const viewer = await findViewer(tx, principal, named);
    if (viewer) await tx.set(viewer.settings);
    return viewer && readStanding(tx, viewer);
  });
};
const until = async (officer: { id: string }, named?: string) =>
  (await standingOf(officer, named))?.until?.toISOString() ?? null;

const appoint = (officerId: string, given: Partial<typeof appointments.$inferInsert>) =>
  maintain(database, async ({ db }) => {
    const row = { officerId, role: "DISPATCHER", kato: almaly, from: "2020-01-01", ...given } as const;
    const [made] = await db.insert(appointments).values(row).returning();
    return uuidWithin(made?.id as string);
  });

describe("a standing says", () => {
  test("the role, the place and nothing else where there are no relationships", async () => {
    const school = await aSchool(database);
    const [officer, director] = [
      await anOfficer(database, { kato: almaly }),
      await anOfficer(database, { role: "SCHOOL_DIRECTOR", school }),
    ];
    expect(await standingOf(officer)).toEqual({
      ...{ principal: officer.id, role: "DISTRICT_OFFICER", place: "751100000-751199999 " },
      ...{ grants: new Map(), exclusions: new Map(), until: null },
    });
    expect((await standingOf(director))?.place).toBe(`751100000-751199999 ${uuidWithin(school.id)}`);
  });

  test("of several relationships to one child the highest, and an emergency only where it opens more", async () => {
    const officer = await anOfficer(database);
    const [a, b, c] = [aRelationship(officer.id), aRelationship(officer.id), aRelationship(officer.id)];
    const ended = aRelationship(officer.id);
    await relate(database, ...[{ ...a, tier: "T3P" } as const, a, { ...a, basis: "EMERGENCY" } as const]);
    await relate(
      database,
      { ...b, basis: "EMERGENCY" },
      { ...b, tier: "T3P" },
      { ...c, tier: "T3P", basis: "EMERGENCY" },
    );
    await relate(database, ended);
    await endRelationship(database, ended);
    const [childA, childB, childC] = [a, b, c].map(({ subject }) => uuidWithin(subject));
    const expected = [`${childA} T2`, `${childB} T3P`, `${childB} T2 EMERGENCY`, `${childC} T3P EMERGENCY`].sort();
    expect((await standingOf(officer))?.grants).toEqual(new Map([["child", expected]]));
  });

  test("what somebody is excluded from, and of nobody else", async () => {
    const [officer, other] = [await anOfficer(database), await anOfficer(database)];
    const incident = fromUuid("incident", v7());
    await exclude(database, officer.id, incident);
    expect((await standingOf(officer))?.exclusions).toEqual(new Map([["incident", [uuidWithin(incident)]]]));
    expect((await standingOf(other))?.exclusions).toEqual(new Map());
  });
});

describe("time alone changes a standing", () => {
  test("when a relationship ends, and when one begins that is to come", async () => {
    const officer = await anOfficer(database);
    const [end, start] = ["2998-05-01T00:00:00.000Z", "2997-05-01T00:00:00.000Z"];
    await relate(database, aRelationship(officer.id, { to: new Date(end) }));
    expect(await until(officer)).toBe(end);
    const from = sql`${start}::timestamptz`;
    await relate(database, aRelationship(officer.id, { from, to: new Date(end) }));
    expect(await until(officer)).toBe(start);
    expect((await standingOf(officer))?.grants.get("child")).toHaveLength(1);
  });

  test("when the last day of the appointment is over in Kazakhstan", async () => {
    const officer = await anOfficer(database, { to: "2999-06-30" });
    expect(await until(officer)).toBe("2999-06-30T19:00:00.000Z");
    await relate(database, aRelationship(officer.id, { to: new Date("2999-07-01") }));
    expect(await until(officer)).toBe("2999-06-30T19:00:00.000Z");
  });

  test("when a newer appointment begins, unless one is named or the newer was taken back", async () => {
    const officer = await anOfficer(database);
    const named = await appoint(officer.id, { from: "2021-01-01", to: "2999-06-30" });
    await appoint(officer.id, { from: "2998-01-01", to: "2997-12-31" });
    expect(await until(officer)).toBe("2999-06-30T19:00:00.000Z");
    await appoint(officer.id, { from: "2999-01-01" });
    expect(await until(officer)).toBe("2998-12-31T19:00:00.000Z");
    expect(await until(officer, named)).toBe("2999-06-30T19:00:00.000Z");
  });
});

// A small world, in which all that may be seen can be counted.
const IDS = ["a", "b", "c"];
type Grants = Standing["grants"];

const some = <T>(random: Random, all: readonly T[], chance: number) => all.filter(() => random.chance(chance));

function drawStanding(random: Random): Standing {
  const draw = (textsOf: (id: string) => string[]): Grants =>
    new Map(some(random, SUBJECTS, 0.5).map((subject) => [subject, some(random, IDS, 0.4).flatMap(textsOf).sort()]));
  const grants = draw((id) => {
    const [low, high] = [random.int(0, 2), random.int(2, GRANT_TIERS.length - 1)];
    const plain = random.chance(0.7) ? [`${id} ${GRANT_TIERS[low]}`] : [];
    return random.chance(0.3) && high > low ? [...plain, `${id} ${GRANT_TIERS[high]} EMERGENCY`] : plain;
  });
  return {
    principal: random.pick(["officer_1", "officer_2"]),
    role: random.pick(["DISTRICT_OFFICER", "DISPATCHER", "PROSECUTOR"] as const),
    place: random.pick(["7511", "7512"]),
    grants,
    exclusions: random.chance(0.5) ? draw((id) => [id]) : new Map(),
    until: null,
  };
}

const drawReach = (random: Random): Reach => ({
  isPersonal: random.chance(0.2),
  subjects: new Set(some(random, SUBJECTS, 0.5)),
});

interface Sight {
  subject: Subject;
  id: string;
  rank: number;
  isWriting: boolean;
}
const SIGHTS: readonly Sight[] = SUBJECTS.flatMap((subject) =>
  IDS.flatMap((id) =>
    [...GRANT_TIERS.keys()].flatMap((rank) => [false, true].map((isWriting) => ({ subject, id, rank, isWriting }))),
  ),
);

/** Each way in which the policies let a thing be seen, where the role and place alone show all or nothing. */
function seen({ grants, exclusions }: Standing, { subjects }: Reach, showsAll: boolean): Set<Sight> {
  const opens = ({ subject, id, rank, isWriting }: Sight) =>
    grants.get(subject)?.some((text) => {
      const [of, tier, emergency] = text.split(" ");
      return of === id && GRANT_TIERS.indexOf(tier as GrantTier) >= rank && !(emergency && isWriting);
    });
  const isSeen = (sight: Sight) =>
    subjects.has(sight.subject) && (showsAll || opens(sight)) && !exclusions.get(sight.subject)?.includes(sight.id);
  return new Set(SIGHTS.filter(isSeen));
}

describe(`with the seed ${seed} (QORGAN_TEST_SEED sets it)`, () => {
  const random = createRandom(seed);
  // Half of the pairs differ in relationships only, or most would differ in role or place.
  const pairs = Array.from({ length: 20_000 }, () => {
    const [one, other] = [drawStanding(random), drawStanding(random)];
    const { principal, role, place } = one;
    const alike = random.chance(0.7) ? { ...other, principal, role, place } : other;
    return {
      one,
      other: random.chance(0.3) ? { ...alike, exclusions: one.exclusions } : alike,
      reach: drawReach(random),
    };
  });
  const bothWorlds = [false, true];

  test("who is of one class has one role and place, and sees the same of what is reached", () => {
    const equal = pairs.filter(({ one, other, reach }) => classOf(one, reach) === classOf(other, reach));
    expect(equal.length).toBeGreaterThan(500);
    for (const { one, other, reach } of equal) {
      expect([other.role, other.place]).toEqual([one.role, one.place]);
      if (reach.isPersonal || OVERSIGHT.includes(one.role)) expect(other.principal).toBe(one.principal);
      for (const all of bothWorlds) expect(seen(other, reach, all)).toEqual(seen(one, reach, all));
    }
  });

  test("what isn't reached makes no class, nor does the order of what is", () => {
    for (const { one, other, reach } of pairs.slice(0, 5_000)) {
      const subjects = SUBJECTS.map((subject) => [subject, reach.subjects.has(subject) ? one : other] as const);
      const mixed = (what: "grants" | "exclusions") =>
        new Map(subjects.toReversed().map(([subject, of]) => [subject, of[what].get(subject) ?? []]));
      const alike = { ...one, grants: mixed("grants"), exclusions: mixed("exclusions") };
      expect(classOf(alike, reach)).toBe(classOf(one, reach));
      expect(compareStandings(one, alike, reach)).toBe("same");
    }
  });

  test("after a gain all that was seen is seen still, and after a loss something may not be", () => {
    const counts = { same: 0, gained: 0, lost: 0 };
    for (const { one, other, reach } of pairs) {
      const verdict = compareStandings(one, other, reach);
      counts[verdict]++;
      const [before, after] = [one, other].map((of) => bothWorlds.map((all) => seen(of, reach, all)));
      const keeps = before?.every((things, i) => [...things].every((sight) => after?.[i]?.has(sight)));
      if (verdict !== "lost") expect(keeps).toBe(true);
      // Where an exclusion hides a thing, the end of a relationship to it counts as a loss although none is seen.
      const isPlain = one.exclusions.size + other.exclusions.size === 0;
      const isElsewhere = one.principal !== other.principal || one.role !== other.role || one.place !== other.place;
      if (verdict === "lost" && isPlain && !isElsewhere) expect(keeps).toBe(false);
      if (isElsewhere) expect(verdict).toBe("lost");
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(200);
  });
});

test("oversight, whose reads leave entries, and families share a class with nobody, whatever is reached", () => {
  const reach: Reach = { isPersonal: false, subjects: new Set() };
  const standing = (principal: string, role: Role): Standing => ({
    ...{ principal, role, place: "7511", grants: new Map(), exclusions: new Map(), until: null },
  });
  const alone = Role.values.filter(
    (role) => classOf(standing("a", role), reach) !== classOf(standing("b", role), reach),
  );
  expect(alone).toEqual([...OVERSIGHT, "GUARDIAN"]);
});

test("an appointment elsewhere is another place", async () => {
  const officer = await anOfficer(database, { kato: almaly });
  const before = (await standingOf(officer)) as Standing;
  await appoint(officer.id, { role: "DISTRICT_OFFICER", kato: alatau, from: "2022-01-01" });
  const after = (await standingOf(officer)) as Standing;
  expect(compareStandings(before, after, { isPersonal: false, subjects: new Set() })).toBe("lost");
});
