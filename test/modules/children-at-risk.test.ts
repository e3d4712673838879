import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain, transact } from "../../src/db/database.js";
import { enrolments } from "../../src/modules/children/table.js";
import {
  aChild,
  alatau,
  almaly,
  anIncident,
  anOfficer,
  aParticipant,
  aSchool,
  officerOf,
} from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

describe("the list of children at risk", () => {
  const List = `query($filter: ChildFilter, $first: Int = 20, $after: String) {
    childrenAtRisk(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } nodes { id pseudonym riskLevel } } }`;
  const idsOf = async (variables: object, client = officer) =>
    (await client.run(List, variables)).data.childrenAtRisk.nodes.map(({ id }: { id: string }) => id);

  test("is ordered by risk, then by pseudonym, over its pages", async () => {
    const { id: schoolId } = await aSchool(server.database);
    const filter = { schoolId };
    const [low, second, first] = [
      await aChild(server.database, { schoolId, riskLevel: "LOW", pseudonym: "AAAA-0001" }),
      await aChild(server.database, { schoolId, riskLevel: "CRITICAL", pseudonym: "BBBB-0002" }),
      await aChild(server.database, { schoolId, riskLevel: "CRITICAL", pseudonym: "BBBB-0001" }),
    ];

    const page = (await officer.run(List, { filter, first: 2 })).data.childrenAtRisk;
    const rest = await idsOf({ filter, first: 2, after: page.pageInfo.endCursor });

    expect(page).toMatchObject({ totalCount: 3, nodes: [{ id: first.id }, { id: second.id }] });
    expect(rest).toEqual([low.id]);
  });

  test("keeps the children that its filters name", async () => {
    const { id: schoolId } = await aSchool(server.database);
    const due = await aChild(server.database, { schoolId, riskLevel: "HIGH", assessmentDueOn: "2026-03-01" });
    const later = await aChild(server.database, { schoolId, riskLevel: "LOW", assessmentDueOn: "2026-03-02" });

    expect(await idsOf({ filter: { schoolId, riskLevels: ["LOW", "MEDIUM"] } })).toEqual([later.id]);
    expect(await idsOf({ filter: { schoolId, minRiskLevel: "HIGH" } })).toEqual([due.id]);
    expect(await idsOf({ filter: { schoolId, assessmentDueBefore: "2026-03-02" } })).toEqual([due.id]);
    expect(await idsOf({ filter: { territory: alatau, schoolId } })).toEqual([]);
  });

  test("holds the viewer's own jurisdiction only", async () => {
    const [mine, foreign] = [await aChild(server.database), await aChild(server.database, { kato: alatau })];
    const all = { first: 100 };

    expect(await idsOf(all)).toContain(mine.id);
    expect(await idsOf(all)).not.toContain(foreign.id);
    expect(await idsOf({ ...all, filter: { territory: alatau } })).toEqual([]);
    expect(await idsOf(all, server.as(officerOf(almaly, "NGO_OBSERVER")))).toEqual([]);
  });
});

describe("a child", () => {
  const Incidents = `query($id: ID!, $filter: IncidentFilter, $first: Int = 20, $after: String) { child(id: $id) {
    incidents(filter: $filter, first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } nodes { id } } } }`;

  test("is found by its id among all things, and not by anybody else", async () => {
    const child = await aChild(server.database);
    const Find = "query($id: ID!) { node(id: $id) { __typename id } child(id: $id) { id } }";

    const seen = await officer.run(Find, { id: child.id });
    const hidden = await server.as(officerOf(alatau)).run(Find, { id: child.id });

    expect(seen.data).toEqual({ node: { __typename: "Child", id: child.id }, child: { id: child.id } });
    expect(hidden.data).toEqual({ node: null, child: null });
  });

  test("shows each incident once, the newest first, whatever its parts in it", async () => {
    const child = await aChild(server.database);
    const [old, recent] = [
      await anIncident(server.database, { occurredAt: new Date("2026-02-01") }),
      await anIncident(server.database, { occurredAt: new Date("2026-03-01"), severity: "EXTREME" }),
    ];
    await anIncident(server.database);
    for (const participation of ["VICTIM", "REPORTER"] as const) {
      await aParticipant(server.database, { incidentId: recent.id, childId: child.id, participation });
    }
    await aParticipant(server.database, { incidentId: old.id, childId: child.id });
    const run = async (given: object) =>
      (await officer.run(Incidents, { id: child.id, ...given })).data.child.incidents;

    const first = await run({ first: 1 });

    expect(first).toMatchObject({ totalCount: 2, nodes: [{ id: recent.id }], pageInfo: { hasNextPage: true } });
    expect(await run({ after: first.pageInfo.endCursor })).toMatchObject({ nodes: [{ id: old.id }] });
    expect(await run({ filter: { severities: ["EXTREME"] } })).toMatchObject({
      totalCount: 1,
      nodes: [{ id: recent.id }],
    });
  });

  test("has the enrolment that goes on, and those before", async () => {
    const school = await aSchool(server.database);
    const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school }));
    const { id: childId, schoolId, kato } = await aChild(server.database, { school });
    const place = { childId, schoolId, kato, letter: "А" };
    const ended = { ...place, grade: 5, from: "2024-09-01", to: "2025-05-25", outcome: "PROMOTED" } as const;
    const Enrolments = "query($id: ID!) { child(id: $id) { currentEnrolment { grade } enrolments { grade outcome } } }";
    const run = async () => (await director.run(Enrolments, { id: childId })).data.child;

    await maintain(server.database, ({ db }) => db.insert(enrolments).values(ended).returning());
    const left = await run();
    const current = { ...place, grade: 6, from: "2025-09-01" };
    await maintain(server.database, ({ db }) => db.insert(enrolments).values(current).returning());

    expect(left).toMatchObject({ currentEnrolment: null, enrolments: [{ grade: 5, outcome: "PROMOTED" }] });
    expect(await run()).toMatchObject({ currentEnrolment: { grade: 6 }, enrolments: [{ grade: 6 }, { grade: 5 }] });
  });

  test("has circumstances that the role of the planner can't read", async () => {
    const scope = { role: "qorgan_reader", mode: "read" } as const;
    const tables = [
      "enrolments",
      "child_profiles",
      "risk_registrations",
      "child_categories",
      "risk_assessments",
      "assessment_factors",
    ];
    for (const table of tables) {
      const read = transact(server.database, scope, (tx) => tx.rows(sql`select from ${sql.identifier(table)}`));
      await expect(read).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });
});
