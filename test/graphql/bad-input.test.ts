import { expect, test } from "vitest";
import { almaly, anIncident, aSchool, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const { anonymous, as, database } = await start();
const officer = as(officerOf(almaly));
const school = await aSchool(database, { kato: almaly });
await aSchool(database, { kato: almaly });
const incident = await anIncident(database, { school });

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function refusalOf(document: string, variables: object = {}) {
  const { errors } = await officer.run(document, variables);
  expect(errors).toHaveLength(1);
  return { message: errors?.[0]?.message, code: errors?.[0]?.extensions.code, field: errors?.[0]?.extensions.field };
}

test("a code that the classifier hasn't is refused with the argument and the code", async () => {
  expect(await refusalOf('{ district(kato: "759990000") { kato } }')).toEqual({
    code: "UNKNOWN_KATO",
    field: "kato",
    message: 'kato must be the code of a District, but got "759990000"',
  });
});

test("a region is no district", async () => {
  expect(await refusalOf('{ district(kato: "750000000") { kato } }')).toMatchObject({ code: "UNKNOWN_KATO" });
});

test("a filter by a code that the classifier hasn't is refused with its path", async () => {
  expect(await refusalOf('{ schools(filter: { territory: "759990000" }) { nodes { id } } }')).toEqual({
    code: "UNKNOWN_KATO",
    field: "filter.territory",
    message: 'territory must be a code of the classifier KATO, but got "759990000"',
  });
});

test.each(["75111", "75111000x", "", "0123456789"])("%j is no code, as a literal or a variable", async (kato) => {
  const literal = await refusalOf(`{ district(kato: ${JSON.stringify(kato)}) { kato } }`);
  const variable = await refusalOf("query ($kato: Kato!) { district(kato: $kato) { kato } }", { kato });
  for (const refusal of [literal, variable]) {
    expect(refusal.code).toBe("UNKNOWN_KATO");
    expect(refusal.message).toContain(JSON.stringify(kato));
  }
});

test("an id of another type is refused with the type that is asked for", async () => {
  expect(await refusalOf("query ($id: ID!) { school(id: $id) { id } }", { id: incident.id })).toEqual({
    code: "INVALID_ID",
    field: "id",
    message: `id must be an id school_<uuid>, but got "${incident.id}"`,
  });
});

test.each(["", "school", "school_", "school_1", "school_019aa000-0000-7000-8000-00000000000g", "\u0000"])(
  "%j is no id of a school",
  async (id) => {
    expect((await refusalOf("query ($id: ID!) { school(id: $id) { id } }", { id })).code).toBe("INVALID_ID");
    expect((await refusalOf("query ($id: ID!) { node(id: $id) { id } }", { id })).code).toBe("INVALID_ID");
  },
);

test("a bad id fails its own field only", async () => {
  const document = "query ($good: ID!, $bad: ID!) { good: school(id: $good) { id } bad: school(id: $bad) { id } }";
  const { data, errors } = await officer.run(document, { good: school.id, bad: incident.id });
  expect(data).toEqual({ good: { id: school.id }, bad: null });
  expect(errors).toHaveLength(1);
});

test("an id that nothing has finds nothing", async () => {
  const id = "school_019aa000-0000-7000-8000-000000000000";
  const { data, errors } = await officer.run("query ($id: ID!) { school(id: $id) { id } node(id: $id) { id } }", {
    id,
  });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ school: null, node: null });
});

test("a cursor of another list is refused with the list", async () => {
  const { data } = await anonymous.run("{ regions(first: 1) { pageInfo { endCursor } } }");
  const after = data.regions.pageInfo.endCursor;
  expect(await refusalOf("query ($after: String) { schools(after: $after) { nodes { id } } }", { after })).toEqual({
    code: "INVALID_CURSOR",
    field: "after",
    message: `after must be a cursor of the list schools, but got "${after}"`,
  });
});

const GARBAGE: [what: string, cursor: string][] = [
  ["an empty text", ""],
  ["a text", "garbage"],
  ["no JSON", Buffer.from("{").toString("base64url")],
  ["no list", cursorOf({ schools: 1 })],
  ["too few keys", cursorOf(["schools", "a"])],
  ["too many keys", cursorOf(["schools", "a", school.id, 1])],
  ["keys of other types", cursorOf(["schools", 1, 2])],
  ["an id of another type", cursorOf(["schools", "a", incident.id])],
  ["a key that can't be stored", cursorOf(["schools", "\u0000", school.id])],
  ["SQL", cursorOf(["schools", "a", "school_'; drop table schools; --"])],
];

test.each(GARBAGE)("a cursor that holds %s is refused", async (_, after) => {
  const document = "query ($after: String) { schools(after: $after) { nodes { id } } }";
  expect((await refusalOf(document, { after })).code).toBe("INVALID_CURSOR");
});

test("a garbage cursor of a list below a school is refused", async () => {
  const document = 'query ($id: ID!) { school(id: $id) { incidents(after: "x") { nodes { id } } } }';
  expect((await refusalOf(document, { id: school.id })).code).toBe("INVALID_CURSOR");
});

test("a date out of PostgreSQL's range in a cursor is refused", async () => {
  const after = cursorOf(["incidents", "+275760-09-13T00:00:00.000Z", incident.id]);
  const document = "query ($after: String) { incidents(after: $after) { nodes { id } } }";
  expect((await refusalOf(document, { after })).code).toBe("INVALID_CURSOR");
});

test("a text with the character U+0000 is refused", async () => {
  const document = "query ($name: String) { schools(filter: { name: $name }) { nodes { id } } }";
  expect((await refusalOf(document, { name: "a\u0000" })).code).toBe("INVALID_INPUT");
});

const sinceTime = "query ($time: DateTime!) { incidents(filter: { occurredFrom: $time }) { nodes { id } } }";

test.each(["2026-02-30T00:00:00Z", "yesterday", "+275760-09-13T00:00:00Z"])("%s is no time", async (time) => {
  expect((await refusalOf(sinceTime, { time })).code).toBe("BAD_USER_INPUT");
});

test.each([
  ["0000-01-01T00:00:00Z", 0],
  ["9999-12-31T23:59:59-12:00", 10_000],
])("%s is a time out of the database's range", async (time, year) => {
  expect(await refusalOf(sinceTime, { time })).toMatchObject({ code: "OUT_OF_RANGE" });
  const literal = await refusalOf(sinceTime.replace("($time: DateTime!)", "").replace("$time", JSON.stringify(time)));
  expect(literal.message).toContain(`The year must be 1 to 9999, but got ${year}`);
});

test.each([
  ["alerts", [99_999_999_999, 0, "2026-01-01T00:00:00.000Z", incident.id.replace("incident", "alert")]],
  ["alerts", [0, 0, "0000-01-01T00:00:00.000Z", incident.id.replace("incident", "alert")]],
  ["regions", ["99999999999"]],
  ["regions", ["1e9"]],
  ["figures", ["2026-13-45", incident.id.replace("incident", "figure")]],
])("a forged cursor of the list %s with keys %j is refused", async (list, keys) => {
  const { errors } = await officer.run(`query($after: String) { ${list}(after: $after) { nodes { __typename } } }`, {
    after: cursorOf([list, ...keys]),
  });
  expect(errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
});
