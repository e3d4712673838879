import { getTableName, sql } from "drizzle-orm";
import { PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { type GraphQLObjectType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { readsOf } from "../../src/graphql/reach.js";
import type { Declared, Relation } from "../../src/graphql/relations.js";
import { resolveRelation } from "../../src/graphql/resolve.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { figures } from "../../src/modules/schools/table.js";
import { countStatements } from "../support/database.js";
import {
  aChild,
  alatau,
  almaly,
  almaty,
  anAlert,
  anIncident,
  aSchool,
  auezov,
  bostandyk,
  officerOf,
} from "../support/factories.js";
import { GUARDED, start } from "../support/start.js";

const schema = createSchema(modules);
const { as, database, anonymous } = await start(GUARDED);

/** Every declared field, with the type that it belongs to. */
const fields = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const { relation, owner } = field.extensions as { relation?: Relation; owner?: PgTable };
      return relation && owner ? [{ type, field, relation, owner, name: `${type.name}.${field.name}` }] : [];
    }),
  );
const ofKind = <K extends Relation["kind"]>(kind: K) =>
  fields.filter((field) => field.relation.kind === kind) as ((typeof fields)[number] & {
    relation: Relation & { kind: K };
  })[];

describe("what a field reads, by its declaration,", () => {
  const readBy = (typeName: string, name: string) => {
    const type = schema.getType(typeName) as GraphQLObjectType;
    const reads = readsOf(type, type.getFields()[name] as never) as PgTable[];
    return [...new Set(reads.map((table) => getTableName(table)))].sort();
  };

  test.each<[type: string, field: string, tables: string[]]>([
    ["Alert", "headline", ["alerts"]],
    ["Alert", "duplicateCount", ["alerts"]],
    ["School", "deficit", ["schools"]],
    ["WorkingGroup", "missingAgencies", ["memberships"]],
    ["District", "board", []],
    ["Board", "childrenByRisk", ["children"]],
    ["Board", "groupsIncomplete", ["memberships", "working_groups"]],
    ["Board", "seatDeficit", ["figures", "schools"]],
    ["OpenIncidents", "total", ["incidents"]],
  ])("of %s.%s is %j", (type, field, tables) => expect(readBy(type, field)).toEqual(tables));

  test("is every table after a FROM or JOIN of its expression", () => {
    const measured = ofKind("measured");
    expect(measured.length).toBeGreaterThan(6);
    for (const { type, field, relation, owner } of measured) {
      const { sql: text } = new PgDialect().sqlToQuery(relation.value(owner));
      const named = [...text.matchAll(/\b(?:from|join) "?(\w+)"?/gi)].map(([, table]) => table);
      const tables = new Set(named.filter((table) => table !== undefined));
      expect([...tables].sort()).toEqual(readBy(type.name, field.name));
    }
  });
});

test("a derived value is given its columns, and no others", () => {
  const derived = ofKind("derived");
  expect(derived.length).toBeGreaterThan(8);
  for (const { name, relation, owner } of derived) {
    let given: object = {};
    const spying = { ...relation, value: (row: object) => (given = row) };
    const row = { ...Object.fromEntries(Object.keys(owner).map((column) => [column, column])), other: "other" };
    resolveRelation({ name, owner, relation: spying } as Declared, row, {}, {} as never);
    expect(Object.keys(given)).toEqual(Object.keys(relation.columns));
    expect(Object.values(given)).toEqual(Object.values(relation.columns).map((column) => keyOf(owner, column)));
  }
});

const keyOf = (table: object, column: object) => Object.entries(table).find(([, one]) => one === column)?.[0];

const BOARD = `board { openAlerts openIncidents { total bySeverity { severity count } }
  childrenByRisk { riskLevel count } seatDeficit groupsIncomplete meetingsOverdue }`;

describe("a district's board", () => {
  const officer = as(officerOf(almaly));
  const readBoard = async (kato: string, client = officer) =>
    (await client.run(`{ district(kato: "${kato}") { ${BOARD} } }`)).data.district.board;

  beforeAll(async () => {
    const school = await aSchool(database, { kato: almaly, pupils: 900, designSeats: 700 });
    await aSchool(database, { kato: almaly, pupils: 300, designSeats: null });
    for (const riskLevel of ["MEDIUM", "CRITICAL", "MEDIUM"] as const) await aChild(database, { school, riskLevel });
    const severities = ["MINOR", "EXTREME", "MINOR", "MODERATE"] as const;
    for (const severity of severities)
      await anAlert(database, { incident: await anIncident(database, { school, severity }) });
    const past = { endedAt: new Date(), school };
    for (const state of ["CLOSED", "UNFOUNDED", "DUPLICATE"] as const) await anIncident(database, { ...past, state });
    const drill = await anIncident(database, { school, exercise: true });
    await anAlert(database, { incident: drill });
    await anAlert(database, { kato: almaly, state: "RESOLVED" });
    await anIncident(database, { kato: alatau });
  });

  test("counts what a count by hand counts", async () => {
    const code = Number(almaly.slice(0, 4));
    const count = (text: string) =>
      maintain(database, (tx) => tx.rows<{ value: string; count: number }>(sql.raw(text)));
    const byHand = async (table: string, by: string, rank: string, kept: string) =>
      count(`select ${by} as value, count(*)::int as count from ${table} where district = ${code} and ${kept}
        group by ${by}, ${rank} order by ${rank}`);
    const incidents = await byHand("incidents", "severity", "severity_rank", "active and not exercise");
    const children = await byHand("children", "risk_level", "risk_rank", "true");
    const board = await readBoard(almaly);

    expect(board.openIncidents.bySeverity).toEqual(
      incidents.map(({ value: severity, count }) => ({ severity, count })),
    );
    expect(board.openIncidents.total).toBe(incidents.reduce((sum, { count }) => sum + count, 0));
    expect(board.childrenByRisk).toEqual(children.map(({ value: riskLevel, count }) => ({ riskLevel, count })));
    expect(board).toEqual({
      openAlerts: 4,
      // One is that of the alert which somebody has resolved.
      openIncidents: { total: 5, bySeverity: expect.arrayContaining([{ severity: "EXTREME", count: 1 }]) },
      childrenByRisk: [
        { riskLevel: "CRITICAL", count: 1 },
        { riskLevel: "MEDIUM", count: 2 },
      ],
      seatDeficit: 200,
      groupsIncomplete: 0,
      meetingsOverdue: 0,
    });
  });

  test("tells the deficit that a source states, the newest", async () => {
    const stated = { kato: bostandyk, measure: "SEAT_DEFICIT", unit: "seats", source: "Управление" } as const;
    await aSchool(database, { kato: bostandyk, pupils: 900, designSeats: 700 });
    const add = (value: number, asOf: string, attribution: "STATED" | "UNATTRIBUTED" = "STATED") =>
      maintain(database, ({ db }) => db.insert(figures).values({ ...stated, attribution, value, asOf }));
    const deficits = async () => {
      const { data } = await officer.run(
        `{ district(kato: "${bostandyk}") { deficit { seats } board { seatDeficit } } }`,
      );
      return [data.district.deficit.seats, data.district.board.seatDeficit];
    };

    expect(await deficits()).toEqual([200, 200]);
    await add(5000, "2025-01-01");
    await add(4000, "2024-01-01");
    await add(9000, "2026-01-01", "UNATTRIBUTED");
    expect(await deficits()).toEqual([5000, 5000]);
  });

  test("holds nothing for who sees nothing, and zeros for a district without anything", async () => {
    const empty = { ...{ openAlerts: 0, openIncidents: { total: 0, bySeverity: [] } }, childrenByRisk: [] };
    expect(await readBoard(almaly, anonymous)).toMatchObject(empty);
    expect(await readBoard(auezov)).toEqual({ ...empty, seatDeficit: 0, groupsIncomplete: 0, meetingsOverdue: 0 });
  });

  test("costs one statement for all that is measured, and one for each tally, of however many districts", async () => {
    const ministry = as(officerOf(almaty));
    const ofOne = `{ district(kato: "${almaly}") { kato } }`;
    // Who asks is looked up with the first request.
    await ministry.run(ofOne);
    const none = await countStatements(database, () => ministry.run(ofOne));
    const one = await countStatements(database, () => readBoard(almaly, ministry));
    const districts = `{ region(kato: "${almaty}") { districts(first: 100) { nodes { kato } } } }`;
    const bare = await countStatements(database, () => ministry.run(districts));
    const many = await countStatements(database, () => ministry.run(districts.replace("kato }", `kato ${BOARD} }`)));
    expect(one - none).toBe(3);
    expect(many - bare).toBe(3);
  });
});

describe("a measured field", () => {
  test("is asked for once, whatever its aliases", async () => {
    const officer = as(officerOf(almaly));
    const { id } = await anAlert(database, { kato: almaly });
    const of = (fields: string) => countStatements(database, () => officer.run(`{ alert(id: "${id}") { ${fields} } }`));
    expect(await of("a: duplicateCount b: duplicateCount")).toBe(await of("duplicateCount"));
  });

  test("is of its own row, also where rows of one table refer to each other", async () => {
    const first = await anAlert(database, { kato: almaly });
    const others = [
      await anAlert(database, { duplicateOfId: first.id }),
      await anAlert(database, { duplicateOfId: first.id }),
    ];
    const ids = [first, ...others].map(({ id }) => id);
    const document =
      "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Alert { duplicateCount duplicateOf { duplicateCount } } } }";
    const { data } = await as(officerOf(almaly)).run(document, { ids });
    const underFirst = { duplicateCount: 0, duplicateOf: { duplicateCount: 2 } };
    expect(data.nodes).toEqual([{ duplicateCount: 2, duplicateOf: null }, underFirst, underFirst]);
  });

  test("counts what the viewer sees, and no more", async () => {
    const first = await anAlert(database, { kato: almaly });
    await anAlert(database, { kato: alatau, duplicateOfId: first.id });
    const read = async (kato: string) =>
      (await as(officerOf(kato)).run(`{ alert(id: "${first.id}") { duplicateCount } }`)).data.alert.duplicateCount;
    expect(await read(almaly)).toBe(0);
    expect(await read(almaty)).toBe(1);
  });
});

test("a derived text is in the language that is asked for, else in the client's", async () => {
  const { id } = await anAlert(database, { incident: await anIncident(database, { kato: almaly, place: 'Зал "А"' }) });
  const document = `{ alert(id: "${id}") { headline en: headline(lang: en) ru: headline(lang: ru) kk: headline(lang: kk) } }`;
  const { data } = await as(officerOf(almaly)).run(document);
  // The test's client asks for English.
  expect(data.alert.headline).toBe(data.alert.en);
  expect(data.alert).toMatchObject({ en: 'Moderate: Fight · Зал "А"', ru: 'средняя: драка · Зал "А"' });
  expect(new Set(Object.values(data.alert)).size).toBe(3);
});
