import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { maintain, transact } from "../../src/db/database.js";
import { record } from "../../src/journal/record.js";
import { textOf } from "../support/client.js";
import { onPostgres } from "../support/database.js";
import { alatau, almaly, anAlert, officerOf } from "../support/factories.js";
import { AcknowledgeAlertDocument, ReportIncidentDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { openStream } from "../support/stream.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
let officer: Client;
beforeAll(async () => {
  server = await start();
  officer = server.as(officerOf(almaly));
});

async function report(client: Client, given: object = {}): Promise<string> {
  const input = { territory: almaly, kind: "FIGHT", severity: "SEVERE", place: "Двор", ...given } as never;
  const { data } = await client.run(ReportIncidentDocument, { input });
  return data.incidentReport.incident?.alerts.nodes[0]?.id as string;
}

describe("the first item without a cursor", () => {
  test("holds what is open now, the gravest first, and nothing of elsewhere", async () => {
    const own = await start();
    const minor = await anAlert(own.database, { kato: almaly, severity: "MINOR" });
    const extreme = await anAlert(own.database, { kato: almaly, severity: "EXTREME" });
    await anAlert(own.database, { kato: almaly, state: "RESOLVED" });
    await anAlert(own.database, { kato: alatau });
    const stream = await watchAlerts(own.as(officerOf(almaly)));
    const snapshot = await stream.snapshot();
    expect(snapshot.alerts.map(({ id }) => id)).toEqual([extreme.id, minor.id]);
    expect(snapshot).toMatchObject({ omitted: 0, previous: null });
    const grave = await watchAlerts(own.as(officerOf(almaly)), { minSeverity: "SEVERE", territories: [almaly] });
    expect((await grave.snapshot()).alerts.map(({ id }) => id)).toEqual([extreme.id]);
  });

  test("says how many open alerts it has no room for", async () => {
    const own = await start();
    const { incidentId } = await anAlert(own.database, { kato: almaly });
    await maintain(own.database, (tx) =>
      tx.rows(sql`insert into alerts (id, incident_id, school_id, kato, kind, severity, urgency, certainty, place, exercise)
        select gen_random_uuid(), i.id, i.school_id, i.kato, i.kind, i.severity, 'IMMEDIATE', i.certainty, i.place, false
        from incidents i, generate_series(1, 1004) where i.id = ${incidentId?.replace("incident_", "")}::uuid`),
    );
    const snapshot = await (await watchAlerts(own.as(officerOf(almaly)))).snapshot();
    expect([snapshot.alerts.length, snapshot.omitted]).toEqual([1_000, 5]);
  });

  test("is followed by what happens afterwards, without a gap or a repetition", async () => {
    const stream = await watchAlerts(officer);
    const known = (await stream.snapshot()).alerts.map(({ id }) => id);
    const ids = [await report(officer), await report(officer)];
    expect([(await stream.event()).alert.id, (await stream.event()).alert.id]).toEqual(ids);
    expect(known).not.toContain(ids[0]);
    await stream.none();
  });
});

describe("a stream that goes on after a cursor", () => {
  test("gives everything that was missed, once and in order", async () => {
    const before = await watchEvents(officer);
    const first = await report(officer);
    await before.event();
    await before.close();
    const second = await report(officer);
    await officer.run(AcknowledgeAlertDocument, { input: { id: first } });
    const after = await watchAlerts(officer, { after: before.cursor() });
    const missed = [await after.event(), await after.event()];
    expect(missed.map(({ kind, alert }) => [kind, alert.id])).toEqual([
      ["RAISED", second],
      ["ACKNOWLEDGED", first],
    ]);
    const third = await report(officer);
    expect((await after.event()).alert.id).toBe(third);
    await after.none();
  });

  test("of a snapshot gives what the snapshot doesn't hold", async () => {
    await report(officer);
    const before = await watchEvents(officer);
    await before.close();
    const id = await report(officer);
    const after = await watchAlerts(officer, { after: before.cursor() });
    expect((await after.event()).alert.id).toBe(id);
    await after.none();
  });

  test("goes on in another process, and through thousands of entries that it doesn't want", async () => {
    const before = await watchEvents(officer);
    await before.close();
    await transact(server.database, { role: "qorgan_app", mode: "write" }, async (tx) => {
      const other = { kind: "TESTED", aggregateId: "other", version: 1, kato: almaly, actor: null };
      for (let i = 0; i < 1_200; i++) await record(tx, other);
    });
    const id = await report(officer);
    await server.settle();
    const other = await start({ on: server });
    await other.settle();
    const after = await watchAlerts(other.as(officerOf(almaly)), { after: before.cursor() });
    expect((await after.event()).alert.id).toBe(id);
    await after.none();
  });

  test("gives nothing that the viewer may not see", async () => {
    const before = await watchEvents(officer);
    await before.close();
    await report(server.as(officerOf(alatau)), { territory: alatau });
    const id = await report(officer);
    const after = await watchAlerts(officer, { after: before.cursor() });
    expect((await after.event()).alert.id).toBe(id);
    await after.none();
  });

  const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
  const tag = "0192d3a0-0000-4000-8000-000000000000";
  const now = Date.now();

  test.each([
    ["that is no cursor", "nonsense", "CURSOR_UNKNOWN"],
    ["of a page", forged(["alerts", 1, 2]), "CURSOR_UNKNOWN"],
    ["without a place", forged([1, null, null]), "CURSOR_UNKNOWN"],
    ["with a snapshot that is none", forged([1, null, ["9:1:", tag]]), "CURSOR_UNKNOWN"],
    ["of another epoch", forged([7, ["1", "1", tag, now], null]), "HISTORY_CHANGED"],
    ["whose entry isn't there", forged([1, ["1", "1", tag, now], null]), "HISTORY_CHANGED"],
    ["whose entry was dropped with its month", forged([1, ["1", "1", tag, now - 4e10], null]), "CURSOR_EXPIRED"],
    ["whose snapshot is of another history", forged([1, null, ["1:1:", tag]]), "HISTORY_CHANGED"],
  ])("%s is told, and begins with a snapshot", async (_, after, reason) => {
    const stream = await watchAlerts(officer, { after });
    expect((await stream.resync()).reason).toBe(reason);
    await stream.snapshot();
    const id = await report(officer);
    expect((await stream.event()).alert.id).toBe(id);
  });

  test("that broke off before the snapshot gets the snapshot", async () => {
    const broken = await watchAlerts(officer, { after: "nonsense" });
    const { cursor } = await broken.resync();
    await broken.close();
    const again = await watchAlerts(officer, { after: cursor });
    await again.snapshot();
  });
});

describe("when the database was restored", () => {
  const restored = async (change: ReturnType<typeof sql>) => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    const quiet = await watchEvents(client);
    const busy = await watchEvents(client);
    await report(client);
    await busy.event();
    const cursors = [quiet.cursor(), busy.cursor()];
    await quiet.close();
    await maintain(own.database, async (tx) => void (await tx.rows(change)));
    return { own, client, busy, cursors };
  };

  test("open streams and old cursors begin anew, and the next alert comes to all of them", async () => {
    const { client, busy, cursors } = await restored(sql`delete from journal`);
    expect((await busy.resync()).reason).toBe("HISTORY_CHANGED");
    await busy.snapshot();
    const streams = [];
    for (const after of cursors) {
      const stream = await watchAlerts(client, { after });
      expect((await stream.resync()).reason).toBe("HISTORY_CHANGED");
      await stream.snapshot();
      streams.push(stream);
    }
    const id = await report(client);
    for (const stream of [busy, ...streams]) expect((await stream.event()).alert.id).toBe(id);
  });

  // As a copy of files does, which knows nothing of what came after it: its transactions have the same numbers again.
  test("an alert whose transaction has the number of one that a lost snapshot showed is not hidden", async () => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    await report(client);
    const { cursor, snapshot } = await cursorOf(client);
    const [xmin, xmax] = snapshot.split(":").map(BigInt) as [bigint, bigint];
    await report(client);
    await own.settle();
    const renumber = (xid: bigint) =>
      maintain(own.database, (tx) =>
        tx.rows(sql`update journal set xid = ${String(xid)}::text::xid8 where id = (select max(id) from journal)`),
      );
    await renumber(xmin - 1n);
    const stream = await watchAlerts(client, { after: cursor });
    expect((await stream.resync()).reason).toBe("HISTORY_CHANGED");
    expect(xmax).toBeGreaterThanOrEqual(xmin);
  });

  test("a snapshot of transactions that haven't begun yet is of another history", async () => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    const { parts } = await cursorOf(client);
    const [epoch, entry, [, anchor]] = parts as [number, null, [string, unknown]];
    const after = forgedOf([epoch, entry, ["90000000:90000000:", anchor]]);
    const stream = await watchAlerts(client, { after });
    expect((await stream.resync()).reason).toBe("HISTORY_CHANGED");
  });
});

const forgedOf = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** The cursor of a snapshot, and what it says. */
async function cursorOf(client: Client) {
  const stream = await watchEvents(client);
  await stream.close();
  const parts = JSON.parse(Buffer.from(stream.cursor(), "base64url").toString()) as [number, null, [string, unknown]];
  return { cursor: stream.cursor(), parts, snapshot: parts[2][0] };
}

test("a silent stream says that it lives, and how far it is", async () => {
  const own = await start({ env: { QORGAN_HEARTBEAT_MS: "200" } });
  const client = own.as(officerOf(almaly));
  const stream = await watchEvents(client);
  const first = await stream.heartbeat();
  expect(Math.abs(Date.parse(first.at) - Date.now())).toBeLessThan(10_000);
  await report(own.as(officerOf(alatau)), { territory: alatau });
  await own.settle();
  // Some were on their way already.
  let { cursor } = first;
  while (cursor === first.cursor) ({ cursor } = await stream.heartbeat());
  await stream.close();
  const id = await report(client);
  const after = await watchAlerts(client, { after: cursor });
  expect((await after.event()).alert.id).toBe(id);
});

// The embedded database is one session: no writer is open while another commits.
describe.runIf(onPostgres())("while an older writer is open", () => {
  /** A client that doesn't wait for the journal, which the older writer holds back, when it subscribes. */
  function hasty(own: Running, client: Client): Pick<Client, "subscribe"> {
    const connectionParams = async () => ({ token: await client.token() });
    const options = { url: own.url, connectionParams, settle: async () => {} };
    return {
      async subscribe(document, variables) {
        const stream = await openStream<never>(textOf(document as never), variables ?? {}, options);
        onTestFinished(stream.close);
        return stream;
      },
    };
  }

  test("an alert that the snapshot shows doesn't come again, also not after its cursor; a later one does", async () => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    await client.run("{ viewer { role } }");
    const older = await own.database.open({ role: "qorgan_app", mode: "write" });
    await record(older, { kind: "TESTED", aggregateId: "older", version: 1, kato: almaly, actor: null });
    const shown = await report(client);
    const stream = await watchAlerts(hasty(own, client));
    expect((await stream.snapshot()).alerts.map(({ id }) => id)).toEqual([shown]);
    const later = await report(client);
    const resumed = await watchAlerts(hasty(own, client), { after: stream.cursor() });
    await older.commit();
    for (const each of [stream, resumed]) expect((await each.event()).alert.id).toBe(later);
    await own.settle();
    const again = await watchAlerts(client, { after: stream.cursor() });
    for (const each of [stream, resumed, again]) await each.none();
  });

  test("what the older one does comes after the snapshot, although its number is lower", async () => {
    const own = await start();
    const client = own.as(officerOf(almaly));
    const alert = await anAlert(own.database, { kato: almaly });
    const older = await own.database.open({ role: "qorgan_app", mode: "write" });
    const change = { aggregateId: alert.id, version: 2, kato: almaly, severityRank: 1, actor: null };
    await record(older, { kind: "ALERT_UPDATED", ...change });
    await report(client);
    const stream = await watchEvents(hasty(own, client));
    await older.commit();
    expect(await stream.event()).toMatchObject({ kind: "UPDATED", alert: { id: alert.id } });
    await own.settle();
    await stream.none();
  });
});
