import { beforeAll, describe, expect, test } from "vitest";
import {
  aChild,
  almaly,
  almaty,
  anAlert,
  anIncident,
  anOfficer,
  aParticipant,
  aSchool,
  officerOf,
} from "../../support/factories.js";
import { startDatabase } from "../../support/start.js";
import { type Asked, openLanes } from "./both.js";

const database = await startDatabase();
const ask = openLanes(database);
const ids: Record<string, string> = {};
const region = officerOf(almaty, "REGION_OFFICER");

beforeAll(async () => {
  const odd = {
    nameKk: "",
    nameEn: "7 \u2028\u2029\u007F\u00A0\u0001\u001F",
    address: 'Back\\slash "quoted" \b\f\t\r\n😀/',
  };
  const places = { latitude: 43.238949, longitude: -0.5, buildingCondition: "NEEDS_REPAIR" } as const;
  const school = await aSchool(database, { nameRu: "Школа № 1", ...odd, ...places });
  const other = await aSchool(database, { nameRu: "Школа № 2", latitude: 0, longitude: 1e14 });
  const director = await anOfficer(database, { role: "SCHOOL_DIRECTOR", school });
  const child = await aChild(database, { school, assessmentDueOn: "2026-01-05", accountableOfficerId: director.id });
  const at = (minute: number) => ({ school, occurredAt: new Date(Date.UTC(2026, 0, 2, 3, minute, 4, 5)) });
  const first = await anIncident(database, { ...at(0), severity: "EXTREME", publicResonance: true });
  for (let i = 1; i < 6; i++) await anIncident(database, { ...at(i), duplicateOfId: i % 2 ? first.id : null });
  await anIncident(database, { school: other, exercise: true, occurredAt: at(9).occurredAt });
  await aParticipant(database, { incidentId: first.id, childId: child.id, participation: "VICTIM" });
  const alert = await anAlert(database, { incident: first });
  await anAlert(database, { incident: first, duplicateOfId: alert.id, outcome: "" });
  Object.assign(ids, { school: school.id, other: other.id, child: child.id, incident: first.id, alert: alert.id });
  Object.assign(ids, { director: director.id });
});

/** Both lanes answer alike, and the statement answers every root field. */
async function agree(query: string, asked: Asked = {}) {
  const both = await ask(query, { as: region, ...asked });
  expect(both.left, query).toEqual({});
  expect(both.fast, query).toBe(both.guarded);
  return both;
}

describe("both lanes answer alike", () => {
  test.each<[what: string, query: string]>([
    [
      "columns of every kind",
      "{ schools { nodes { id kato kind address latitude longitude shifts designSeats synthetic } } }",
    ],
    ["times and days", "{ incidents { nodes { occurredAt endedAt } } childrenAtRisk { nodes { assessmentDueOn } } }"],
    ["names in a language", "{ schools { nodes { name kk: name(lang: kk) en: name(lang: en) names { kk ru en } } } }"],
    [
      "rows that columns name",
      "{ incidents { nodes { district { region { kato } } school { agency { id } } ownerAgency { id } } } }",
    ],
    ["a unique column that isn't the key", "{ agencies(first: 100) { nodes { school { id } district { kato } } } }"],
    ["a row of the same table", "{ incidents { nodes { id duplicateOf { id duplicateOf { id } } } } }"],
    ["small lists", "{ schools { nodes { agency { officers { nodes { appointments { id role from to } } } } } } }"],
    ["pages of each row", "{ schools { nodes { id incidents(first: 2) { nodes { id alerts { nodes { id } } } } } } }"],
    ["pages through a table between", "{ childrenAtRisk { nodes { incidents { totalCount nodes { id } } } } }"],
    [
      "pages that hold what the list leaves out",
      "{ incidents { nodes { alerts { totalCount nodes { exercise } } } } }",
    ],
    [
      "several root fields, one of them twice",
      "{ a: schools(first: 1) { totalCount } regions { totalCount } b: schools { totalCount } }",
    ],
    [
      "type names",
      "{ __typename schools { __typename edges { __typename node { __typename names { __typename } } } } }",
    ],
    ["merged selections", "{ schools { nodes { id } nodes { kato id } } schools { nodes { kind } totalCount } }"],
    ["aliases in the order of the answer", "{ schools { x: nodes { b: id a: kato } } }"],
    [
      "named and inline fragments",
      "{ schools { ...p nodes { ... { id } } } } fragment p on SchoolConnection { nodes { ...s } } fragment s on School { kato ... on Node { id } }",
    ],
    [
      "fragments on interfaces",
      "{ regions(first: 3) { nodes { ... on Territory { kind ...t } } } } fragment t on Territory { names { ru } ... on District { region { kato } } }",
    ],
    [
      "an empty page",
      '{ incidents(filter: { territory: "790000000" }) { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage endCursor startCursor } } }',
    ],
    [
      "enumerations in literals",
      "{ incidents(filter: { severities: [EXTREME], kinds: [FIGHT, OTHER] }) { totalCount nodes { severity } } }",
    ],
    ["an empty list of values", "{ incidents(filter: { severities: [] }) { totalCount } }"],
    [
      "filters of each kind",
      '{ incidents(filter: { minSeverity: SEVERE, occurredFrom: "2026-01-02T00:00:00+05:00", exercises: INCLUDE }) { totalCount } schools(filter: { name: "№ 1" }) { totalCount } }',
    ],
    ["a page without anything of its rows", "{ schools { totalCount pageInfo { hasPreviousPage } } }"],
    ["places without rows", "{ schools(first: 1) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"],
  ])("about %s", async (_, query) => {
    const { guarded } = await agree(query);
    expect(guarded).not.toContain("errors");
  });

  test("page by page, with cursors", async () => {
    const query = `query($after: String) { incidents(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } } }`;
    let after: string | undefined;
    const seen: string[] = [];
    do {
      const { guarded } = await agree(query, { variables: { after } });
      const { edges, pageInfo } = JSON.parse(guarded).data.incidents;
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    expect(new Set(seen).size).toBe(6);
  });

  test("at cursors whose keys run both ways, are texts, or hold every character", async () => {
    for (const list of ["alerts", "schools", "childrenAtRisk", "districts", "agencies", "figures", "workingGroups"]) {
      const { guarded } = await agree(`{ ${list}(first: 1) { edges { cursor } } }`);
      const [edge] = JSON.parse(guarded).data[list].edges;
      if (edge)
        await agree(`{ ${list}(first: 2, after: "${edge.cursor}") { edges { cursor } pageInfo { hasPreviousPage } } }`);
    }
  });

  test("with variables in every position, defaults and nulls", async () => {
    const query = `query($n: Int = 3, $f: IncidentFilter, $s: [AlertSeverity!], $id: ID!, $on: Boolean = true, $l: Language) {
      incidents(first: $n, filter: $f) { nodes { id severity @include(if: $on) } }
      some: incidents(filter: { severities: $s }) { totalCount }
      school(id: $id) { name(lang: $l) @skip(if: $on) kind incidents(first: $n) @include(if: $on) { totalCount } }
    }`;
    const id = ids.school;
    const forms = [
      {},
      { n: 1 },
      { on: false },
      { f: { severities: ["EXTREME"] }, s: ["MODERATE"] },
      { f: null, s: null, l: "en" },
    ];
    for (const form of forms) await agree(query, { variables: { id, ...form } });
    await agree(query, { variables: { id, on: false }, language: "kk" });
  });

  test("about things by id, of any type and in any order", async () => {
    const { school, incident, child, alert, director } = ids;
    const one = "query($id: ID!) { node(id: $id) { __typename id ... on School { kind } ... on Incident { number } } }";
    for (const id of [school, incident, "school_01890000-0000-7000-8000-000000000000"])
      await agree(one, { variables: { id } });
    const several =
      "query($ids: [ID!]!) { nodes(ids: $ids) { id ...n } } fragment n on Node { __typename ... on Child { pseudonym } ... on Alert { incident { id } } }";
    const missing = "alert_01890000-0000-7000-8000-000000000000";
    await agree(several, { variables: { ids: [alert, child, missing, school, alert, director] } });
    await agree(several, { variables: { ids: [] } });
    await agree(`{ incident(id: "${incident}") { number participants { nodes { pseudonym child { id } } } } }`);
    await agree(`{ incident(id: "incident_01890000-0000-7000-8000-000000000000") { number } }`);
  });

  test.each([
    ["an officer of the district", officerOf(almaly)],
    ["an officer of the region", officerOf(almaty, "REGION_OFFICER")],
    ["an officer of another district", officerOf("791110000")],
    ["an officer of the directory only", officerOf(almaty, "NGO_OBSERVER")],
  ])("whoever asks: %s", async (_, as) => {
    const query =
      "{ incidents { totalCount nodes { id school { id } } } childrenAtRisk { nodes { pseudonym } } schools { totalCount } }";
    await agree(query, { as });
    await agree('{ alerts(filter: { territory: "751110000" }) { totalCount nodes { id incident { id } } } }', { as });
  });

  test("to people of a school, within their school, and to nobody, of what is public", async () => {
    await agree("{ incidents { totalCount } childrenAtRisk { nodes { pseudonym school { name } } } }", {
      as: ids.director,
    });
    await agree('{ regions { nodes { name } } district(kato: "751110000") { name region { name(lang: en) } } }', {
      as: null,
    });
    await agree('{ districts(region: "750000000") { totalCount nodes { kato } } }', { as: null });
  });
});

describe("what isn't the statement's is left to the guarded lane", () => {
  test.each<[reason: string, query: string]>([
    ["COMPUTED", "{ incidents { nodes { missedSignals { dueAt } } } }"],
    ["INTROSPECTION", "{ __schema { queryType { name } } }"],
    ["NOT_GRANTED", "{ childrenAtRisk { nodes { profile { birthYear } } } }"],
    ["NOT_GRANTED", "{ incidents { nodes { notes { totalCount } } } }"],
    ["NOT_GRANTED", "{ childrenAtRisk(filter: { riskCategories: [TRUANCY] }) { totalCount } }"],
    ["REFUSED", "{ schools(first: 101) { totalCount } }"],
    ["REFUSED", '{ schools(after: "WyJ4Il0") { totalCount } }'],
    ["REFUSED", '{ incidents(filter: { territory: "999999999" }) { totalCount } }'],
    ["REFUSED", '{ incident(id: "school_01890000-0000-7000-8000-000000000000") { id } }'],
    ["REFUSED", '{ nodes(ids: ["nothing"]) { id } }'],
    ["REFUSED", '{ schools(filter: { name: "\\u0000" }) { totalCount } }'],
  ])("for the reason %s: %s", async (reason, query) => {
    const both = await ask(`{ regions(first: 1) { nodes { kato } } ${query.slice(1)}`, { as: region });
    expect(Object.values(both.left)).toEqual([reason]);
    expect(both.planned).toEqual(["regions"]);
    expect(both.fast).toBe(both.guarded);
  });

  test("what whoever supervises reads, since it is recorded, and what nobody may ask without a token", async () => {
    expect((await ask("{ schools { totalCount } }", { as: officerOf(null, "OMBUDSMAN") })).left).toEqual({
      schools: "OVERSIGHT",
    });
    expect((await ask("{ schools { totalCount } regions { totalCount } }")).left).toEqual({ schools: "REFUSED" });
  });

  test("an operation one of whose conditions has no value", async () => {
    const query = "query ($isAsked: Boolean = true) { regions @include(if: $isAsked) { totalCount } }";
    const { guarded, planned } = await ask(query, { variables: { isAsked: null } });
    expect(planned).toEqual([]);
    expect(guarded).toContain("must not be null");
  });

  test("a territory that isn't there: an error and not an absence", async () => {
    const both = await ask('{ region(kato: "760000000") { name } }');
    expect(both.fast).toBeNull();
    expect(both.guarded).toContain("kato must be the code of a Region");
  });

  test("a number that PostgreSQL writes in another way", async () => {
    const { other } = ids;
    const set = async (latitude: number) => aSchool(database, { latitude, nameRu: `${latitude}` });
    for (const latitude of [1e-5, 1e15, 1e21]) {
      const { id } = await set(latitude);
      expect((await ask(`{ school(id: "${id}") { latitude } }`, { as: region })).fast).toBeNull();
    }
    await agree(`{ school(id: "${other}") { latitude longitude } }`);
  });
});
