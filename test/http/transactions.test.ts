import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Untyped } from "../support/client.js";
import { onPostgres } from "../support/database.js";
import { almaly, aSchool, officerOf } from "../support/factories.js";
import { aReport } from "../support/incidents.js";
import { type Client, type Running, start } from "../support/start.js";
import { once, openSocket } from "../support/stream.js";

let server: Running;
let officer: Client;
const opened: string[] = [];
beforeAll(async () => {
  // What one statement can answer needs no transaction.
  server = await start({ env: { QORGAN_FAST_LANE: "off" } });
  officer = server.as(officerOf(almaly));
  const { open } = server.database;
  server.database.open = (scope) => {
    if (scope.role === "qorgan_app") opened.push(scope.mode);
    return open(scope);
  };
});

const REPORT = `mutation Report($input: IncidentReportInput!) { incidentReport(input: $input) {
  incident { id severity } errors { code } } }`;
const LIST = "query List { incidents(first: 1) { nodes { id } } }";

async function transactionsOf(query: string, variables = {}, operationName?: string) {
  opened.length = 0;
  const headers = { "content-type": "application/json", authorization: `Bearer ${await officer.token()}` };
  const body = JSON.stringify({ query, variables, operationName });
  const answer = await fetch(`${server.url}/graphql`, { method: "POST", headers, body });
  const { data, errors } = (await answer.json()) as { data: Untyped; errors?: unknown };
  expect(errors).toBeUndefined();
  return { data, modes: [...opened] };
}

test("a mutation is one transaction: who asks is looked up in it, and its answer is read in it", async () => {
  const { data, modes } = await transactionsOf(REPORT, aReport({ severity: "SEVERE" }));
  expect(modes).toEqual(["write"]);
  expect(data.incidentReport).toEqual({
    incident: { id: expect.stringMatching(/^incident_/), severity: "SEVERE" },
    errors: [],
  });
});

test.runIf(onPostgres())(
  "a report is five statements once it is known who asks: its line, its key, its school, its rows, its answer",
  async () => {
    const school = await aSchool(server.database);
    const report = () => transactionsOf(REPORT, aReport({ schoolId: school.id, clientMutationId: String(reports++) }));
    let reports = 0;
    await report();
    const before = server.database.statements.count;
    await report();
    expect(server.database.statements.count - before).toBe(5);
  },
);

test("so it is over a websocket", async () => {
  const connectionParams = async () => ({ token: await officer.token() });
  const socket = openSocket({ url: server.url, connectionParams });
  onTestFinished(async () => void (await socket.dispose()));
  opened.length = 0;
  const { data, errors } = await once(socket, REPORT, aReport());
  expect(errors).toBeUndefined();
  expect(data?.incidentReport.incident.id).toMatch(/^incident_/);
  // The first is the greeting's.
  expect(opened).toEqual(["read", "write"]);
});

test("what an answer asks for beyond its thing is read in a transaction for reading", async () => {
  const { modes } = await transactionsOf(REPORT.replace("id severity", "id alerts { nodes { id } }"), aReport());
  expect(modes).toEqual(["write", "read"]);
});

test("a query reads in a transaction for reading, whatever its comments say", async () => {
  expect((await transactionsOf(LIST)).modes).toEqual(["read"]);
  expect((await transactionsOf(`# mutation\n${LIST}`)).modes).toEqual(["read"]);
  expect((await transactionsOf(`# a\n#mutation, \r\n ,${REPORT}`, aReport())).modes).toEqual(["write"]);
});

test("a query beside a mutation of the same document reads in a transaction for reading", async () => {
  const { data, modes } = await transactionsOf(`${REPORT} ${LIST}`, {}, "List");
  expect(modes).toEqual(["write", "read"]);
  expect(data.incidents.nodes).toHaveLength(1);
});

test("two mutations of one request are two transactions", async () => {
  const both = REPORT.replace("mutation Report", "mutation Both").replace(
    /incidentReport[\s\S]*\} \}/,
    (field) => `a: ${field.slice(0, -2)} b: ${field}`,
  );
  const { data, modes } = await transactionsOf(both, aReport());
  expect(modes).toEqual(["write", "write"]);
  expect(data.a.incident.id).not.toBe(data.b.incident.id);
});
