import { readdirSync, readFileSync } from "node:fs";
import {
  type GraphQLField,
  getNamedType,
  getOperationAST,
  isObjectType,
  isRequiredArgument,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { describe, expect, test } from "vitest";
import { createBuckets } from "../../src/graphql/bucket.js";
import { costOf } from "../../src/graphql/cost.js";
import { BOUNDS, createMeter } from "../../src/graphql/meter.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";

const schema = createSchema(modules);

function cost(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return costOf({ schema, document, operation: getOperationAST(document) as OperationDefinitionNode, variables });
}

describe("the cost of an operation", () => {
  test.each([
    ["a constant", "{ __typename }", 0],
    ["a row", '{ region(kato: "750000000") { kato } }', 1],
    ["a page: itself and its rows", "{ regions(first: 10) { nodes { kato } } }", 11],
    ["a page without first: the default", "{ regions { nodes { kato } } }", 21],
    ["pages below pages", "{ regions(first: 10) { nodes { districts(first: 5) { nodes { kato } } } } }", 71],
    ["edges like nodes and their node", "{ regions(first: 10) { edges { node { kato } } } }", 21],
    ["a count, however few rows are read", "{ regions(first: 1) { totalCount } }", 11],
    ["an alias again", "{ a: regions(first: 10) { nodes { kato } } b: regions(first: 10) { nodes { kato } } }", 22],
    ["what is left out: nothing", "{ regions(first: 10) @skip(if: true) { nodes { kato } } }", 0],
    ["a small list: five", '{ officer(id: "x") { appointments { role } } }', 6],
    ["nodes by their ids", '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ["the schema", "{ __schema { types { name } } }", 1_000],
    ["a subscription's start", "subscription { alerts { __typename } }", 11],
  ])("counts %s", (_, document, expected) => {
    expect(cost(document)).toBe(expected);
  });

  const byVariable = "query ($n: Int = 3) { regions(first: $n) { nodes { kato } } }";
  test("takes first from variables and their defaults", () => {
    expect([cost(byVariable), cost(byVariable, { n: 50 })]).toEqual([4, 51]);
  });

  test("is that of the largest page for a page that its resolver refuses", () => {
    expect(cost(byVariable, { n: 1_000_000 })).toBe(101);
    expect(cost(byVariable, { n: "many" })).toBe(101);
  });

  test("counts fragments where they are spread", () => {
    const document = `{ regions(first: 10) { ...page } } fragment page on RegionConnection { nodes { ...row } }
      fragment row on Region { districts(first: 5) { nodes { kato } } }`;
    expect(cost(document)).toBe(71);
  });

  test("is worked out at once for fragments that double twenty times", () => {
    const twice = Array.from({ length: 20 }, (_, i) => `fragment f${i} on Region { ...f${i + 1} ...f${i + 1} }`);
    const document = `{ region(kato: "750000000") { ...f0 } } ${twice.join(" ")} fragment f20 on Region {
      districts(first: 1) { nodes { kato } } }`;
    const start = performance.now();
    expect(cost(document)).toBe(1 + 2 ** 20 * 2);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test("multiplies every page of the schema", () => {
    const found: string[] = [];
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        if (!getNamedType(field.type).name.endsWith("Connection")) continue;
        found.push(`${type.name}.${field.name}`);
        expect(costOfPage(type.name, field), found.at(-1)).toBe(8);
      }
    }
    expect(found.length).toBeGreaterThan(20);
  });

  const folder = new URL("../../schema/operations/", import.meta.url);
  const documents = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  test.each(documents)("of the document %s is within the limit, many times within the bucket", (name) => {
    const got = cost(readFileSync(new URL(name, folder), "utf8"));
    expect(got).toBeLessThanOrEqual(BOUNDS.cost);
    expect(got * 20).toBeLessThanOrEqual(BOUNDS.costBucket);
  });
});

/** What a required argument is given, by its type. */
const GIVEN: Readonly<Record<string, string>> = { "ID!": '"x"', "DateTime!": '"2026-09-01T00:00:00Z"' };

/** The cost of one page of seven rows, asked for where the type stands. */
function costOfPage(parent: string, field: GraphQLField<unknown, unknown>) {
  const required = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${GIVEN[String(type)]}`);
  const selection = `${field.name}(${["first: 7", ...required].join(", ")}) { nodes { __typename } }`;
  if (parent === "Query") return cost(`{ ${selection} }`);
  const document = parse(`{ node(id: "x") { ...on ${parent} { ${selection} } } }`);
  return (
    costOf({ schema, document, operation: getOperationAST(document) as OperationDefinitionNode, variables: {} }) - 1
  );
}

describe("a bucket", () => {
  const withClock = (options: { capacity: number; restore: number; keep?: number }) => {
    const time = { now: 0 };
    return { time, buckets: createBuckets({ ...options, clock: () => time.now }) };
  };

  test("gives what it holds, then refuses and says when to try again", () => {
    const { buckets } = withClock({ capacity: 100, restore: 10 });
    expect(buckets.take("a", 70)).toEqual({ ok: true, available: 30, retryAfter: 0 });
    expect(buckets.take("a", 70)).toEqual({ ok: false, available: 30, retryAfter: 4 });
    expect(buckets.take("a", 30).ok).toBe(true);
  });

  test("fills again with time, to its bound and not over it", () => {
    const { time, buckets } = withClock({ capacity: 100, restore: 10 });
    buckets.take("a", 100);
    time.now = 4_000;
    expect(buckets.take("a", 0).available).toBe(40);
    time.now = 60_000;
    expect(buckets.take("a", 0).available).toBe(100);
  });

  test("is one for each key", () => {
    const { buckets } = withClock({ capacity: 10, restore: 1 });
    buckets.take("a", 10);
    expect(buckets.take("b", 10).ok).toBe(true);
  });

  test("that was used longest ago is forgotten first, so that memory is bounded", () => {
    const { buckets } = withClock({ capacity: 10, restore: 1, keep: 2 });
    buckets.take("a", 10);
    buckets.take("b", 10);
    buckets.take("a", 0);
    buckets.take("c", 10);
    expect(buckets.take("a", 1).ok).toBe(false);
    expect(buckets.take("b", 1).ok).toBe(true);
  });

  test("spends what there is without refusing", () => {
    const { buckets } = withClock({ capacity: 10, restore: 1 });
    buckets.spend("a", 25);
    expect(buckets.take("a", 0).available).toBe(0);
  });
});

test("good tokens at once don't use up an address's allowance for refused ones", async () => {
  const meter = createMeter({ ...BOUNDS, failedTokens: 2 }, () => 0);
  const all = Array.from({ length: 50 }, () => meter.guard("10.0.0.1", async () => "good"));
  expect(new Set(await Promise.all(all))).toEqual(new Set(["good"]));
});
