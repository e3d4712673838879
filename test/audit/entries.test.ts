import { sql } from "drizzle-orm";
import { createClient } from "graphql-ws";
import { beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { auditedRead } from "../../src/audit/read.js";
import { maintain } from "../../src/db/database.js";
import { createContext } from "../../src/graphql/context.js";
import { domain } from "../../src/modules/index.js";
import { abai, aChild, almaly, almaty, anOfficer, aSchool, auezov, officerOf } from "../support/factories.js";
import {
  AccessLogDocument,
  AssessChildDocument,
  AuditTrailDocument,
  ReportIncidentDocument,
} from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let dataOfficer: Client;
beforeAll(async () => {
  server = await start();
  dataOfficer = server.as(officerOf(almaty, "DATA_OFFICER"));
});

const aReport = (given: object = {}) =>
  ({ input: { territory: almaly, kind: "FIGHT", severity: "MINOR", place: "Двор", ...given } }) as never;
const anAssessment = (id: string) =>
  ({ input: { id, instrument: "Карта", level: "HIGH", factors: [{ code: "CONFLICT", present: true }] } }) as never;

async function trail(filter: object, client = dataOfficer) {
  const { data, errors } = await client.run(AuditTrailDocument, { first: 20, filter });
  expect(errors).toBeUndefined();
  return data.auditTrail.nodes;
}

async function report(client: Client, given: object = {}, headers: Record<string, string> = {}) {
  const { data } = await client.run(ReportIncidentDocument, aReport(given), headers);
  expect(data.incidentReport.errors).toEqual([]);
  return String(data.incidentReport.incident?.id);
}

describe("an entry of a mutation", () => {
  test("says who did what, where, with which fields and why, and holds no value", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const id = await report(server.as(officer), { clientMutationId: "one" }, { "x-qorgan-purpose": "SUPERVISION" });

    const [entry, ...more] = await trail({ subject: id });

    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actor: { id: officer.id, name: officer.name },
      role: "DISTRICT_OFFICER",
      jurisdiction: almaly,
      kato: almaly,
      action: "incidentReport",
      subjectType: "Incident",
      subjectId: id,
      purpose: "SUPERVISION",
      outcome: "DONE",
    });
    expect(entry?.fields).toEqual(expect.arrayContaining(["kind", "place", "severity", "territory"]));
    expect(entry?.fields).not.toContain("clientMutationId");
    const raw = await maintain(server.database, (tx) => tx.rows(sql`select * from audit_entries`));
    expect(JSON.stringify(raw, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "Двор",
    );
  });

  test("states CARE when the client states no purpose", async () => {
    const id = await report(server.as(officerOf(almaly)));

    expect(await trail({ subject: id })).toMatchObject([{ purpose: "CARE" }]);
  });

  test("is written once when a mutation is sent again with its key", async () => {
    const officer = server.as(officerOf(almaly));
    const id = await report(officer, { clientMutationId: "again" });
    expect(await report(officer, { clientMutationId: "again" })).toBe(id);

    expect(await trail({ subject: id })).toHaveLength(1);
  });

  test("isn't there when the mutation is refused", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const { data } = await server.as(officer).run(ReportIncidentDocument, aReport({ territory: auezov }));
    expect(data.incidentReport.errors).toMatchObject([{ code: "NOT_ALLOWED" }]);

    expect(await trail({ actor: officer.id })).toEqual([]);
  });

  test("is rolled back with what it tells of", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const table = sql.raw("incidents");
    // The change fails at its commit, when its entry is written already.
    await maintain(server.database, async (tx) => {
      await tx.rows(sql`create function refuse() returns trigger language plpgsql as
        $$ begin if new.place = 'Сбой' then raise 'refused'; end if; return null; end $$`);
      await tx.rows(sql`create constraint trigger refused after insert on ${table}
        deferrable initially deferred for each row execute function refuse()`);
    });
    const { errors } = await server.as(officer).run(ReportIncidentDocument, aReport({ place: "Сбой" }));
    expect(errors?.[0]?.extensions?.code).toBe("INTERNAL");

    expect(await trail({ actor: officer.id })).toEqual([]);
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
    expect(await trail({ subject: id })).toMatchObject([{ purpose: "COURT" }]);
  });

  test("closes a websocket with 4403 and the reason when it isn't one of the list", async () => {
    const { client, closed } = await connect("CURIOSITY");
    await client
      .iterate({ query: "{ viewer { role } }" })
      .next()
      .catch(() => {});

    expect(await closed).toMatchObject({ code: 4403, reason: expect.stringContaining("x-qorgan-purpose must be") });
  });
});

describe("the audit trail", () => {
  test("shows a data officer the own region and nothing else", async () => {
    const here = await report(server.as(officerOf(almaly)));
    const elsewhere = await report(server.as(officerOf(abai)), { territory: abai });

    expect(await trail({ subject: here })).toHaveLength(1);
    expect(await trail({ subject: elsewhere })).toEqual([]);
    expect(await trail({ subject: elsewhere }, server.as(officerOf(null, "DATA_OFFICER")))).toHaveLength(1);
  });

  test("pages from the newest to the oldest, filtered by officer, action, time and territory", async () => {
    const officer = await anOfficer(server.database, { kato: auezov });
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) ids.unshift(await report(server.as(officer), { territory: auezov }));
    const filter = { actor: officer.id, action: "incidentReport", territory: auezov };

    const first = await dataOfficer.run(AuditTrailDocument, { first: 2, filter });
    const { nodes, pageInfo } = first.data.auditTrail;
    const rest = await dataOfficer.run(AuditTrailDocument, { first: 2, filter, after: pageInfo.endCursor });

    expect([...nodes, ...rest.data.auditTrail.nodes].map(({ subjectId }) => subjectId)).toEqual(ids);
    const oldest = rest.data.auditTrail.nodes[0];
    expect(await trail({ ...filter, to: oldest?.at })).toEqual([]);
    expect(await trail({ ...filter, from: oldest?.at })).toHaveLength(3);
    expect(await trail({ ...filter, territory: almaly })).toEqual([]);
    expect(await trail({ ...filter, action: "childRegister" })).toEqual([]);
  });

  test.each(["MINISTRY_CONTROLLER", "DISTRICT_OFFICER", "SCHOOL_DIRECTOR", "PROSECUTOR"] as const)(
    "isn't for the role %s",
    async (role) => {
      const { errors } = await server.as(officerOf(almaty, role)).run(AuditTrailDocument, { first: 1 });

      expect(errors?.[0]?.extensions?.code).toBe("NOT_ALLOWED");
    },
  );
});

describe("the access log of a child", () => {
  test("shows the people of its school who changed it, and nobody else", async () => {
    const school = await aSchool(server.database);
    const child = await aChild(server.database, { school });
    const inspector = await anOfficer(server.database, { role: "JUVENILE_INSPECTOR", kato: almaly });
    const { data } = await server.as(inspector).run(AssessChildDocument, anAssessment(child.id));
    expect(data.childRiskAssess.errors).toEqual([]);
    const psychologist = await anOfficer(server.database, { role: "PSYCHOLOGIST", school });

    const seen = await server.as(psychologist).run(AccessLogDocument, { id: child.id });
    const hidden = await server.as(inspector).run(AccessLogDocument, { id: child.id });

    expect(seen.data.child?.accessLog).toMatchObject({
      totalCount: 1,
      nodes: [
        { actor: { name: inspector.name }, role: "JUVENILE_INSPECTOR", action: "childRiskAssess", purpose: "CARE" },
      ],
    });
    expect(hidden.data.child?.accessLog).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe("the text of a note", () => {
  const ADD = `mutation ($input: IncidentNoteAddInput!) { incidentNoteAdd(input: $input) { errors { message } } }`;
  const NOTES = "query ($id: ID!) { incident(id: $id) { notes { nodes { id text } } } }";
  const TIMES = "query ($id: ID!) { incident(id: $id) { notes { nodes { id at } } } }";

  async function anIncidentWithNote() {
    const officer = server.as(officerOf(almaly));
    const id = await report(officer);
    const { data } = await officer.run(ADD, { input: { id, text: "Что было" } });
    expect(data.incidentNoteAdd.errors).toEqual([]);
    return id;
  }
  const reader = async (role: "PROSECUTOR" | "OMBUDSMAN" | "DISTRICT_OFFICER") => {
    const officer = await anOfficer(server.database, { role, kato: almaly });
    return { id: officer.id, client: server.as(officer) };
  };

  test.each(["PROSECUTOR", "OMBUDSMAN"] as const)(
    "read by the role %s leaves an entry, by whatever way",
    async (role) => {
      const incident = await anIncidentWithNote();
      const { id: actor, client } = await reader(role);
      const { data } = await client.run(NOTES, { id: incident });
      const [note] = data.incident.notes.nodes;
      expect(note.text).toBe("Что было");
      await client.run("query ($id: ID!) { node(id: $id) { ... on IncidentNote { text } } }", { id: note.id });

      const entry = { action: "incidentNoteRead", subjectType: "IncidentNote", subjectId: note.id, fields: ["text"] };
      expect(await trail({ actor })).toMatchObject([entry, entry]);
    },
  );

  test("leaves none when it isn't asked for, nor when an officer in charge reads it", async () => {
    const incident = await anIncidentWithNote();
    const [prosecutor, officer] = [await reader("PROSECUTOR"), await reader("DISTRICT_OFFICER")];
    await prosecutor.client.run(TIMES, { id: incident });
    await officer.client.run(NOTES, { id: incident });

    expect(await trail({ actor: prosecutor.id })).toEqual([]);
    expect(await trail({ actor: officer.id })).toEqual([]);
  });

  test("doesn't leave the server when its entry can't be written", async () => {
    const incident = await anIncidentWithNote();
    const { client } = await reader("PROSECUTOR");
    const refuse = sql`create function refuse_read() returns trigger language plpgsql as
      $$ begin raise 'the disk is full'; end $$`;
    await maintain(server.database, async (tx) => {
      await tx.rows(refuse);
      await tx.rows(sql`create trigger refused_read before insert on audit_entries
        for each row when (new.action = 'incidentNoteRead') execute function refuse_read()`);
    });
    const answer = await client.run(NOTES, { id: incident });
    await maintain(server.database, (tx) => tx.rows(sql`drop trigger refused_read on audit_entries`));

    expect(answer.status).toBe(500);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions?.code).toBe("INTERNAL");
    expect(JSON.stringify(answer)).not.toContain("Что было");
    expect(JSON.stringify(answer)).not.toContain("disk");
  });
});

describe("an audited read", () => {
  const open = async () => {
    const officer = await anOfficer(server.database, { role: "PROSECUTOR", kato: almaty });
    const { database, keys } = server;
    const journal = { listen: () => () => {}, wake() {}, async close() {} };
    const principal = officer.id;
    const context = await createContext({ database, domain, journal, secret: keys.secret, language: "ru", principal });
    return { officer, context };
  };
  const act = { action: "notesRead", subjectType: "Incident", subjectId: null, fields: ["text"] };
  const readOne = (tx: Parameters<Parameters<typeof auditedRead>[1]>[0]) =>
    tx.rows<{ one: number }>(sql`select 1 as one`);

  test("leaves an entry when the request ends", async () => {
    const { officer, context } = await open();
    expect(await auditedRead(context, readOne, () => act)).toEqual([{ one: 1 }]);
    await context.close();

    expect(await trail({ actor: officer.id })).toMatchObject([
      { action: "notesRead", fields: ["text"], outcome: "DONE" },
    ]);
  });

  test("gives no answer when its entry can't be written", async () => {
    const { officer, context } = await open();
    await auditedRead(context, readOne, () => ({ ...act, kato: "999999999999" }));

    await expect(context.close()).rejects.toThrow();
    expect(await trail({ actor: officer.id })).toEqual([]);
  });
});
