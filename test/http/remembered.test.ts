import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { createRemembered, type Known } from "../../src/access/remembered.js";
import { maintain } from "../../src/db/database.js";
import { agencies, appointments } from "../../src/modules/agencies/table.js";
import { incidents } from "../../src/modules/incidents/table.js";
import { schools } from "../../src/modules/schools/table.js";
import { countStatements, onPostgres } from "../support/database.js";
import { abai, almaly, anIncident, anOfficer, aSchool } from "../support/factories.js";
import { aReport } from "../support/incidents.js";
import { start } from "../support/start.js";

const server = await start();
const { database } = server;
const WHO = "{ viewer { role kato appointment { id } } }";
const COUNT = "{ incidents { totalCount } }";
const today = new Date().toISOString().slice(0, 10);

const change = (id: string, to: Partial<typeof appointments.$inferInsert>) =>
  maintain(database, async ({ db }) => {
    await db.update(appointments).set(to).where(eq(appointments.officerId, id));
  });

/** An officer whom the server has seen. */
async function aKnown(given: Parameters<typeof anOfficer>[1] = { kato: almaly, from: "2020-01-01" }) {
  const officer = await anOfficer(database, given);
  const client = server.as(officer);
  expect((await client.run(WHO)).data.viewer.role).toBe(given?.role ?? "DISTRICT_OFFICER");
  return { officer, client };
}

beforeAll(async () => void (await anIncident(database, { kato: almaly })));

test.runIf(onPostgres())("who is known isn't looked up again", async () => {
  const officer = await anOfficer(database, { kato: almaly });
  // The planner reads once what it may read.
  const { client } = await aKnown();
  await client.run(WHO);
  const ask = () => server.as(officer).run("{ viewer { appointments { id } } }");
  expect(await countStatements(database, ask)).toBe(2);
  expect(await countStatements(database, ask)).toBe(1);
});

const REFUSED = {
  message: "The token must name an officer with an appointment in force, or a guardian.",
  extensions: { code: "TOKEN_INVALID" },
};
const WRONG: [what: string, query: string][] = [
  ["a query", COUNT],
  ["a document with a fault", "{ incidents {"],
  ["a document that doesn't fit the schema", "{ nothing }"],
  ["a subscription", "subscription { alerts { __typename } }"],
  ["an operation that isn't there", "query A { __typename } query B { __typename }"],
];
test.each(WRONG)("an appointment that has ended is refused at once: %s", async (_, query) => {
  const { officer, client } = await aKnown();
  await change(officer.id, { to: "2020-12-31" });

  const answer = await client.run(query);

  expect(answer).toEqual({ status: 401, errors: [REFUSED] });
  // And the second time, when nobody remembers it, in the same words.
  expect(await client.run(query)).toEqual(answer);
});

test("a mutation of somebody whose appointment has ended changes nothing", async () => {
  const { officer, client } = await aKnown();
  await change(officer.id, { to: "2020-12-31" });
  const report = "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }";

  const answer = await client.run(report, aReport({ place: "Никогда" }));

  expect(answer).toEqual({ status: 401, errors: [REFUSED] });
  const made = await maintain(database, ({ db }) => db.select().from(incidents).where(eq(incidents.place, "Никогда")));
  expect(made).toEqual([]);
});

test("a newer appointment counts at once, and the older again when it is taken back", async () => {
  const { officer, client } = await aKnown();
  const row = { officerId: officer.id, role: "JUVENILE_INSPECTOR", kato: abai, from: today } as const;
  const [newer] = await maintain(database, ({ db }) => db.insert(appointments).values(row).returning());

  expect((await client.run(WHO)).data.viewer).toMatchObject({ role: "JUVENILE_INSPECTOR", kato: abai });
  expect((await client.run(COUNT)).data.incidents.totalCount).toBe(0);

  await maintain(database, async ({ db }) => {
    await db
      .update(appointments)
      .set({ from: "2021-01-02", to: "2021-01-01" })
      .where(eq(appointments.id, newer?.id as string));
  });
  expect((await client.run(COUNT)).data.incidents.totalCount).toBeGreaterThan(0);
});

test("a mutation is done once, as whoever it is at that moment", async () => {
  const { officer, client } = await aKnown();
  await change(officer.id, { role: "DISPATCHER" });
  const place = `Двор ${officer.id}`;
  const report = `mutation($input: IncidentReportInput!) { incidentReport(input: $input) {
    incident { id } errors { message } } }`;

  const { data } = await client.run(report, aReport({ place }));

  expect(data.incidentReport.errors).toEqual([]);
  const made = await maintain(database, (tx) =>
    tx.rows<{ role: string }>(sql`select e.role from incidents i
      join audit_entries e on e.subject_id = 'incident_' || i.id where i.place = ${place}`),
  );
  expect(made).toEqual([{ role: "DISPATCHER" }]);
});

test("a mutation whose role has been taken away is refused for that", async () => {
  const { officer, client } = await aKnown();
  await change(officer.id, { role: "NGO_OBSERVER" });
  const report = `mutation($input: IncidentReportInput!) { incidentReport(input: $input) {
    incident { id } errors { code message } } }`;

  const { data } = await client.run(report, aReport());

  expect(data.incidentReport.errors).toEqual([
    { code: "NOT_ALLOWED", message: expect.stringContaining("but is NGO_OBSERVER") },
  ]);
});

test("another role and another territory count at once", async () => {
  const { officer, client } = await aKnown();
  await change(officer.id, { role: "DISPATCHER", kato: abai });
  expect((await client.run(WHO)).data.viewer).toMatchObject({ role: "DISPATCHER", kato: abai });
});

test("whoever becomes a prosecutor leaves entries at once", async () => {
  const { officer, client } = await aKnown();
  await change(officer.id, { role: "PROSECUTOR" });
  const { data } = await client.run("{ incidents(first: 1) { nodes { id } } }");
  const log = await maintain(database, (tx) =>
    tx.rows<{ action: string }>(sql`select action from audit_entries where actor_id = ${officer.id.slice(8)}::uuid`),
  );
  expect(data.incidents.nodes).toHaveLength(1);
  expect(log).toEqual([{ action: "incidentRead" }]);
});

test("who works at a school goes with it, and isn't of the whole country without it", async () => {
  const school = await aSchool(database, { kato: almaly });
  const { client } = await aKnown({ role: "SCHOOL_DIRECTOR", school });
  const move = (to: Partial<typeof schools.$inferInsert>) =>
    maintain(database, async ({ db }) => void (await db.update(schools).set(to).where(eq(schools.id, school.id))));

  await move({ kato: abai });
  expect((await client.run(WHO)).data.viewer.kato).toBe(abai);

  const [agency] = await maintain(database, ({ db }) =>
    db.insert(agencies).values({ kind: "SCHOOL", kato: abai, nameRu: "Другая" }).returning(),
  );
  await move({ agencyId: agency?.id as string });
  expect(await client.run(COUNT)).toEqual({ status: 401, errors: [REFUSED] });
});

test("what a mutation changes is read anew by the next one of the request", async () => {
  const { client } = await aKnown();
  const { id } = await anIncident(database, { kato: almaly });
  const both = `mutation($id: ID!) {
    a: incidentConfirm(input: { id: $id }) { incident { version state } }
    b: incidentNoteAdd(input: { id: $id, text: "Заметка" }) { incident { version state } } }`;

  const { data } = await client.run(both, { id });

  expect(data.a.incident).toEqual({ version: 2, state: "CONFIRMED" });
  expect(data.b.incident).toEqual({ version: 3, state: "CONFIRMED" });
});

test("those who asked longest ago are forgotten first", () => {
  const remembered = createRemembered(2);
  const known = {} as Known;
  for (const who of ["a", "b"]) remembered.keep(who, known);
  remembered.find("a");
  remembered.keep("c", known);
  expect(["a", "b", "c"].map((who) => remembered.find(who) !== undefined)).toEqual([true, false, true]);
  remembered.forget("a");
  expect(remembered.find("a")).toBeUndefined();
});
