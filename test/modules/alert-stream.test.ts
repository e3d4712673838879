import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { raiseAlert } from "../../src/modules/alerts/raise.js";
import { alatau, almaly, anIncident, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { AcknowledgeAlertDocument, ControlRoomDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { openStream } from "../support/stream.js";
import { watchEvents } from "../support/watch.js";

// Below the horizon, which PostgreSQL has for the whole server: other test files hold it back there.
const SOON = process.env.TEST_DATABASE_URL ? 5_000 : 1_000;

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

const report = (client: Client, given: object = {}) =>
  client.run(ReportIncidentDocument, {
    input: { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Двор", ...given } as never,
  });

describe("a subscription to alerts", () => {
  test("gets the alert of a report within a second; one to another district doesn't", async () => {
    const here = await watchEvents(officer, { territories: [almaly] });
    const dispatcher = server.as(officerOf("750000000", "DISPATCHER"));
    const elsewhere = await watchEvents(dispatcher, { territories: [alatau] });

    const { data } = await report(officer);
    const item = await here.event(SOON);

    expect(item).toMatchObject({ kind: "RAISED", alert: { state: "RAISED", district: { kato: almaly } } });
    expect(item.alert.id).toBe(data.incidentReport.incident?.alerts.nodes[0]?.id);
    await elsewhere.none();
  });

  test("without a territory listens to the viewer's whole jurisdiction and to nothing else", async () => {
    const region = await watchEvents(server.as(officerOf("750000000", "DISPATCHER")));
    const other = await watchEvents(server.as(officerOf("790000000", "DISPATCHER")));
    await report(officer);
    expect((await region.event()).kind).toBe("RAISED");
    await other.none();
  });

  test("hears of each step in order, each with its cursor and that of the one before", async () => {
    const stream = await watchEvents(officer);
    const { data } = await report(officer);
    const id = data.incidentReport.incident?.alerts.nodes[0]?.id as string;
    await officer.run(AcknowledgeAlertDocument, { input: { id } });

    const items = [await stream.event(), await stream.event()];
    expect(items.map(({ kind }) => kind)).toEqual(["RAISED", "ACKNOWLEDGED"]);
    expect(items[1]?.previous).toBe(items[0]?.cursor);
    expect(items[1]?.cursor).not.toBe(items[0]?.cursor);
  });

  test("keeps to the schools and the severity that it asks for", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const ofSchool = await watchEvents(officer, { schools: [school.id] });
    const grave = await watchEvents(officer, { minSeverity: "EXTREME" });

    await report(officer);
    await ofSchool.none();
    await grave.none();
    await report(officer, { territory: null, schoolId: school.id, severity: "EXTREME" });
    expect((await ofSchool.event()).alert.severity).toBe("EXTREME");
    expect((await grave.event()).alert.severity).toBe("EXTREME");
  });

  test("hears nothing of a report that was rolled back", async () => {
    const stream = await watchEvents(officer);
    const incident = await anIncident(server.database, { kato: almaly });
    const failing = maintain(server.database, async (tx) => {
      await raiseAlert(tx, incident, null);
      throw new Error("the report fails after its alert was written");
    });
    await expect(failing).rejects.toThrow("fails after");
    await stream.none();
  });

  test("ends with 4403 when the officer's appointment ends, and tells of nothing that happens then", async () => {
    const leaving = await anOfficer(server.database, { kato: almaly });
    const stream = await watchEvents(server.as(leaving));
    await maintain(server.database, ({ db }) =>
      db
        .update(appointments)
        .set({ to: "2020-01-02" })
        .where(eq(appointments.officerId, leaving.id))
        .then(() => {}),
    );
    await report(officer);
    expect(await stream.ended).toMatchObject({ code: 4403, reason: expect.stringContaining("appointment") });
  });

  test.each([
    [{ territories: ["999999999"] }, "UNKNOWN_KATO"],
    [{ territories: [] }, "OUT_OF_RANGE"],
    [{ schools: [] }, "OUT_OF_RANGE"],
    [{ schools: ["incident_0192d3a0-0000-7000-8000-000000000000"] }, "INVALID_ID"],
    [{ schools: ["school_0192d3a0-0000-7000-8000-000000000000"] }, "NOT_FOUND"],
    [{ territories: [alatau] }, "NOT_ALLOWED"],
    [{ territories: [almaly, "750000000"] }, "NOT_ALLOWED"],
    [{ after: "x".repeat(4_001) }, "INVALID_CURSOR"],
  ])("with %o is refused as %s", async (variables, code) => {
    const stream = await officer.subscribe(ControlRoomDocument, variables);
    expect((await stream.nextResult()).errors).toMatchObject([{ extensions: { code } }]);
    expect(await stream.ended).toBeNull();
  });

  test("to a school outside the viewer's jurisdiction is refused, by territory and by school", async () => {
    const elsewhere = await aSchool(server.database, { kato: alatau });
    const neighbour = await aSchool(server.database, { kato: almaly });
    const own = await aSchool(server.database, { kato: almaly });
    const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school: own }));
    for (const [client, id] of [
      [officer, elsewhere.id],
      [director, neighbour.id],
    ] as const) {
      const stream = await client.subscribe(ControlRoomDocument, { schools: [id] });
      expect((await stream.nextResult()).errors).toMatchObject([{ extensions: { code: "NOT_ALLOWED" } }]);
    }
    const stream = await watchEvents(director, { schools: [own.id] });
    await report(officer, { territory: null, schoolId: own.id });
    expect((await stream.event()).alert.school).toBeTruthy();
  });

  test("needs a token and a role that works on incidents", async () => {
    const anonymous = await server.anonymous.subscribe(ControlRoomDocument);
    expect((await anonymous.nextResult()).errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    const observer = await server.as(officerOf(almaly, "NGO_OBSERVER")).subscribe(ControlRoomDocument);
    expect((await observer.nextResult()).errors).toMatchObject([{ extensions: { code: "NOT_ALLOWED" } }]);
  });
});

describe("two server processes on one PostgreSQL", () => {
  test.skipIf(!process.env.TEST_DATABASE_URL)("both deliver what either of them commits", async () => {
    const other = await startProcess(server);
    const here = await watchEvents(officer);
    const token = await officer.token();
    const there = await openStream<{ alerts: { alert: { id: string } } }>(
      "subscription { alerts { ... on AlertEvent { alert { id } } } }",
      {},
      { url: other.url, connectionParams: async () => ({ token }), settle: async () => {} },
    );
    onTestFinished(there.close);

    const { data } = await report(officer);
    const id = data.incidentReport.incident?.alerts.nodes[0]?.id;
    expect((await here.event()).alert.id).toBe(id);
    expect((await there.next()).alerts.alert.id).toBe(id);

    expect(await other.stop()).toBe(0);
  });
});

/** Starts the built server as a process of its own on the same database, with the same keys. */
async function startProcess({ databaseUrl, keys }: Running) {
  const home = await mkdtemp(join(tmpdir(), "qorgan-process-"));
  await writeFile(join(home, "keys.json"), JSON.stringify(keys));
  const env = { ...process.env, DATABASE_URL: databaseUrl, QORGAN_HOME: home, PORT: "0", LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, ["dist/main.js"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await rm(home, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    const stop = () => {
      child.kill("SIGTERM");
      return exited;
    };
    if (url) return { url, stop };
  }
  throw new Error("The server process ended before it listened");
}
