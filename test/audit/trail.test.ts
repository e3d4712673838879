import { beforeAll, describe, expect, test } from "vitest";
import { grantAccess } from "../../src/access/grant.js";
import { transact } from "../../src/db/database.js";
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

async function trail(filter: object, client = dataOfficer) {
  const { data, errors } = await client.run(AuditTrailDocument, { first: 20, filter });
  expect(errors).toBeUndefined();
  return data.auditTrail.nodes;
}

async function report(client: Client, territory = almaly) {
  const input = { territory, kind: "FIGHT", severity: "MINOR", place: "Двор" } as never;
  const { data } = await client.run(ReportIncidentDocument, { input });
  expect(data.incidentReport.errors).toEqual([]);
  return String(data.incidentReport.incident?.id);
}

async function assess(client: Client, id: string) {
  const input = { id, instrument: "Карта", level: "HIGH", factors: [{ code: "CONFLICT", present: true }] } as never;
  const { data } = await client.run(AssessChildDocument, { input });
  expect(data.childRiskAssess.errors).toEqual([]);
}

describe("the audit trail", () => {
  test("tells a data officer who did what, and why", async () => {
    const officer = await anOfficer(server.database, { kato: almaly });
    const id = await report(server.as(officer));

    expect(await trail({ subject: id })).toMatchObject([
      {
        actor: { id: officer.id, name: officer.name },
        role: "DISTRICT_OFFICER",
        jurisdiction: almaly,
        action: "incidentReport",
        subjectType: "Incident",
        purpose: "CARE",
        outcome: "DONE",
      },
    ]);
  });

  test("shows a data officer the own region and nothing else", async () => {
    const here = await report(server.as(officerOf(almaly)));
    const elsewhere = await report(server.as(officerOf(abai)), abai);

    expect(await trail({ subject: here })).toHaveLength(1);
    expect(await trail({ subject: elsewhere })).toEqual([]);
    expect(await trail({ subject: elsewhere }, server.as(officerOf(null, "DATA_OFFICER")))).toHaveLength(1);
  });

  test("pages from the newest to the oldest, filtered by officer, action, time and territory", async () => {
    const officer = await anOfficer(server.database, { kato: auezov });
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) ids.unshift(await report(server.as(officer), auezov));
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

  test.each(["MINISTRY_CONTROLLER", "DISTRICT_OFFICER", "PROSECUTOR"] as const)(
    "is empty for the role %s, also by an entry's id",
    async (role) => {
      const id = await report(server.as(officerOf(almaly)));
      const [entry] = await trail({ subject: id });
      const client = server.as(officerOf(almaty, role));

      expect(await trail({ subject: id }, client)).toEqual([]);
      expect((await client.run("query ($id: ID!) { node(id: $id) { id } }", { id: entry?.id })).data.node).toBeNull();
    },
  );
});

describe("the access log of a child", () => {
  test("shows its school who changed it, and nobody without its circumstances", async () => {
    const school = await aSchool(server.database);
    const child = await aChild(server.database, { school });
    const psychologist = await anOfficer(server.database, { role: "PSYCHOLOGIST", school });
    await assess(server.as(psychologist), child.id);
    const director = await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school });
    const inspector = await anOfficer(server.database, { role: "JUVENILE_INSPECTOR", kato: almaly });

    const seen = await server.as(director).run(AccessLogDocument, { id: child.id });
    const hidden = await server.as(inspector).run(AccessLogDocument, { id: child.id });

    expect(seen.data.child?.accessLog).toMatchObject({
      totalCount: 1,
      nodes: [{ actor: { name: psychologist.name }, role: "PSYCHOLOGIST", action: "childRiskAssess", purpose: "CARE" }],
    });
    expect(hidden.data.child?.accessLog).toEqual({ totalCount: 0, nodes: [] });
  });

  test("shows whoever a relationship lets see the circumstances", async () => {
    const school = await aSchool(server.database);
    const child = await aChild(server.database, { school });
    await assess(server.as(await anOfficer(server.database, { role: "PSYCHOLOGIST", school })), child.id);
    const { id: principal } = await anOfficer(server.database, { role: "GUARDIANSHIP_SPECIALIST", kato: almaly });
    const settings = { principal: principal.replace(/.*_/, ""), role: "GUARDIANSHIP_SPECIALIST" };
    await transact(server.database, { role: "qorgan_app", mode: "write", settings }, (tx) =>
      grantAccess(tx, () => [{ principal, subject: child.id, tier: "T3C", basis: "TEAM", basisId: child.id }]),
    );

    const { data } = await server.as({ id: principal }).run(AccessLogDocument, { id: child.id });

    expect(data.child?.accessLog.totalCount).toBe(1);
  });
});
