import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { aChild, almaly, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { AssessChildDocument, RegisterChildDocument, SchoolCardDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

type School = Awaited<ReturnType<typeof aSchool>>;
const directors = new Map<string, Promise<Client>>();
const appoint = async (school: School) =>
  server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school }));

/** The director of a school: who registers and assesses its children. */
function directorOf(school: School): Promise<Client> {
  const known = directors.get(school.id) ?? appoint(school);
  directors.set(school.id, known);
  return known;
}

/** A child with the director of its school. */
async function aPupil(given: object = {}) {
  const school = await aSchool(server.database);
  return { child: await aChild(server.database, { school, ...given }), director: await directorOf(school) };
}

const thisYear = new Date().getUTCFullYear();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const aRegistration = (schoolId: string, given: object = {}) => ({
  input: {
    schoolId,
    grade: 7,
    letter: "б",
    birthYear: thisYear - 13,
    sex: "FEMALE",
    riskLevel: "HIGH",
    riskCategories: ["TRUANCY", "HARD_LIFE_SITUATION"],
    basis: "Протокол совета профилактики № 3",
    ...given,
  } as never,
});
const anAssessment = (id: string, given: object = {}) => ({
  input: {
    id,
    instrument: "Карта рисков",
    level: "CRITICAL",
    factors: [{ code: "CONFLICT", present: true }],
    ...given,
  },
});
type Assessment = { input: never };

async function register(school: School, given: object = {}) {
  const director = await directorOf(school);
  const { data } = await director.run(RegisterChildDocument, aRegistration(school.id, given));
  expect(data.childRegister.errors).toEqual([]);
  return data.childRegister.child as NonNullable<typeof data.childRegister.child>;
}

async function assess(client: Client, id: string, given: object = {}) {
  const { data } = await client.run(AssessChildDocument, anAssessment(id, given) as Assessment);
  return data.childRiskAssess;
}

const rowsOf = <Row>(query: ReturnType<typeof sql>) => maintain(server.database, (tx) => tx.rows<Row>(query));
const uuid = (id: string) => id.slice(id.indexOf("_") + 1);
const happenings = async (id: string) =>
  (
    await rowsOf<{ kind: string }>(
      sql`select kind from journal where aggregate_id::text in (${id}, ${uuid(id)}) order by xid, id`,
    )
  ).map(({ kind }) => kind);

describe("a registration", () => {
  test("makes a child under a pseudonym, its enrolment and its circumstances", async () => {
    const head = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR" });
    const school = await aSchool(server.database, { headOfficerId: head.id });

    const made = await register(school, { childCategories: ["LARGE_FAMILY"] });
    const { data } = await (await directorOf(school)).run(SchoolCardDocument, { id: school.id });

    expect(made).toMatchObject({ riskLevel: "HIGH", version: 1, accountableOfficer: { id: head.id } });
    expect(made.pseudonym).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(data.school?.childrenAtRisk).toMatchObject({ totalCount: 1, nodes: [{ id: made.id }] });
    expect(data.school?.childrenAtRisk.nodes[0]).toMatchObject({
      currentEnrolment: { grade: 7, letter: "Б", shift: 1 },
      profile: {
        birthYear: thisYear - 13,
        sex: "FEMALE",
        riskCategories: [
          { category: "TRUANCY", to: null },
          { category: "HARD_LIFE_SITUATION", to: null },
        ],
        childCategories: [{ kind: "LARGE_FAMILY", to: null }],
        assessments: [],
      },
    });
    expect(await happenings(made.id)).toEqual(["CHILD_REGISTERED"]);
  });

  test("gives the same child again for the same clientMutationId", async () => {
    const school = await aSchool(server.database);
    const given = { clientMutationId: `again ${school.id}` };
    const again = aRegistration(school.id, { ...given, grade: 8 });

    const first = await register(school, given);
    const second = await register(school, given);
    const other = await (await directorOf(school)).run(RegisterChildDocument, again);

    expect(second.id).toBe(first.id);
    expect(other.data.childRegister).toMatchObject({ child: null, errors: [{ code: "KEY_REUSED" }] });
    expect(await happenings(first.id)).toEqual(["CHILD_REGISTERED"]);
  });

  test.each([
    [{ birthYear: thisYear }, "OUT_OF_RANGE", "birthYear", `${thisYear - 18} to ${thisYear - 1}, but got ${thisYear}`],
    [{ birthYear: 1990 }, "OUT_OF_RANGE", "birthYear", "but got 1990"],
    [{ grade: 13 }, "OUT_OF_RANGE", "grade", "grade must be 0 to 12, but got 13"],
    [{ shift: 2 }, "OUT_OF_RANGE", "shift", "shift must be 1 to 1, but got 2"],
    [{ letter: "7" }, "INVALID_INPUT", "letter", 'but got "7"'],
    [{ basis: " " }, "INVALID_INPUT", "basis", "basis must not be empty"],
    [{ riskCategories: [] }, "OUT_OF_RANGE", "riskCategories", "at least 1 category"],
    [{ riskCategories: ["TRUANCY", "TRUANCY"] }, "INVALID_INPUT", "riskCategories", "TRUANCY twice"],
    [{ childCategories: ["ORPHAN", "ORPHAN"] }, "INVALID_INPUT", "childCategories", "ORPHAN twice"],
    [{ accountableOfficerId: "school_1" }, "INVALID_ID", "accountableOfficerId", "officer_<uuid>"],
  ])("with %j is refused and stores nothing", async (given, code, field, message) => {
    const school = await aSchool(server.database);
    const director = await directorOf(school);

    const { data } = await director.run(RegisterChildDocument, aRegistration(school.id, given));

    expect(data.childRegister).toEqual({
      child: null,
      errors: [{ code, path: [field], message: expect.stringContaining(message) }],
    });
    expect(await rowsOf(sql`select from children where school_id = ${uuid(school.id)}::uuid`)).toEqual([]);
  });

  test("in another school finds no such school", async () => {
    const [school, neighbour] = [await aSchool(server.database), await aSchool(server.database)];
    const director = await directorOf(neighbour);

    const { data } = await director.run(RegisterChildDocument, aRegistration(school.id));

    const notFound = { child: null, errors: [{ code: "NOT_FOUND", path: ["schoolId"] }] };
    expect(data.childRegister).toMatchObject(notFound);
  });

  test.each(["INSPECTOR", "DISTRICT_OFFICER"] as const)(
    "is not allowed to %s, who doesn't read profiles",
    async (role) => {
      const school = await aSchool(server.database);
      const official = server.as(officerOf(almaly, role));

      const { data } = await official.run(RegisterChildDocument, aRegistration(school.id));

      expect(data.childRegister).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });
    },
  );
});

describe("an assessment", () => {
  test("gives the child its level and the day when the next one is due", async () => {
    const school = await aSchool(server.database);
    const child = await register(school);
    const director = await directorOf(school);
    const factors = [
      { code: "SELF_HARM_TALK", present: false },
      { code: "CONFLICT", present: true, note: " Развод родителей. " },
    ];

    await assess(director, child.id, { level: "LOW" });
    const { child: assessed, errors } = await assess(director, child.id, {
      version: 2,
      factors,
      nextDueOn: inDays(30),
    });

    expect(errors).toEqual([]);
    expect(assessed).toMatchObject({ riskLevel: "CRITICAL", assessmentDueOn: inDays(30), version: 3 });
    expect(assessed?.profile?.assessments).toMatchObject([
      {
        level: "CRITICAL",
        nextDueOn: inDays(30),
        factors: [
          { code: "CONFLICT", present: true, note: "Развод родителей." },
          { code: "SELF_HARM_TALK", present: false, note: null },
        ],
      },
      { level: "LOW", nextDueOn: null },
    ]);
    expect(await happenings(child.id)).toEqual(["CHILD_REGISTERED", "CHILD_RISK_ASSESSED", "CHILD_RISK_ASSESSED"]);
  });

  test("is stored once for one clientMutationId", async () => {
    const { child, director } = await aPupil();
    const given = { clientMutationId: `once ${child.id}` };

    await assess(director, child.id, given);
    const again = await assess(director, child.id, given);

    expect(again.child).toMatchObject({ version: 2, profile: null });
    const stored = await rowsOf(sql`select from risk_assessments where child_id = ${uuid(child.id)}::uuid`);
    expect(stored).toHaveLength(1);
  });

  test.each([
    [{ version: 7 }, "STALE_VERSION", ["version"], "the current one, 1, but got 7"],
    [{ instrument: "" }, "INVALID_INPUT", ["instrument"], "instrument must not be empty"],
    [{ nextDueOn: "2020-01-01" }, "OUT_OF_RANGE", ["nextDueOn"], "but got 2020-01-01"],
    [{ nextDueOn: "2120-01-01" }, "OUT_OF_RANGE", ["nextDueOn"], "but got 2120-01-01"],
    [{ factors: [] }, "OUT_OF_RANGE", ["factors"], "1 to 100 factors, but got 0"],
    [{ factors: [{ code: "bad", present: true }] }, "INVALID_INPUT", ["factors", "0", "code"], 'but got "bad"'],
    [
      {
        factors: [
          { code: "A", present: true },
          { code: "A", present: false },
        ],
      },
      "INVALID_INPUT",
      ["factors"],
      "A twice",
    ],
  ])("with %j is refused and changes nothing", async (given, code, path, message) => {
    const { child, director } = await aPupil();

    const refused = await assess(director, child.id, given);

    expect(refused).toEqual({ child: null, errors: [{ code, path, message: expect.stringContaining(message) }] });
    expect(await happenings(child.id)).toEqual([]);
  });

  test("of a child of another school finds no such child", async () => {
    const { child } = await aPupil();
    const { director: neighbour } = await aPupil();

    const refused = await assess(neighbour, child.id);

    expect(refused).toMatchObject({ child: null, errors: [{ code: "NOT_FOUND", path: ["id"] }] });
  });

  test("is not allowed to a district officer, who sees the child and not its circumstances", async () => {
    const { child } = await aPupil();

    const refused = await assess(server.as(officerOf(almaly)), child.id);

    expect(refused).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED", path: ["id"] }] });
  });
});
