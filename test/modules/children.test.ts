import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { aChild, alatau, almaly, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { AssessChildDocument, RegisterChildDocument, SchoolCardDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

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

async function register(schoolId: string, given: object = {}) {
  const { data } = await officer.run(RegisterChildDocument, aRegistration(schoolId, given));
  expect(data.childRegister.errors).toEqual([]);
  return data.childRegister.child as NonNullable<typeof data.childRegister.child>;
}

async function assess(id: string, given: object = {}, client = officer) {
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

    const made = await register(school.id, { childCategories: ["LARGE_FAMILY"] });
    const { data } = await officer.run(SchoolCardDocument, { id: school.id });

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
    const { id: schoolId } = await aSchool(server.database);
    const given = { clientMutationId: `again ${schoolId}` };

    const first = await register(schoolId, given);
    const second = await register(schoolId, given);
    const other = await officer.run(RegisterChildDocument, aRegistration(schoolId, { ...given, grade: 8 }));

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
    const { id } = await aSchool(server.database);

    const { data } = await officer.run(RegisterChildDocument, aRegistration(id, given));

    expect(data.childRegister).toEqual({
      child: null,
      errors: [{ code, path: [field], message: expect.stringContaining(message) }],
    });
    expect(await rowsOf(sql`select from children where school_id = ${uuid(id)}::uuid`)).toEqual([]);
  });

  test("in a school of another jurisdiction finds no such school", async () => {
    const school = await aSchool(server.database, { kato: alatau });
    const neighbour = await aSchool(server.database);
    const director = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school: neighbour });
    const own = await aSchool(server.database);

    const ofDistrict = await officer.run(RegisterChildDocument, aRegistration(school.id));
    const ofSchool = await server.as(director).run(RegisterChildDocument, aRegistration(own.id));

    const notFound = { child: null, errors: [{ code: "NOT_FOUND", path: ["schoolId"] }] };
    expect(ofDistrict.data.childRegister).toMatchObject(notFound);
    expect(ofSchool.data.childRegister).toMatchObject(notFound);
  });

  test("is not allowed to a role that doesn't work with children", async () => {
    const school = await aSchool(server.database);
    const inspector = server.as(officerOf(almaly, "INSPECTOR"));

    const { data } = await inspector.run(RegisterChildDocument, aRegistration(school.id));

    expect(data.childRegister).toMatchObject({ child: null, errors: [{ code: "NOT_ALLOWED" }] });
  });
});

describe("an assessment", () => {
  test("gives the child its level and the day when the next one is due", async () => {
    const child = await register((await aSchool(server.database)).id);
    const factors = [
      { code: "SELF_HARM_TALK", present: false },
      { code: "CONFLICT", present: true, note: " Развод родителей. " },
    ];

    await assess(child.id, { level: "LOW" });
    const { child: assessed, errors } = await assess(child.id, { version: 2, factors, nextDueOn: inDays(30) });

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
    const child = await aChild(server.database);
    const given = { clientMutationId: `once ${child.id}` };

    await assess(child.id, given);
    const again = await assess(child.id, given);

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
    const child = await aChild(server.database);

    const refused = await assess(child.id, given);

    expect(refused).toEqual({ child: null, errors: [{ code, path, message: expect.stringContaining(message) }] });
    expect(await happenings(child.id)).toEqual([]);
  });

  test("of a child of another jurisdiction finds no such child", async () => {
    const child = await aChild(server.database, { kato: alatau });

    expect(await assess(child.id)).toMatchObject({ child: null, errors: [{ code: "NOT_FOUND", path: ["id"] }] });
  });
});
