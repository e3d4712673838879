import { expect, test } from "vitest";
import { alatau, almaly, anAlert, anIncident, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const { as, database } = await start();
const officer = as(officerOf(almaly));
const school = await aSchool(database, { kato: almaly });
const incident = await anIncident(database, { school });
const alert = await anAlert(database, { incident });
const director = await anOfficer(database, { school, role: "SCHOOL_DIRECTOR" });

test.each([
  ["School", school.id],
  ["Agency", school.agencyId],
  ["Officer", director.id],
  ["Incident", incident.id],
  ["Alert", alert.id],
])("a %s is found by its id", async (type, id) => {
  const { data, errors } = await officer.run("query ($id: ID!) { node(id: $id) { __typename id } }", { id });
  expect(errors).toBeUndefined();
  expect(data.node).toEqual({ __typename: type, id });
});

test("several things come in the order of their ids, once for each", async () => {
  const ids = [incident.id, school.id, incident.id, alert.id];
  const { data } = await officer.run("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  expect(data.nodes.map(({ id }: { id: string }) => id)).toEqual(ids);
});

test("an id of no type is refused with the types that there are", async () => {
  const { errors } = await officer.run('{ node(id: "cow_019aa000-0000-7000-8000-000000000000") { id } }');
  expect(errors?.[0]?.extensions.code).toBe("INVALID_ID");
  expect(errors?.[0]?.message).toContain("school_");
});

test("a bad id among several leaves the others", async () => {
  const { data, errors } = await officer.run("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
    ids: [school.id, "nonsense"],
  });
  expect(data.nodes).toEqual([{ id: school.id }, null]);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toMatchObject({ path: ["nodes", 1], extensions: { code: "INVALID_ID" } });
});

test("a thing of another district is absent, as one that isn't there", async () => {
  const { id } = await anIncident(database, { kato: alatau });
  const { data, errors } = await officer.run("query ($id: ID!) { node(id: $id) { id } }", { id });
  expect(errors).toBeUndefined();
  expect(data.node).toBeNull();
});
