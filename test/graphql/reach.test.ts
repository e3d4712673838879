import { readFileSync } from "node:fs";
import { type GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString, isObjectType, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { SUBJECTS, type Subject } from "../../src/access/subjects.js";
import { createReach, objectTypesOf, ownerOf, readsOf } from "../../src/graphql/reach.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";

const schema = createSchema(modules);
const reachOf = createReach(schema);

const inOrder = (subjects: ReadonlySet<Subject>) => SUBJECTS.filter((subject) => subjects.has(subject));
function reached(text: string, operationName?: string) {
  const { isPersonal, subjects } = reachOf(parse(text), operationName);
  return isPersonal ? "personal" : inOrder(subjects);
}
const ofAlert = (selection: string) =>
  reached(`subscription { alerts { ... on AlertEvent { alert { ${selection} } } } }`);
const operation = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), "utf8");

test.each([
  ["control-room", ["incident", "emergency"]],
  ["incident-watch", ["incident"]],
  ["group-watch", []],
])("the operation %s reaches %j", (name, subjects) => {
  expect(reached(operation(name))).toEqual(subjects);
});

test.each([
  ["whether an alert is there", "__typename", ["incident", "emergency"]],
  ["who acknowledged it", "acknowledgedBy { name agency { name } }", ["incident", "emergency"]],
  ["its children", "incident { participants { nodes { child { pseudonym } } } }", ["child", "incident", "emergency"]],
  [
    "the names of children's classes",
    "school { childrenAtRisk { nodes { currentEnrolment { grade } } } }",
    ["child", "incident", "emergency"],
  ],
  ["how many alerts a district has", "district { board { openAlerts } }", ["incident", "emergency"]],
  [
    "how many children a district has",
    "district { board { childrenByRisk { count } } }",
    ["child", "incident", "emergency"],
  ],
  ["the notes of an incident", "incident { notes { nodes { text } } }", "personal"],
  ["how many notes there are", "incident { notes { totalCount } }", "personal"],
  ["the emergency access", "emergencyAccess { id }", "personal"],
  ["who a child is", "incident { participants { nodes { child { identity { surname } } } } }", "personal"],
  [
    "whether there are sensitive notes",
    "incident { participants { nodes { child { hasSensitiveNotes } } } }",
    "personal",
  ],
])("an alert with %s reaches what it reads", (_, selection, expected) => {
  expect(ofAlert(selection)).toEqual(expected);
});

describe("an operation", () => {
  const notes = "incident { notes { nodes { id } } }";

  test("that could ask for more is judged by it, whatever its directives say", () => {
    expect(ofAlert(`incident @include(if: false) { notes { nodes { id } } }`)).toBe("personal");
    expect(ofAlert(`... on Alert @skip(if: true) { ${notes} }`)).toBe("personal");
  });

  test("is judged by its fragments, those that fit the type", () => {
    expect(ofAlert(`... on Node { ... on Alert { ${notes} } }`)).toBe("personal");
    expect(ofAlert("... on Node { ... on IncidentNote { text } }")).toEqual(["incident", "emergency"]);
    const spread = `subscription { alerts { ... on StreamItem { ...E } } } fragment E on AlertEvent { alert { ${notes} } }`;
    expect(reached(spread)).toBe("personal");
  });

  test("is the one that is named", () => {
    const two = `subscription A { alerts { __typename } } subscription B { workingGroupChanged(id: "…") { __typename } }`;
    expect(reached(two, "A")).toEqual(["incident", "emergency"]);
    expect(reached(two, "B")).toEqual([]);
    expect(reached(two)).toBe("personal");
  });

  test("that isn't understood is personal", () => {
    expect(reached("subscription { unheardOf { id } }")).toBe("personal");
    expect(ofAlert("...Missing")).toBe("personal");
    expect(reached("fragment A on Alert { id }")).toBe("personal");
  });

  test("is judged once for each document", () => {
    const document = parse(operation("control-room"));
    expect(reachOf(document)).toBe(reachOf(document));
  });
});

test("a field with a resolver that says nothing of what it reads is personal", () => {
  const silent = { type: GraphQLString, resolve: () => "…" };
  const query = new GraphQLObjectType({ name: "Query", fields: { silent } });
  const own = createReach(new GraphQLSchema({ query }));
  expect(own(parse("{ silent }")).isPersonal).toBe(true);
});

/** Every field that a subscription reaches, not through one that is personal. */
function reachable(): [place: string, type: GraphQLObjectType, field: GraphQLField<unknown, unknown>][] {
  const types = new Set([schema.getSubscriptionType() as GraphQLObjectType]);
  const found: ReturnType<typeof reachable> = [];
  for (const type of types) {
    for (const field of Object.values(type.getFields())) {
      found.push([`${type.name}.${field.name}`, type, field]);
      if (readsOf(type, field) === "PERSONAL") continue;
      for (const inner of objectTypesOf(field, schema)) types.add(inner);
    }
  }
  return found;
}

// Reading them is written into the audit, and no subscription gives them.
const PERSONAL = ["Child.identity", "Child.guardians", "SensitiveNote.text"];

describe("of what a subscription reaches", () => {
  const fields = reachable();

  test("every field says what it reads", () => {
    expect(fields.length).toBeGreaterThan(300);
    const silent = fields.filter(([, type, field]) => readsOf(type, field) === null);
    expect(silent.map(([place]) => place)).toEqual([]);
  });

  test("few fields are personal by themselves", () => {
    const personal = fields.filter(([, type, field]) => readsOf(type, field) === "PERSONAL");
    expect(personal.map(([place]) => place).sort()).toEqual(PERSONAL.toSorted());
  });

  test("each type shows rows of one table, and each of its rows' columns are of that table", () => {
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      const owners = Object.values(type.getFields()).flatMap(({ extensions }) => extensions.owner ?? []);
      expect(new Set(owners).size, type.name).toBeLessThanOrEqual(1);
      expect(owners[0] ?? null).toBe(ownerOf(type));
    }
  });
});
