import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { abai, almaly, anIncident, anOfficer } from "../support/factories.js";
import { closeOf } from "../support/socket.js";
import { start } from "../support/start.js";
import { openStream } from "../support/stream.js";

const server = await start();
const { database, url } = server;
const officer = await anOfficer(database, { kato: almaly, from: "2020-01-01" });
const absent = await anOfficer(database, { kato: abai, role: "JUVENILE_INSPECTOR" });
const other = await anOfficer(database);

const appoint = (given: Partial<typeof appointments.$inferInsert>) =>
  maintain(database, async ({ db }) => {
    const row = { officerId: officer.id, role: "JUVENILE_INSPECTOR", from: "2021-01-01", ...given } as const;
    const [made] = await db.insert(appointments).values(row).returning();
    return made?.id as string;
  });
const [first] = await maintain(database, ({ db }) => db.select().from(appointments).limit(1));
const office = first?.id as string;
const deputy = await appoint({ kato: abai, actingForId: absent.id });
const ended = await appoint({ kato: abai, to: "2021-12-31" });
const coming = await appoint({ kato: abai, from: "2999-01-01" });
const elses = await appoint({ officerId: other.id, kato: abai });

const client = server.as(officer);
const under = (appointment: string) => ({ "x-qorgan-appointment": appointment });
const WHO = "{ viewer { role kato appointment { id actingFor { id } } appointments { id } } }";
const incident = await anIncident(database, { kato: abai });

test("of several appointments in force the newest counts, and the viewer sees which there are", async () => {
  const { data } = await client.run(WHO);
  expect(data.viewer).toEqual({
    role: "JUVENILE_INSPECTOR",
    kato: abai,
    appointment: { id: deputy, actingFor: { id: absent.id } },
    appointments: [{ id: deputy }, { id: office }],
  });
});

test("the client chooses one, and sees what is of that one", async () => {
  const { data } = await client.run(WHO, {}, under(office));
  expect(data.viewer).toMatchObject({
    role: "DISTRICT_OFFICER",
    kato: almaly,
    appointment: { id: office, actingFor: null },
  });
  const read = `{ incidents { nodes { id } } }`;
  expect((await client.run(read, {}, under(office))).data.incidents.nodes).toEqual([]);
  expect((await client.run(read, {}, under(deputy))).data.incidents.nodes).toEqual([{ id: incident.id }]);
});

const BAD: [what: string, id: () => string][] = [
  ["that has ended", () => ended],
  ["that has not begun", () => coming],
  ["of another officer", () => elses],
  ["that isn't there", () => "appointment_00000000-0000-7000-8000-00000000000a"],
  ["that is no id of one", () => officer.id],
];
test.each(BAD)("an appointment %s is refused, by HTTP and websocket", async (_, id) => {
  const message = `x-qorgan-appointment must name an appointment of the token's officer that is in force, but got ${JSON.stringify(id())}.`;
  const { status, data, errors } = await client.run(WHO, {}, under(id()));
  expect(status).toBe(401);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([{ message, extensions: { code: "APPOINTMENT_INVALID" } }]);
  const closed = await closeOf(url, { token: (await client.token()) as string, ...under(id()) });
  expect(closed.code).toBe(4403);
  expect(closed.reason).toMatch(/^x-qorgan-appointment must name/);
});

test("a socket acts under the one that connection_init names, until it ends", async () => {
  const connectionParams = async () => ({ token: await client.token(), ...under(office) });
  const query = "subscription { alerts { ... on AlertEvent { alert { kato } } } }";
  const stream = await openStream(query, {}, { ...server, connectionParams });
  const report = `mutation($input: IncidentReportInput!) { incidentReport(input: $input) { errors { message } } }`;
  const input = { territory: almaly, kind: "FIGHT", place: "Двор", severity: "MINOR" };
  expect((await client.run(report, { input }, under(office))).data.incidentReport.errors).toEqual([]);
  expect(await stream.next()).toMatchObject({ alerts: { alert: { kato: almaly } } });
  await maintain(database, async ({ db }) => {
    await db.update(appointments).set({ to: "2020-12-31" }).where(eq(appointments.id, office));
  });
  expect((await client.run(WHO, {}, under(office))).status).toBe(401);
  expect((await client.run(WHO)).status).toBe(200);

  const colleague = server.as(await anOfficer(database, { kato: almaly }));
  expect((await colleague.run(report, { input })).data.incidentReport.errors).toEqual([]);
  await expect(stream.nextResult()).rejects.toThrow("gave no item");
  expect(await stream.ended).toMatchObject({ code: 4403, reason: expect.stringContaining("appointment") });
});
