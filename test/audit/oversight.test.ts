import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { entriesOf } from "../support/audit.js";
import {
  abai,
  aChild,
  alatau,
  almaly,
  almaty,
  anAlert,
  anIncident,
  anOfficer,
  aParticipant,
  aSchool,
} from "../support/factories.js";
import { ReportIncidentDocument } from "../support/operations.js";
import { type Running, start } from "../support/start.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

type Supervising = "PROSECUTOR" | "OMBUDSMAN";

async function reader(role: Supervising | "DISTRICT_OFFICER" = "PROSECUTOR", kato: string | null = almaty) {
  const officer = await anOfficer(server.database, { role, kato });
  return { client: server.as(officer), entries: () => entriesOf(server.database, { actorId: officer.id }) };
}
const INCIDENT = `query ($id: ID!) { incident(id: $id) { number kind school { name } participants { nodes { pseudonym } } } }`;

describe("whoever supervises leaves an entry", () => {
  test.each(["PROSECUTOR", "OMBUDSMAN"] as const)("as %s, for one thing with its id and fields", async (role) => {
    const school = await aSchool(server.database);
    const incident = await anIncident(server.database, { schoolId: school.id, kato: school.kato as string });
    const { client, entries } = await reader(role);
    const { data } = await client.run(INCIDENT, { id: incident.id }, { "x-qorgan-purpose": "COMPLAINT" });
    expect(data.incident.kind).toBe(incident.kind);

    expect(await entries()).toMatchObject([
      {
        action: "incidentRead",
        subjectType: "Incident",
        subjectId: incident.id,
        fields: ["kind", "number", "participants", "school"],
        kato: school.kato,
        schoolId: school.id,
        purpose: "COMPLAINT",
        outcome: "DONE",
      },
    ]);
  });

  test("for supervision, unless the client states another purpose", async () => {
    const incident = await anIncident(server.database, { kato: almaly });
    const { client, entries } = await reader();
    await client.run(INCIDENT, { id: incident.id });

    expect(await entries()).toMatchObject([{ purpose: "SUPERVISION" }]);
  });

  test("of a child that the child's school reads in its access log", async () => {
    const school = await aSchool(server.database);
    const child = await aChild(server.database, { school });
    const { client } = await reader();
    await client.run("query ($id: ID!) { node(id: $id) { ... on Child { pseudonym riskLevel } } }", { id: child.id });
    const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school }));

    const { data } = await director.run(
      "query ($id: ID!) { child(id: $id) { accessLog { nodes { role action fields } } } }",
      { id: child.id },
    );

    expect(data.child.accessLog.nodes).toEqual([
      { role: "PROSECUTOR", action: "childRead", fields: ["pseudonym", "riskLevel"] },
    ]);
  });

  test("for each type of a request, and for each region of a list, none for the directory", async () => {
    const here = [
      await anIncident(server.database, { kato: almaly }),
      await anIncident(server.database, { kato: alatau }),
    ];
    await aParticipant(server.database, { incidentId: String(here[0]?.id) });
    await anAlert(server.database, { incident: here[0] as never });
    const there = await anIncident(server.database, { kato: abai });
    const ids = [...here, there].map(({ id }) => id);
    const { client, entries } = await reader("OMBUDSMAN", null);
    await client.run(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Incident {
        participants { nodes { participation } } alerts { nodes { state } } ownerAgency { name } } } }`,
      { ids },
    );

    const read = (await entries()).map(({ action, subjectId, kato, fields }) => ({ action, subjectId, kato, fields }));
    expect(read).toHaveLength(4);
    const fields = ["alerts", "id", "ownerAgency", "participants"];
    expect(read).toContainEqual({ action: "incidentRead", subjectId: null, kato: almaty, fields });
    expect(read).toContainEqual({ action: "incidentRead", subjectId: there.id, kato: abai, fields });
    expect(read).toContainEqual(expect.objectContaining({ action: "incidentParticipantRead", kato: almaly }));
    expect(read).toContainEqual(expect.objectContaining({ action: "alertRead", fields: ["id", "state"] }));
  });

  test("of a list for the rows of its page", async () => {
    const { client, entries } = await reader("PROSECUTOR", almaly);
    const { data } = await client.run("{ incidents(first: 1) { nodes { id } pageInfo { hasNextPage } } }");
    expect(data.incidents.pageInfo.hasNextPage).toBe(true);

    expect(await entries()).toMatchObject([{ action: "incidentRead", subjectId: data.incidents.nodes[0].id }]);
  });

  test("of an event of a subscription", async () => {
    const { client, entries } = await reader("PROSECUTOR", almaly);
    const stream = await client.subscribe("subscription { alerts { ... on AlertEvent { alert { id kind } } } }");
    const officer = server.as(await anOfficer(server.database, { kato: almaly }));
    const input = { territory: almaly, kind: "FIGHT", severity: "MINOR", place: "Двор" } as never;
    await officer.run(ReportIncidentDocument, { input });

    const { alert } = (await stream.next()).alerts;
    expect(await entries()).toMatchObject([{ action: "alertRead", subjectId: alert.id, fields: ["id", "kind"] }]);
  });

  test("and nobody gets the answer whose entry can't be written", async () => {
    const incident = await anIncident(server.database, { kato: almaly, place: "Тайное место" });
    const { client, entries } = await reader();
    await maintain(server.database, async (tx) => {
      await tx.rows(sql`create function refuse_read() returns trigger language plpgsql as
        $$ begin raise 'the disk is full'; end $$`);
      await tx.rows(sql`create trigger refused_read before insert on audit_entries
        for each row when (new.action = 'incidentRead') execute function refuse_read()`);
    });
    const answer = await client.run("query ($id: ID!) { incident(id: $id) { place } }", { id: incident.id });
    await maintain(server.database, (tx) => tx.rows(sql`drop trigger refused_read on audit_entries`));

    expect(answer.status).toBe(500);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions?.code).toBe("INTERNAL");
    expect(answer.errors?.[0]?.message).toMatch(/^Internal error, reference /);
    expect(JSON.stringify(answer)).not.toMatch(/Тайное|disk/);
    expect(await entries()).toEqual([]);
  });
});

describe("no entry is left", () => {
  test("by an officer in charge", async () => {
    const incident = await anIncident(server.database, { kato: almaly });
    const { client, entries } = await reader("DISTRICT_OFFICER", almaly);
    expect((await client.run(INCIDENT, { id: incident.id })).data.incident).not.toBeNull();

    expect(await entries()).toEqual([]);
  });

  test("of what the viewer may not see, nor of the directory", async () => {
    const elsewhere = await anIncident(server.database, { kato: abai });
    const { client, entries } = await reader();
    expect((await client.run(INCIDENT, { id: elsewhere.id })).data.incident).toBeNull();
    await client.run("{ schools { nodes { name } } viewer { role } }");

    expect(await entries()).toEqual([]);
  });
});
