import { expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { localities } from "../../src/modules/territories/table.js";
import { abai, alatau, almaly, almaty, anIncident, aSchool, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const { as, database } = await start();
const country = as(officerOf(null, "OMBUDSMAN"));

// A rural district with a village in it, and the one behind it.
const taraz = "311010000";
await maintain(database, ({ db }) =>
  db.insert(localities).values([
    { kato: "751112000", lastKato: "751112300", level: 3, kind: "RURAL_DISTRICT", nameRu: "Сельский округ" },
    { kato: "751113000", lastKato: "751113000", level: 3, kind: "RURAL_DISTRICT", nameRu: "Соседний округ" },
  ]),
);
const schools = {
  almaly: await aSchool(database, { kato: almaly, nameRu: "Гимназия 100%_\\", kind: "GYMNASIUM" }),
  village: await aSchool(database, { kato: "751112100", nameRu: "Сельская", buildingCondition: "EMERGENCY" }),
  neighbour: await aSchool(database, { kato: "751113000", nameRu: "Соседняя" }),
  alatau: await aSchool(database, { kato: alatau, nameRu: "Лицей", ownership: "PRIVATE", kind: "LYCEUM" }),
  abai: await aSchool(database, { kato: abai, nameRu: "Шымкентская", nameKk: "Шымкент мектебі" }),
};
type Name = keyof typeof schools;

async function found(filter: object, client = country): Promise<Name[]> {
  const document = "query ($filter: SchoolFilter) { schools(filter: $filter, first: 100) { nodes { id } totalCount } }";
  const { data, errors } = await client.run(document, { filter });
  expect(errors).toBeUndefined();
  const ids = data.schools.nodes.map(({ id }: { id: string }) => id);
  expect(data.schools.totalCount).toBe(ids.length);
  return (Object.keys(schools) as Name[]).filter((name) => ids.includes(schools[name].id));
}

test.each<[what: string, filter: object, names: Name[]]>([
  ["a region", { territory: almaty }, ["almaly", "village", "neighbour", "alatau"]],
  ["a district", { territory: almaly }, ["almaly", "village", "neighbour"]],
  ["a locality and all below it", { territory: "751112000" }, ["village"]],
  ["a place without schools", { territory: taraz }, []],
  ["some kinds", { kinds: ["GYMNASIUM", "LYCEUM"] }, ["almaly", "alatau"]],
  ["no kind", { kinds: [] }, []],
  ["an owner", { ownership: ["PRIVATE"] }, ["alatau"]],
  ["a building's state", { conditions: ["EMERGENCY"] }, ["village"]],
  ["a text of the name, whatever its case", { name: "ГИМНАЗ" }, ["almaly"]],
  ["a text of the Kazakh name", { name: "мектебі" }, ["abai"]],
  ["a text with wildcards, taken as it is", { name: "%_\\" }, ["almaly"]],
  [
    "two filters, both of which hold",
    { territory: almaty, kinds: ["LYCEUM", "SECONDARY"] },
    ["village", "neighbour", "alatau"],
  ],
  ["a filter that is null", { territory: null, kinds: ["LYCEUM"] }, ["alatau"]],
])("schools of %s", async (_, filter, names) => {
  expect(await found(filter)).toEqual(names);
});

test("without a territory a list keeps to the viewer's own", async () => {
  expect(await found({}, as(officerOf(alatau)))).toEqual(["alatau"]);
  expect(await found({}, as(officerOf(almaty, "REGION_OFFICER")))).toEqual([
    "almaly",
    "village",
    "neighbour",
    "alatau",
  ]);
  expect(await found({})).toEqual(Object.keys(schools));
});

test("incidents of a period are those from its start to before its end", async () => {
  const school = schools.abai;
  const at = (day: string) => new Date(`2026-03-${day}T00:00:00.000Z`);
  for (const day of ["01", "02", "03"]) await anIncident(database, { school, occurredAt: at(day) });
  const document = `query ($from: DateTime, $before: DateTime) {
    incidents(filter: { occurredFrom: $from, occurredBefore: $before }) { nodes { occurredAt } } }`;
  const { data } = await country.run(document, { from: "2026-03-01T05:00:00+05:00", before: at("03") });
  const times = data.incidents.nodes.map(({ occurredAt }: { occurredAt: string }) => occurredAt);
  expect(times).toEqual(["2026-03-02T00:00:00.000Z", "2026-03-01T00:00:00.000Z"]);
});
