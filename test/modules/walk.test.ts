import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/roles.js";
import { maintain } from "../../src/db/database.js";
import { seedDemo } from "../../src/db/seed/index.js";
import { createSchema } from "../../src/graphql/schema.js";
import { modules } from "../../src/modules/index.js";
import { officerOf } from "../support/factories.js";
import { type Asking, type Running, start } from "../support/start.js";
import { walkQueries } from "../support/walk.js";

const queries = walkQueries(createSchema(modules));
let server: Running;
beforeAll(async () => {
  server = await start();
  await seedDemo(server.database, undefined, { ring: server.ring });
}, 120_000);

const parent = async () => {
  const [found] = await maintain(server.database, (tx) =>
    tx.rows<{ id: string }>(sql`select 'guardian_' || guardian_id as id from guardianships order by id limit 1`),
  );
  return found?.id as string;
};

describe.each<[who: string, find: () => Promise<Asking>]>([
  ["an officer of the whole country", async () => officerOf(null, "MINISTRY_CONTROLLER")],
  ["an officer of a district", async () => officerOf("751210000", "DISTRICT_OFFICER")],
  ["a data officer", async () => officerOf("750000000", "DATA_OFFICER")],
  ["an officer of a directory only", async () => officerOf("750000000", "NGO_OBSERVER")],
  ["a parent", parent],
])("over the demo data, %s", (_, find) => {
  test("asks every field to depth 3 without an error", async () => {
    const client = server.as(await find());
    expect(queries.length).toBeGreaterThan(60);
    for (const { name, query } of queries) {
      const { data, errors } = await client.run(query);
      expect(errors, `${name}\n${query}`).toBeUndefined();
      expect(data, name).not.toBeNull();
    }
  });
});

// Whose work a list is, where the ombudsman doesn't read it.
const READERS: Partial<Record<string, Role>> = { emergencyAccesses: "DATA_OFFICER" };

test("every list of the whole country has rows of the demo data", async () => {
  for (const list of modules.flatMap((module) => module.lists ?? [])) {
    const fields = createSchema(modules).getQueryType()?.getFields() ?? {};
    if (!(list.name in fields)) continue;
    // The audit is of what was done since: of the demo data nobody has done anything.
    if (list.name === "auditTrail") continue;
    const viewer = server.as(officerOf(null, READERS[list.name] ?? "OMBUDSMAN"));
    const { data } = await viewer.run(`{ ${list.name}(first: 1) { totalCount } }`);
    expect(data[list.name].totalCount, list.name).toBeGreaterThan(0);
  }
});
