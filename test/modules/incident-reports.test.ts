import { beforeAll, describe, expect, test } from "vitest";
import { aChild, alatau, almaly, aSchool, officerOf } from "../support/factories.js";
import { aReport, countRows } from "../support/incidents.js";
import { IncidentCardDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

const countOf = (table: string, where?: string) => countRows(server.database, table, where);

describe("a report", () => {
  test("makes an incident and its alert, and says what can be done next", async () => {
    const { data } = await officer.run(ReportIncidentDocument, aReport({ kind: "WEAPON", severity: "EXTREME" }));

    expect(data.incidentReport.errors).toEqual([]);
    expect(data.incidentReport.incident).toMatchObject({
      state: "REPORTED",
      allowedActions: ["CONFIRM", "DISMISS_UNFOUNDED", "DISMISS_DUPLICATE"],
      alerts: { nodes: [{ state: "RAISED" }] },
    });
  });

  test("keeps its participants and narrative", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const child = await aChild(server.database, { school });
    const participants = [{ childId: child.id, participation: "VICTIM", harm: "LIGHT" }, { participation: "WITNESS" }];

    const report = await officer.run(
      ReportIncidentDocument,
      aReport({ territory: null, schoolId: school.id, participants, narrative: "Двое учеников подрались." }),
    );
    const id = report.data.incidentReport.incident?.id as string;
    const { data } = await officer.run(IncidentCardDocument, { id });

    expect(data.incident?.participants.nodes).toMatchObject([
      { participation: "VICTIM", pseudonym: child.pseudonym, child: { riskLevel: "MEDIUM" } },
      { participation: "WITNESS", pseudonym: null, child: null },
    ]);
    expect(data.incident?.notes.nodes).toMatchObject([{ text: "Двое учеников подрались." }]);
  });

  test("with the same clientMutationId gives the same incident; with another input an error", async () => {
    const first = await officer.run(ReportIncidentDocument, aReport({ clientMutationId: "press-1" }));
    const again = await officer.run(ReportIncidentDocument, aReport({ clientMutationId: "press-1" }));
    const other = await officer.run(
      ReportIncidentDocument,
      aReport({ clientMutationId: "press-1", place: "Столовая" }),
    );

    expect(again.data.incidentReport.incident?.id).toBe(first.data.incidentReport.incident?.id);
    expect(other.data.incidentReport).toMatchObject({
      incident: null,
      errors: [{ code: "KEY_REUSED", path: ["clientMutationId"] }],
    });
  });

  test("sent 20 times at once with one clientMutationId makes one incident", async () => {
    const before = await countOf("incidents");
    const reports = Array.from({ length: 20 }, () =>
      officer.run(ReportIncidentDocument, aReport({ clientMutationId: "at-once" })),
    );
    const ids = (await Promise.all(reports)).map(({ data }) => data.incidentReport.incident?.id);

    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^incident_/);
    expect(await countOf("incidents")).toBe((before ?? 0) + 1);
  });

  test.each([
    [{ territory: "999999999" }, "UNKNOWN_KATO", ["territory"]],
    [{ territory: "750000000" }, "INVALID_INPUT", ["territory"]],
    [{ territory: null }, "INVALID_INPUT", ["schoolId"]],
    [{ territory: alatau }, "NOT_ALLOWED", ["territory"]],
    [{ schoolId: "incident_0192d3a0-0000-7000-8000-000000000000" }, "INVALID_ID", ["schoolId"]],
    [{ schoolId: "school_0192d3a0-0000-7000-8000-000000000000" }, "NOT_FOUND", ["schoolId"]],
    [{ place: "  " }, "INVALID_INPUT", ["place"]],
    [{ place: "х".repeat(201) }, "OUT_OF_RANGE", ["place"]],
    [{ place: "a\u0000b" }, "INVALID_INPUT", ["place"]],
    [{ occurredAt: "2999-01-01T00:00:00Z" }, "OUT_OF_RANGE", ["occurredAt"]],
    [{ clientMutationId: "" }, "INVALID_INPUT", ["clientMutationId"]],
  ])("with %o is refused as %s at %o and writes nothing", async (given, code, path) => {
    const before = [await countOf("incidents"), await countOf("journal")];
    const { data, errors } = await officer.run(ReportIncidentDocument, aReport(given));

    expect(errors).toBeUndefined();
    expect(data.incidentReport).toMatchObject({ incident: null, errors: [{ code, path }] });
    expect([await countOf("incidents"), await countOf("journal")]).toEqual(before);
  });

  test("that names a child whom the viewer can't see writes nothing at all", async () => {
    const stranger = await aChild(server.database, { kato: alatau });
    const before = [await countOf("incidents"), await countOf("alerts"), await countOf("journal")];
    const participants = [{ childId: stranger.id, participation: "VICTIM" }];
    const { data } = await officer.run(ReportIncidentDocument, aReport({ participants }));

    expect(data.incidentReport.errors).toMatchObject([{ code: "NOT_FOUND", path: ["participants", "childId"] }]);
    expect([await countOf("incidents"), await countOf("alerts"), await countOf("journal")]).toEqual(before);
  });

  test("needs a token", async () => {
    const { errors } = await server.anonymous.run(ReportIncidentDocument, aReport());
    expect(errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  test("needs a role that works on incidents", async () => {
    const { data } = await server.as(officerOf(almaly, "NGO_OBSERVER")).run(ReportIncidentDocument, aReport());
    expect(data.incidentReport.errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
  });
});
