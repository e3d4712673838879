import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { type Database, maintain } from "../../src/db/database.js";
import { MOST_ROWS } from "../../src/graphql/backlog.js";
import { createCounts } from "../../src/graphql/counts.js";
import { createLedger, type LedgerOptions } from "../../src/graphql/ledger.js";
import type { Part } from "../../src/graphql/told.js";
import { toldOf, writeDeliveries } from "../../src/modules/deliveries/write.js";
import { almaly, anAlert } from "../support/factories.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

const officers = (count: number) => Array.from({ length: count }, () => `officer_${v7()}`);
const alert = () => ({ id: `alert_${v7()}`, kato: almaly, severityRank: 0, incidentId: `incident_${v7()}` });
const at = new Date("2026-11-21T08:15:00.000Z");
const sizeOf = ({ rows, officers }: Part) => rows.length * officers.split(",").length;

/** A ledger that writes by the given function, and what it told of trouble. */
function open(write: LedgerOptions["write"], given: Partial<LedgerOptions> = {}) {
  const counts = createCounts();
  const log = createTestLog();
  const ledger = createLedger({ toldOf, write, log, counts, waitMs: 1, retryMs: 1, ...given });
  return { ledger, log, dropped: () => Object.fromEntries(counts.read("ledgerDropped")) };
}

/** What is there after a ledger has written to a database. */
const rowsOf = (database: Database) =>
  maintain(database, (tx) =>
    tx.rows<{ officer: string; sent: string | null; reached: string | null; kato: number }>(
      sql`select officer_id::text as officer, kato,
        to_char(sent_at, 'HH24:MI:SS') as sent, to_char(reached_at, 'HH24:MI:SS') as reached
        from alert_deliveries order by officer_id`,
    ),
  );

test("an item for 10,000 officers is noted at once and written in batches of at most 1,000", async () => {
  const database = await startDatabase();
  const batches: number[] = [];
  const { ledger } = open((parts) => {
    batches.push(parts.reduce((sum, part) => sum + sizeOf(part), 0));
    return writeDeliveries(database, parts);
  });
  const to = officers(10_000);
  ledger.note({ rows: [await anAlert(database, { kato: almaly })], to, at });
  await ledger.close();

  expect(batches).toEqual(Array.from({ length: 10 }, () => 1_000));
  const rows = await rowsOf(database);
  expect(rows.map(({ officer }) => `officer_${officer}`)).toEqual(to.toSorted());
  expect(new Set(rows.map(({ sent, reached, kato }) => `${sent} ${reached} ${kato}`))).toEqual(
    new Set([`08:15:00 08:15:00 ${almaly}`]),
  );
}, 60_000);

test("what the same recipients were told is neither written nor joined again", async () => {
  const written: Part[] = [];
  const { ledger } = open(async (parts) => void written.push(...parts));
  const to = officers(3_000);
  const [one, other] = [alert(), alert()];
  for (const rows of [[one], [one], [one, other]]) ledger.note({ rows, to, at });
  await ledger.close();

  expect(written.map(({ rows }) => rows.map(({ id }) => `alert_${id}`))).toEqual(
    [one, one, one, other, other, other].map(({ id }) => [id]),
  );
  // The very same texts.
  expect(new Set(written.map(({ officers }) => officers)).size).toBe(3);
});

test("many small tellings are written together", async () => {
  const batches: number[] = [];
  const { ledger } = open(async (parts) => void batches.push(parts.length));
  for (const to of officers(2_500)) ledger.note({ rows: [alert()], to: [to], at });
  await ledger.close();
  expect(batches).toEqual([1_000, 1_000, 500]);
});

test("whoever's connection hasn't taken it is without a time until it has, and the first times count", async () => {
  const database = await startDatabase();
  const { ledger } = open((parts) => writeDeliveries(database, parts));
  const [quick, slow, lost] = officers(3).sort() as [string, string, string];
  const rows = [await anAlert(database, { kato: almaly })];
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
  ledger.note({ rows, to: [quick, slow, lost, quick, `guardian_${v7()}`], at, waiting: [slow, lost] });
  ledger.reached(rows, slow, later(7));
  await ledger.close();
  ledger.note({ rows, to: [quick], at: later(60) });
  ledger.reached(rows, slow, later(90));
  await ledger.close();

  expect((await rowsOf(database)).map(({ officer, sent, reached }) => [`officer_${officer}`, sent, reached])).toEqual([
    [quick, "08:15:00", "08:15:00"],
    [slow, "08:15:00", "08:15:07"],
    [lost, "08:15:00", null],
  ]);
});

test("while the database is away it is tried again, and told of once", async () => {
  const written: Part[] = [];
  let failures = 5;
  const { ledger, log } = open(async (parts) => {
    if (failures-- > 0) throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
    written.push(...parts);
  });
  ledger.note({ rows: [alert()], to: officers(1), at });
  await expect.poll(() => written.length).toBe(1);
  expect(log.told.map(({ level }) => level)).toEqual(["error"]);
  await ledger.close();
});

test("while it stays away the oldest is dropped, counted, and told of once", async () => {
  const written: Part[] = [];
  const gate = Promise.withResolvers<void>();
  const { ledger, log, dropped } = open(async (parts) => {
    await gate.promise;
    written.push(...parts);
  });
  const rows = Array.from({ length: MOST_ROWS / 100 }, alert);
  const told = Array.from({ length: 150 }, () => officers(1));
  for (const to of told) ledger.note({ rows, to, at });
  const kept = told.slice(-90).map(String);
  gate.resolve();
  await ledger.close();

  const names = new Set(written.map(({ officers }) => `officer_${officers.slice(1, -1)}`));
  expect([...names].slice(-kept.length)).toEqual(kept);
  const writtenRows = written.reduce((sum, part) => sum + sizeOf(part), 0);
  expect(writtenRows + Number(dropped().away)).toBe(150 * rows.length);
  expect(Number(dropped().away)).toBeGreaterThanOrEqual(50 * rows.length);
  expect(log.told).toHaveLength(1);
});

test("what is dropped may be told anew to the same recipients", async () => {
  const written: Part[] = [];
  let refuses = true;
  const { ledger, dropped } = open(async (parts) => {
    if (refuses) throw Object.assign(new Error("refused"), { cause: { code: "42501" } });
    written.push(...parts);
  });
  const [to, rows] = [officers(5), [alert()]];
  ledger.note({ rows, to, at });
  await expect.poll(dropped).toEqual({ refused: 5 });
  refuses = false;
  ledger.note({ rows, to, at });
  await ledger.close();
  expect(written).toHaveLength(1);
});

test("at the end what the database doesn't take is given up", async () => {
  const { ledger, dropped } = open(async () => Promise.reject(new Error("away")), { waitMs: 60_000, retryMs: 60_000 });
  ledger.note({ rows: [alert()], to: officers(7), at });
  await ledger.close();
  expect(dropped()).toEqual({ away: 7 });
});
