import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { readsTier } from "../../src/access/rights.js";
import { Role } from "../../src/access/roles.js";
import { DATA_TIERS, type DataTier } from "../../src/access/tiers.js";
import { maintain } from "../../src/db/database.js";
import { cursorOf } from "../../src/graphql/keyset.js";
import type { List } from "../../src/graphql/relations.js";
import { tiersToProve } from "../../src/graphql/rights.js";
import { createSchema } from "../../src/graphql/schema.js";
import { alertList } from "../../src/modules/alerts/relations.js";
import { childList } from "../../src/modules/children/relations.js";
import { incidentList } from "../../src/modules/incidents/relations.js";
import { modules } from "../../src/modules/index.js";
import type { Client } from "../support/start.js";
import { listsOf } from "../support/walk.js";
import { ALLOWED } from "./allowed.js";
import { judgePage, makeProbes, type Probe } from "./leak-probes.js";
import { type LeakWorld, OTHER, OWN, startLeakWorld } from "./leak-setup.js";
import { isAllowed, type Judged } from "./leaks.js";

const schema = createSchema(modules);
/** The lists whose rows aren't a directory, with the tier of their rows. */
const CLOSED: [list: List, tier: DataTier][] = [
  [incidentList, "T3S"],
  [alertList, "T3S"],
  [childList, "T3P"],
];
/** Filters that compare more than their rows show, and who may use them. Every other filter is free. */
const STRICTER: Record<string, { tier: DataTier; example: string; may: (role: Role) => boolean }> = {
  "childrenAtRisk.riskCategories": {
    tier: "T3C",
    example: "[TRUANCY]",
    may: (role) => ALLOWED[role].inside.includes("T3C"),
  },
  "workingGroups.incomplete": { tier: "T1", example: "true", may: (role) => role !== "GUARDIAN" },
};

const DRILLED = ["incidents", "alerts"];

let world: LeakWorld;
let probes: Probe[];
beforeAll(async () => {
  world = await startLeakWorld();
  probes = (await Promise.all(CLOSED.map(([list, tier]) => makeProbes(world, schema, list, tier)))).flat();
}, 120_000);

test("a filter compares its own row's columns, or it is one of those that need a right", () => {
  const found = listsOf(schema).flatMap((list) =>
    Object.entries(list.filters)
      .filter(([, { reads }]) => tiersToProve(list, reads).length > 0)
      .map(([name, { reads }]) => [`${list.name}.${name}`, [...new Set(tiersToProve(list, reads))]]),
  );
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(STRICTER).map(([name, { tier }]) => [name, [tier]])),
  );
  expect(listsOf(schema).flatMap((list) => Object.values(list.filters)).length).toBeGreaterThan(40);
});

test("every order goes by columns of its own rows", () => {
  const found = listsOf(schema).filter(
    (list) =>
      tiersToProve(
        list,
        list.order.map(({ column }) => column),
      ).length > 0,
  );
  expect(found.map(({ name }) => name)).toEqual([]);
});

test("the right to a tier is that of the table of roles", () => {
  for (const role of Role.values) {
    const own = DATA_TIERS.filter((tier) => readsTier(role, tier));
    // Of the directory a guardian reads the bodies only, and filters by nothing else.
    expect(own, role).toEqual(
      role === "GUARDIAN" ? ["T0"] : DATA_TIERS.filter((t) => ALLOWED[role].inside.includes(t)),
    );
  }
  expect(DATA_TIERS.filter((tier) => readsTier(null, tier))).toEqual(["T0"]);
});

/** What a role gets by filters beyond what it may read: everywhere, or in one territory. */
async function leaksByFilter({ client, judged }: { client: Client; judged: Judged }, territory?: string) {
  const used = probes
    .filter(({ list, name }) => STRICTER[`${list}.${name}`]?.may(judged.role) ?? true)
    .filter(({ name }) => !territory || name !== "territory");
  const leaks: string[] = [];
  for (let from = 0; from < used.length; from += 40) {
    const part = used.slice(from, from + 40);
    const fields = part.map(({ list, name, literal }, i) => {
      const place = territory ? `territory: "${territory}"` : "";
      // What a list leaves out unless it is asked for is judged too.
      const whole = DRILLED.includes(list) && name !== "exercises" ? "exercises: INCLUDE" : "";
      return `f${i}: ${list}(first: 3, filter: { ${name}: ${literal} ${place} ${whole} }) { totalCount ${territory ? "" : "nodes { id }"} }`;
    });
    const { data, errors } = await client.run(`{ ${fields.join("\n")} }`);
    expect(errors).toBeUndefined();
    const digits = territory?.slice(0, 4) ?? "";
    leaks.push(...part.flatMap((probe, i) => judgePage(data[`f${i}`], probe, { judged, digits }, world)));
  }
  return leaks;
}

describe("over the demo data", () => {
  test("the probes find rows inside and outside", () => {
    const find = (digits: string) =>
      probes.filter(({ found }) => found.some((id) => String(world.places.get(id)?.kato).startsWith(digits)));
    expect(find(OWN.slice(0, 4)).length).toBeGreaterThan(60);
    expect(find(OTHER.slice(0, 4)).length).toBeGreaterThan(60);
  });

  test.each(Role.values)("%s counts by every filter what it may read, in its own place and in others", async (role) => {
    const officer = await world.asOfficer(role);
    expect(await leaksByFilter(officer)).toEqual([]);
    expect(await leaksByFilter(officer, OTHER)).toEqual([]);
  });

  test.each(Role.values)("%s is refused filters by what it may not read, and only these", async (role) => {
    const { client } = await world.asOfficer(role);
    for (const [name, { example, may, tier }] of Object.entries(STRICTER)) {
      const [list, filter] = name.split(".");
      const { errors } = await client.run(`{ ${list}(filter: { ${filter}: ${example} }) { totalCount } }`);
      if (may(role)) expect(errors, name).toBeUndefined();
      else {
        const message = `The filter ${filter} must compare what the viewer may read, but ${role} reads nothing of the tier ${tier}`;
        expect(errors).toMatchObject([
          { message, extensions: { code: "FILTER_NOT_ALLOWED", field: `filter.${filter}` } },
        ]);
      }
    }
  });

  test.each(Role.values)("%s gets no hidden row by the cursor of one", async (role) => {
    const { client, judged } = await world.asOfficer(role);
    for (const [list, tier] of CLOSED) {
      const hidden = world.samples.filter((id) => id.startsWith(`${list.type().name.toLowerCase()}_`)).slice(-3);
      for (const id of hidden) {
        const [row] = await world.rowOf(list, id);
        const after = cursorOf(list.name, list.order, row as Record<string, unknown>);
        const query = `query($after: String) { list: ${list.name}(first: 100, after: $after) { nodes { id } } }`;
        const { data } = await client.run(query, { after });
        const strange = data.list.nodes.filter(
          (node: { id: string }) => !isAllowed(judged, tier, world.places.get(node.id)),
        );
        expect(strange).toEqual([]);
      }
    }
  });
});

test("a planted hole is found by the counts of filters", async () => {
  const alter = (statement: string) => maintain(world.server.database, (tx) => tx.rows(sql.raw(statement)));
  const [kept] = await maintain(world.server.database, (tx) =>
    tx.rows<{ qual: string }>(sql`select qual from pg_policies where policyname = 'children_read'`),
  );
  await alter("alter policy children_read on children using (true)");
  const leaks = await leaksByFilter(await world.asOfficer("NGO_OBSERVER"), OTHER);
  await alter(`alter policy children_read on children using (${kept?.qual})`);
  expect(leaks.join("\n")).toMatch(/NGO_OBSERVER by childrenAtRisk\(riskLevels: \[LOW\]\) in 7511 counts [1-9]/);
});
