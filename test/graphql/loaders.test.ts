import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { schools } from "../../src/modules/schools/table.js";
import { countStatements } from "../support/database.js";
import { alatau, almaly, anAlert, anIncident, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { GUARDED, start } from "../support/start.js";

const { as, database } = await start(GUARDED);
const officer = as(officerOf(almaly));

beforeAll(async () => {
  for (let i = 0; i < 20; i++) {
    const school = await aSchool(database, { kato: almaly });
    const { id: headOfficerId } = await anOfficer(database, { school, role: "SCHOOL_DIRECTOR" });
    for (let n = 0; n < 3; n++) {
      const incident = await anIncident(database, { school, reportedById: headOfficerId });
      await anAlert(database, { incident });
    }
  }
});

const district = (schools: number, incidents: number) => `{
  district(kato: "${almaly}") {
    region { kato }
    schools(first: ${schools}) {
      nodes { district { kato region { kato } } agency { id officers { nodes { agency { id } } } }
        incidents(first: ${incidents}) { nodes { school { id } alerts { nodes { id school { district { kato } } } } } } }
    }
  }
}`;

test("a district with 20 schools takes as many statements as one with 2", async () => {
  const check = async (document: string) => {
    const { data, errors } = await officer.run(document);
    expect(errors).toBeUndefined();
    return data.district.schools.nodes.length;
  };
  expect(await check(district(20, 3))).toBe(20);
  const few = await countStatements(database, () => check(district(2, 1)));
  const many = await countStatements(database, () => check(district(20, 3)));
  expect(many).toBe(few);
});

test("a feed of alerts takes as many statements for 50 as for 2", async () => {
  const feed = (first: number) =>
    `{ alerts(first: ${first}) { nodes { id incident { id } school { name } district { name } } } }`;
  const { data, errors } = await officer.run(feed(50));
  expect(errors).toBeUndefined();
  expect(data.alerts.nodes).toHaveLength(50);
  const few = await countStatements(database, () => officer.run(feed(2)));
  const many = await countStatements(database, () => officer.run(feed(50)));
  expect(many).toBe(few);
});

test("one row that several aliases ask for is read once", async () => {
  const { id } = await aSchool(database, { kato: almaly });
  const once = `{ a: school(id: "${id}") { id name } }`;
  const thrice = `{ a: school(id: "${id}") { id name } b: school(id: "${id}") { id } c: node(id: "${id}") { id } }`;
  const one = await countStatements(database, () => officer.run(once));
  const three = await countStatements(database, () => officer.run(thrice));
  expect(three).toBe(one);
});

test("a row that the viewer may not see is absent from a batch, and the others are there", async () => {
  const [own, other] = [await anIncident(database, { kato: almaly }), await anIncident(database, { kato: alatau })];
  const document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
  const { data } = await officer.run(document, { ids: [other.id, own.id] });
  expect(data.nodes).toEqual([null, { id: own.id }]);
});

test("what one request read isn't kept for the next", async () => {
  const school = await aSchool(database, { kato: almaly, pupils: 100 });
  const document = `{ school(id: "${school.id}") { pupils } }`;
  expect((await officer.run(document)).data.school.pupils).toBe(100);
  await maintain(database, ({ db }) => db.update(schools).set({ pupils: 101 }).where(eq(schools.id, school.id)));
  expect((await officer.run(document)).data.school.pupils).toBe(101);
});
