import { describe, expect, test } from "vitest";
import { countStatements } from "../support/database.js";
import { alatau, almaly, anIncident, aSchool, auezov, officerOf } from "../support/factories.js";
import { GUARDED, start } from "../support/start.js";

const { as, anonymous, database } = await start(GUARDED);
const country = as(officerOf(null, "OMBUDSMAN"));
const district = as(officerOf(almaly));

// Ties: nine schools of one district share three names.
const schools: { id: string; nameRu: string }[] = [];
for (let i = 0; i < 9; i++) schools.push(await aSchool(database, { kato: almaly, nameRu: `Школа ${i % 3}` }));
const elsewhere = await aSchool(database, { kato: alatau, nameRu: "Школа 1" });
const at = new Date("2026-09-01T08:00:00.000Z");
for (const [i, school] of schools.slice(0, 3).entries()) {
  for (let n = 0; n <= i; n++) await anIncident(database, { school: { id: school.id, kato: almaly }, occurredAt: at });
}

interface Page {
  nodes: { id: string }[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}
const PAGE = "nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

/** All pages of a list of one size, by following its cursors. */
async function pagesOf(field: string, first: number): Promise<Page[]> {
  const document = `query ($first: Int, $after: String) { ${field}(first: $first, after: $after) { ${PAGE} } }`;
  const pages: Page[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await country.run(document, { first, after });
    expect(errors).toBeUndefined();
    const page = data[field] as Page;
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return pages;
}

const idsOf = (pages: readonly Page[]) => pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));

describe.each([1, 2, 3, 5, 100])("pages of %i", (first) => {
  test("cover every row exactly once, in the order of the list, also with ties", async () => {
    const order = [...schools, elsewhere].toSorted((a, b) => compare(a.nameRu, b.nameRu) || compare(a.id, b.id));
    expect(idsOf(await pagesOf("schools", first))).toEqual(order.map(({ id }) => id));
  });

  test("cover rows of one time exactly once, the newest first", async () => {
    const ids = idsOf(await pagesOf("incidents", first));
    expect(ids).toHaveLength(6);
    expect(ids).toEqual(ids.toSorted().reverse());
  });
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test("a page's edges, nodes and cursors agree", async () => {
  const [first, second] = await pagesOf("schools", 4);
  expect(first?.edges.map(({ node }) => node)).toEqual(first?.nodes);
  expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(first?.pageInfo.startCursor).toBe(first?.edges[0]?.cursor);
  expect(first?.pageInfo.endCursor).toBe(first?.edges.at(-1)?.cursor);
  expect(second?.pageInfo.hasPreviousPage).toBe(true);
});

test("a page starts after any edge's cursor", async () => {
  const [all] = await pagesOf("schools", 100);
  const document = "query ($after: String) { schools(first: 100, after: $after) { nodes { id } } }";
  for (const [i, { cursor }] of all?.edges.entries() ?? []) {
    const { data } = await country.run(document, { after: cursor });
    expect(data.schools.nodes).toEqual(all?.nodes.slice(i + 1));
  }
});

test("a list is read on when a row before the cursor comes or goes", async () => {
  const document =
    "query ($after: String) { incidents(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }";
  const { data: one } = await country.run(document);
  await anIncident(database, { kato: auezov, occurredAt: new Date("2026-09-02T08:00:00.000Z") });
  const { data: two } = await country.run(document, { after: one.incidents.pageInfo.endCursor });
  expect(two.incidents.nodes.map(({ id }: { id: string }) => id)).not.toContain(one.incidents.nodes[1].id);
  expect(two.incidents.nodes).toHaveLength(2);
});

test("a page behind the last row is empty and has no cursors", async () => {
  const [last] = (await pagesOf("schools", 100)).slice(-1);
  const document = `query ($after: String) { schools(after: $after) { ${PAGE} } }`;
  const { data } = await country.run(document, { after: last?.pageInfo.endCursor });
  const pageInfo = { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null };
  expect(data.schools).toEqual({ nodes: [], edges: [], pageInfo });
});

test("a page holds 20 rows when nothing is said", async () => {
  const { data } = await anonymous.run("{ districts { nodes { kato } pageInfo { hasNextPage } } }");
  expect(data.districts.nodes).toHaveLength(20);
  expect(data.districts.pageInfo.hasNextPage).toBe(true);
});

test("totalCount counts the whole list, and costs its statement only when asked for", async () => {
  const { data } = await district.run("{ schools(first: 2) { nodes { id } totalCount } }");
  expect(data.schools.nodes).toHaveLength(2);
  expect(data.schools.totalCount).toBe(9);
  const plain = await countStatements(database, () => district.run("{ schools(first: 2) { nodes { id } } }"));
  const counted = await countStatements(database, () =>
    district.run("{ schools(first: 2) { nodes { id } totalCount } }"),
  );
  expect(counted).toBe(plain + 1);
});

describe("pages below their owners", () => {
  const nested = (first: number, schoolsFirst = 9) =>
    `{ schools(first: ${schoolsFirst}) { nodes { id incidents(first: ${first}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } } }`;

  test("are right for each owner", async () => {
    const { data } = await district.run(nested(2));
    const found = new Map<string, { nodes: unknown[]; totalCount: number; pageInfo: { hasNextPage: boolean } }>(
      data.schools.nodes.map((node: { id: string; incidents: unknown }) => [node.id, node.incidents]),
    );
    for (const [i, { id }] of schools.entries()) {
      const total = i < 3 ? i + 1 : 0;
      expect(found.get(id)).toMatchObject({ totalCount: total, pageInfo: { hasNextPage: total > 2 } });
      expect(found.get(id)?.nodes).toHaveLength(Math.min(2, total));
    }
  });

  test("go on after their own cursors", async () => {
    const { data } = await district.run(nested(2));
    const school = data.schools.nodes.find(({ id }: { id: string }) => id === schools[2]?.id);
    const document =
      "query ($id: ID!, $after: String) { school(id: $id) { incidents(after: $after) { nodes { id } } } }";
    const { data: rest } = await district.run(document, { id: school.id, after: school.incidents.pageInfo.endCursor });
    const first = school.incidents.nodes.map(({ id }: { id: string }) => id);
    expect(rest.school.incidents.nodes).toHaveLength(1);
    expect(first).not.toContain(rest.school.incidents.nodes[0].id);
  });

  test("take the same number of statements for two owners and for nine", async () => {
    const few = await countStatements(database, () => district.run(nested(2, 2)));
    const many = await countStatements(database, () => district.run(nested(100, 9)));
    expect(many).toBe(few);
  });
});
