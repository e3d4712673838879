import fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { isLoopback } from "../../src/access/address.js";
import { readConfig } from "../../src/config.js";
import { createCounts } from "../../src/graphql/counts.js";
import { createLateness } from "../../src/http/lateness.js";
import { serveMetrics } from "../../src/http/metrics.js";
import { almaly, officerOf } from "../support/factories.js";
import { start } from "../support/start.js";

const on = await start();

const read = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/metrics`, { headers });
  return { status: response.status, text: await response.text() };
};
const metricOf = (text: string, name: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.split(" ")[1],
  );

test("tell of the journal, sockets, deliveries and refusals", async () => {
  const server = await start({ on });
  const officer = server.as(officerOf(almaly));
  const stream = await officer.subscribe("subscription { alerts { ... on AlertEvent { cursor } } }");
  const before = (await read(server.url)).text;
  const input = { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Двор" };
  const report = "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } } }";
  await officer.run(report, { input });
  await stream.next();
  await officer.run("{ alerts(first: 1000) { totalCount } }");
  const { text } = await read(server.url);

  expect(metricOf(text, "qorgan_journal_epoch")).toBe(1);
  expect(metricOf(text, "qorgan_journal_entries_read")).toBeGreaterThan(
    metricOf(before, "qorgan_journal_entries_read"),
  );
  expect(metricOf(text, "qorgan_journal_lag_seconds")).toBeGreaterThanOrEqual(0);
  expect(metricOf(text, "qorgan_journal_horizon_age_seconds")).toBeGreaterThanOrEqual(0);
  expect(metricOf(text, "qorgan_sockets")).toBe(1);
  expect(metricOf(text, "qorgan_subscriptions")).toBe(1);
  expect(metricOf(text, 'qorgan_deliveries_total{item="event"}')).toBe(1);
  expect(metricOf(text, 'qorgan_refusals_total{code="OUT_OF_RANGE"}')).toBe(1);
  const lane = (labels: string) => metricOf(text, `qorgan_planned_operations_total{${labels}}`);
  expect(lane('lane="guarded",reason="MUTATION"')).toBe(1);
  expect(lane('lane="guarded",reason="REFUSED"')).toBe(1);
  expect(metricOf(text, "qorgan_process_resident_memory_bytes")).toBeGreaterThan(0);
});

test("are told without the escalations while the database doesn't answer", async () => {
  const http = fastify();
  onTestFinished(() => http.close());
  const read = () => Promise.reject(new Error("The database is gone"));
  serveMetrics(http, {
    token: undefined,
    counts: createCounts(),
    readJournal: () => ({ epoch: 1, entries: 2, lag: 3, horizonAge: 4 }),
    readSockets: () => ({ sockets: 7, subscriptions: 0, cohorts: 0, sharing: 0 }),
    readWebhooks: () => ({ held: 0, lag: 0, unheld: 0 }),
    escalation: { read, lateness: createLateness() },
  });
  const { statusCode, body } = await http.inject("/metrics");
  expect(statusCode).toBe(200);
  expect(metricOf(body, "qorgan_sockets")).toBe(7);
  expect(metricOf(body, "qorgan_escalations_late")).toBeNaN();
});

test("are not there for whom a proxy asks", async () => {
  expect((await read(on.url, { "x-forwarded-for": "203.0.113.1" })).status).toBe(404);
  expect((await read(on.url, { forwarded: "for=203.0.113.1" })).status).toBe(404);
});

test("are for this machine only", () => {
  const addresses = ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "::ffff:10.0.0.1", "::12", ""];
  expect(addresses.filter(isLoopback)).toEqual(addresses.slice(0, 4));
});

test("with a token are for whoever has it, and for nobody else", async () => {
  const token = "scrape-me-if-you-can";
  const { url } = await start({ on, env: { QORGAN_METRICS_TOKEN: token } });
  expect((await read(url)).status).toBe(404);
  expect((await read(url, { authorization: "Bearer scrape-me-if-you-cannot" })).status).toBe(404);
  expect((await read(url, { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.1" })).status).toBe(200);
});

test("a token that can be guessed is refused, and the refusal doesn't repeat it", () => {
  const read = () => readConfig({ QORGAN_METRICS_TOKEN: "short" });
  expect(read).toThrow("QORGAN_METRICS_TOKEN must have at least 16 characters");
  expect(read).not.toThrow("short");
});
