import { sql } from "drizzle-orm";
import { createClient } from "graphql-ws";
import { beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { maintain } from "../../src/db/database.js";
import { entriesOf } from "../support/audit.js";
import { aChild, almaly, anOfficer, aSchool, auezov, officerOf } from "../support/factories.js";
import { AssessChildDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
beforeAll(async () => {
  server = await start();
});

const aReport = (given: object = {}) =>
  ({ input: { territory: almaly, kind: "FIGHT", severity: "MINOR", place: "Двор", ...given } }) as never;
const anAssessment = (id: string) =>
  ({ input: { id, instrument: "Карта", level: "HIGH", factors: [{ code: "CONFLICT", present: true }] } }) as never;

async function report(client: Client, given: object = {}, headers: Record<string, string> = {}) {
  const { data } = await client.run(ReportIncidentDocument, aReport(given), headers);
  expect(data.incidentReport.errors).toEqual([]);
  return String(data.incidentReport.incident?.id);
}
const about = (subjectId: string) => entriesOf(server.database, { subjectId });
const by = ({ id: actorId }: { id: string }) => entriesOf(server.database, { actorId });

describe("an entry of a mutation", () => {
  test("says who did what, where, with which fields and why, and holds no value", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const id = await report(server.as(officer), { clientMutationId: "one" }, { "x-qorgan-purpose": "SUPERVISION" });

    const [entry, ...more] = await about(id);

    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actorId: officer.id,
      role: "DISTRICT_OFFICER",
      jurisdiction: almaly,
      kato: almaly,
      action: "incidentReport",
      subjectType: "Incident",
      purpose: "SUPERVISION",
      outcome: "DONE",
    });
    expect(entry?.fields).toEqual(expect.arrayContaining(["kind", "place", "severity", "territory"]));
    expect(entry?.fields).not.toContain("clientMutationId");
    expect(JSON.stringify({ ...entry, seq: null })).not.toMatch(/Двор|FIGHT|MINOR/);
  });

  test("of a child names the child and its school", async () => {
    const school = await aSchool(server.database);
    const child = await aChild(server.database, { school });
    const psychologist = await anOfficer(server.database, { role: "PSYCHOLOGIST", school });
    const { data } = await server.as(psychologist).run(AssessChildDocument, anAssessment(child.id));
    expect(data.childRiskAssess.errors).toEqual([]);

    expect(await about(child.id)).toMatchObject([
      { subjectType: "Child", childId: child.id, schoolId: school.id, kato: school.kato, action: "childRiskAssess" },
    ]);
  });

  test("states CARE when the client states no purpose", async () => {
    const id = await report(server.as(officerOf(almaly)));

    expect(await about(id)).toMatchObject([{ purpose: "CARE" }]);
  });

  test("is written once when a mutation is sent again with its key", async () => {
    const officer = server.as(officerOf(almaly));
    const id = await report(officer, { clientMutationId: "again" });
    expect(await report(officer, { clientMutationId: "again" })).toBe(id);

    expect(await about(id)).toHaveLength(1);
  });

  test("isn't there when the mutation is refused", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const { data } = await server.as(officer).run(ReportIncidentDocument, aReport({ territory: auezov }));
    expect(data.incidentReport.errors).toMatchObject([{ code: "NOT_ALLOWED" }]);

    expect(await by(officer)).toEqual([]);
  });

  test("is rolled back with what it tells of", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    // The change fails at its commit, when its entry is written already.
    await maintain(server.database, async (tx) => {
      await tx.rows(sql`create function refuse() returns trigger language plpgsql as
        $$ begin if new.place = 'Сбой' then raise 'refused'; end if; return null; end $$`);
      await tx.rows(sql`create constraint trigger refused after insert on incidents
        deferrable initially deferred for each row execute function refuse()`);
    });
    const { errors } = await server.as(officer).run(ReportIncidentDocument, aReport({ place: "Сбой" }));
    expect(errors?.[0]?.extensions?.code).toBe("INTERNAL");

    expect(await by(officer)).toEqual([]);
  });
});

describe("the purpose", () => {
  test("must be one of the list", async () => {
    const { errors, status } = await server
      .as(officerOf(almaly))
      .run("{ viewer { role } }", {}, { "x-qorgan-purpose": "CURIOSITY" });

    expect(status).toBe(400);
    expect(errors?.[0]?.extensions?.code).toBe("INVALID_INPUT");
    expect(errors?.[0]?.message).toContain("x-qorgan-purpose must be one of CARE, INVESTIGATION");
  });

  const connect = async (purpose: string) => {
    const closed = Promise.withResolvers<{ code: number; reason: string }>();
    const connectionParams = { token: await server.as(officerOf(almaly)).token(), "x-qorgan-purpose": purpose };
    const client = createClient({
      url: `${server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
      on: { closed: (event) => closed.resolve(event as never) },
    });
    return { client, closed: closed.promise };
  };

  test("comes with connection_init on a websocket", async () => {
    const { client } = await connect("COURT");
    const mutation = `mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }`;
    const { value } = await client.iterate({ query: mutation, variables: aReport() }).next();
    await client.dispose();

    const id = (value as { data: { incidentReport: { incident: { id: string } } } }).data.incidentReport.incident.id;
    expect(await about(id)).toMatchObject([{ purpose: "COURT" }]);
  });

  test("closes a websocket with 4400 and the reason when it isn't one of the list", async () => {
    const { client, closed } = await connect("CURIOSITY");
    await client
      .iterate({ query: "{ viewer { role } }" })
      .next()
      .catch(() => {});

    expect(await closed).toMatchObject({ code: 4400, reason: expect.stringContaining("x-qorgan-purpose must be") });
  });
});
