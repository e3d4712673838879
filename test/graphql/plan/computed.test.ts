import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { GraphQLNonNull, GraphQLString } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../../src/db/database.js";
import type { Measured } from "../../../src/graphql/computed.js";
import { measured } from "../../../src/graphql/plan/computed.js";
import { type Derivation, derive } from "../../../src/graphql/plan/derived.js";
import { alerts } from "../../../src/modules/alerts/table.js";
import { alertPublications } from "../../../src/modules/cap/table.js";
import { figures } from "../../../src/modules/schools/table.js";
import { meetings, memberships, workingGroups } from "../../../src/modules/workgroups/table.js";
import type { Untyped } from "../../support/client.js";
import {
  aChild,
  alatau,
  almaly,
  almaty,
  anAgency,
  anAlert,
  anIncident,
  anOfficer,
  aSchool,
  officerOf,
} from "../../support/factories.js";
import { startDatabase } from "../../support/start.js";
import { type Asked, openLanes } from "./both.js";

const database = await startDatabase();
const ask = openLanes(database);
const officer = officerOf(almaly);

/** What both lanes answer alike, when nothing is left to the guarded lane. */
async function askAlike(query: string, asked: Asked = {}): Promise<Untyped> {
  const { fast, guarded, left } = await ask(query, { as: officer, ...asked });
  expect(left).toEqual({});
  expect(fast).toBe(guarded);
  const { data, errors } = JSON.parse(guarded);
  expect(errors).toBeUndefined();
  return data;
}

async function aGroup(kind: "STANDING" | "HEADQUARTERS", agencyKinds: readonly ("AKIMAT" | "SCHOOL" | "PARENTS")[]) {
  const state = kind === "STANDING" ? "ESTABLISHED" : "STANDBY";
  const [group] = await maintain(database, ({ db }) =>
    db.insert(workingGroups).values({ kato: almaly, kind, state, name: "Группа" }).returning(),
  );
  const workingGroupId = group?.id as string;
  for (const agencyKind of agencyKinds) {
    const { id: agencyId } = await anAgency(database, { kind: agencyKind });
    const { id: officerId } = await anOfficer(database, { agencyId });
    const member = {
      workingGroupId,
      officerId,
      agencyId,
      agencyKind,
      kato: almaly,
      role: "MEMBER",
      from: "2020-01-01",
    };
    await maintain(database, ({ db }) => db.insert(memberships).values(member as never));
  }
  return workingGroupId;
}

beforeAll(async () => {
  const school = await aSchool(database, { kato: almaly, pupils: 900, designSeats: 700 });
  await aSchool(database, { kato: almaly, pupils: 300, designSeats: null });
  for (const riskLevel of ["MEDIUM", "CRITICAL", "MEDIUM"] as const) await aChild(database, { school, riskLevel });
  for (const severity of ["MINOR", "EXTREME", "MINOR"] as const) {
    const first = await anAlert(database, { incident: await anIncident(database, { school, severity }) });
    await anAlert(database, { duplicateOfId: first.id, state: "ACKNOWLEDGED" });
  }
  await anIncident(database, { kato: almaly, state: "STABILISED", severity: "SEVERE" });
  const workingGroupId = await aGroup("STANDING", ["SCHOOL", "AKIMAT"]);
  await aGroup("HEADQUARTERS", ["PARENTS"]);
  const meeting = { workingGroupId, kato: almaly, topic: "Заседание" };
  await maintain(database, ({ db }) =>
    db.insert(meetings).values([
      { ...meeting, plannedFor: new Date("2026-01-01T08:00:00Z") },
      { ...meeting, plannedFor: new Date("2126-01-01T08:00:00.125Z") },
      { ...meeting, plannedFor: new Date("2026-01-01T08:00:00Z"), heldAt: new Date("2026-01-01T09:00:00Z") },
    ]),
  );
});

describe("both lanes give the same", () => {
  test.each(["open-alerts", "district-board", "district-graph", "working-group"])(
    "for the operation %s",
    async (name) => {
      const file = new URL(`../../../schema/operations/${name}.graphql`, import.meta.url);
      const data = await askAlike(readFileSync(file, "utf8"), { variables: { kato: almaly } });
      expect(JSON.stringify(data).length).toBeGreaterThan(500);
    },
  );

  test("derived values, of every type and column", async () => {
    const data = await askAlike(`{
      alerts(first: 2) { nodes { headline(lang: kk) instruction allowedActions } }
      incidents(filter: { states: [STABILISED] }) { edges { node { reviewRequired allowedActions } } }
      schools { nodes { deficit } }
      workingGroups(filter: { kinds: [STANDING] }) { nodes { allowedActions meetings { nodes { at isOverdue } } } } }`);
    expect(data.incidents.edges[0].node).toEqual({ reviewRequired: true, allowedActions: ["SIGN_REVIEW"] });
    expect(new Set(data.schools.nodes.map(({ deficit }: Untyped) => deficit))).toEqual(new Set([200, null]));
    const [later, held, missed] = data.workingGroups.nodes[0].meetings.nodes;
    expect([later.isOverdue, held.isOverdue, missed.isOverdue]).toEqual([false, false, true]);
  });

  test("measured values, in lists of rows that refer to each other", async () => {
    const data = await askAlike(`{
      alerts(filter: { duplicates: FOLD }) { nodes { duplicateCount duplicates { nodes { duplicateOf { duplicateCount } } } } }
      workingGroups { nodes { kind missingAgencies isComplete } } }`);
    expect(data.alerts.nodes[0]).toEqual({
      duplicateCount: 1,
      duplicates: { nodes: [{ duplicateOf: { duplicateCount: 1 } }] },
    });
    expect(data.workingGroups.nodes).toContainEqual({
      ...{ kind: "STANDING", missingAgencies: ["JUVENILE_POLICE", "SOCIAL_SERVICE"], isComplete: false },
    });
  });

  test("boards, their parts in any order and under other names", async () => {
    const stated = { kato: alatau, measure: "SEAT_DEFICIT", unit: "seats", source: "Управление", value: 5000 } as const;
    await maintain(database, ({ db }) =>
      db.insert(figures).values({ ...stated, asOf: "2026-01-01", attribution: "STATED" }),
    );
    const board = `board { ...B missing: groupsIncomplete openIncidents { __typename bySeverity { n: count severity } total } }
      again: board { __typename childrenByRisk { riskLevel } nobody: childrenByRisk { __typename } }`;
    const data = await askAlike(
      `{ district(kato: "${almaly}") { ${board} } other: district(kato: "${alatau}") { ${board} } }
      fragment B on Board { meetingsOverdue seatDeficit openAlerts childrenByRisk { count riskLevel } }`,
    );
    expect(data.district.board).toEqual({
      ...{ meetingsOverdue: 1, seatDeficit: 200, openAlerts: 6, missing: 1 },
      childrenByRisk: [
        { count: 1, riskLevel: "CRITICAL" },
        { count: 2, riskLevel: "MEDIUM" },
      ],
      openIncidents: expect.objectContaining({ __typename: "OpenIncidents", total: 7 }),
    });
    expect(data.other.board).toMatchObject({ seatDeficit: 5000, openIncidents: { bySeverity: [], total: 0 } });
  });

  test("numbers of the district for whoever sees nothing of it", async () => {
    const query = `{ district(kato: "${almaly}") { board { openAlerts seatDeficit childrenByRisk { count } } } }`;
    for (const as of [null, officerOf(alatau), officerOf(almaty)]) await askAlike(query, { as });
  });
});

describe("a derived text", () => {
  const query =
    "query($lang: Language) { alerts { nodes { place headline(lang: $lang) ru: headline(lang: ru) headline2: headline } } }";

  test("is in the language of each request, though its statement is the same", async () => {
    const headlines = new Set<string>();
    const statements = new Set<string>();
    for (const variables of [{ lang: "kk" }, { lang: "en" }, { lang: null }, {}]) {
      const { sent } = await ask(query, { as: officer, variables, language: "kk" });
      statements.add(sent[0]?.text as string);
      const data = await askAlike(query, { variables, language: "kk" });
      headlines.add(data.alerts.nodes[0].headline);
    }
    expect(statements.size).toBe(1);
    expect(headlines.size).toBe(2);
  });

  test.each([
    ["marks", "\u0002", "\u00020[]\u0002", "\u0001"],
    ["what looks like them", "\\u0002", '0["RAISED"]', "chr(2)"],
    ["quotes and signs of JSON", '"', "\\", "']}", "$1", "{place}", "{0}"],
    ["letters of any length", "Қорған", "👩‍👧", "\u2028", "\t\n"],
  ])("takes columns that hold %s", async (_, ...parts) => {
    const place = parts.join(" ");
    const incident = await anIncident(database, { kato: almaly, place });
    const { id } = await anAlert(database, { incident });
    const data = await askAlike("query($id: ID!) { alert(id: $id) { place headline(lang: en) } }", {
      variables: { id },
    });
    expect(data.alert).toEqual({ place, headline: `Moderate: Fight · ${place}` });
  });
});

describe("a statement", () => {
  const selected = { field: { type: new GraphQLNonNull(GraphQLString) }, nodes: [] };
  const relation = { columns: { place: alerts.place }, value: (row: { place: unknown }) => row.place };
  const derivation = { selected, relation } as unknown as Derivation;
  const deriveFrom = (text: string) => derive(text, [derivation], [{ language: "ru" }]);

  test("has the place of a derived value in its text, which gives it back when it can't be told", () => {
    expect(deriveFrom('{"a":\u00020["x"]\u0002,"b":\u00020["\\u0002"]\u0002}')).toBe('{"a":"x","b":"\\u0002"}');
    expect(deriveFrom('{"a":\u00020["x"]\u0002,"b":\u00020[null]\u0002}')).toBeNull();
    expect(deriveFrom('{"a":\u00020[{}]\u0002}')).toBeNull();
  });

  test("needs the right to every table and column of a measured expression", () => {
    const { id, alertId } = alertPublications;
    const relation = {
      value: (row: typeof alerts) => sql`(select ${id} from ${alertPublications} where ${alertId} = ${row.id})`,
    };
    const required: unknown[] = [];
    const grants = { require: (part: object) => void required.push(part) };
    const column = () => sql`t1.id`;
    measured(relation as unknown as Measured, { table: alerts, rows: { column }, compilation: { grants } } as never);
    expect(required).toEqual([id, alertPublications, alertId]);
  });
});
