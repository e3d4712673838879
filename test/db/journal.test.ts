import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { type Database, maintain, type Transaction, transact } from "../../src/db/database.js";
import type { Entry } from "../../src/journal/entry.js";
import { watchHorizon } from "../../src/journal/horizon.js";
import { entriesAfter, readState } from "../../src/journal/read.js";
import { record } from "../../src/journal/record.js";
import { tailJournal } from "../../src/journal/tail.js";
import { passHorizon, watch } from "../support/barrier.js";
import { onPostgres } from "../support/database.js";
import { almaly } from "../support/factories.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

const WRITE = { role: "qorgan_app", mode: "write" } as const;
const READ = { role: "qorgan_worker", mode: "read" } as const;

/** A followed journal, and what has come of it. */
async function followed(given?: Database) {
  const database = given ?? (await startDatabase());
  const watched = watch(database);
  const log = createTestLog();
  const journal = await tailJournal({ database: watched.database, log, pollMs: 20 });
  const entries: Entry[] = [];
  journal.listen((batch) => entries.push(...batch.entries));
  const happenings = () => entries.map(({ aggregateId }) => aggregateId);
  const settle = () => watched.settle(journal);
  const close = async () => {
    await journal.close();
    expect(log.told.filter(({ level }) => level === "error")).toEqual([]);
  };
  return { database, journal, entries, happenings, settle, log, [Symbol.asyncDispose]: close };
}

const write = (tx: Transaction, aggregateId: string) =>
  record(tx, { kind: "TESTED", aggregateId, version: 1, kato: almaly, actor: null });

test("entries come once each, in the order (xid, id)", async () => {
  await using followedJournal = await followed();
  const { database, entries, happenings, settle } = followedJournal;
  for (const name of ["a", "b"]) await transact(database, WRITE, (tx) => write(tx, name));
  await transact(database, WRITE, async (tx) => {
    await write(tx, "c");
    await write(tx, "d");
  });
  await settle();
  expect(happenings()).toEqual(["a", "b", "c", "d"]);
  const places = entries.map(({ xid, id }) => [xid, id] as const);
  const ordered = places.toSorted(([x, i], [y, j]) => Number(x - y) || Number(i - j));
  expect(places).toEqual(ordered);
  expect(places[2]?.[0]).toBe(places[3]?.[0]);
});

test("thousands of entries come once each and in order, however many digits their numbers have", async () => {
  await using followedJournal = await followed();
  const { database, entries, settle } = followedJournal;
  await transact(database, WRITE, async (tx) => {
    for (let i = 0; i < 1_200; i++) await write(tx, String(i));
  });
  await settle();
  expect(entries.map(({ aggregateId }) => Number(aggregateId))).toEqual(Array.from({ length: 1_200 }, (_, i) => i));
});

test("a reading begins at its place, however long the journal is", async () => {
  const database = await startDatabase();
  const [last] = await maintain(database, async (tx) => {
    await tx.rows(sql`insert into journal (xid, kind, aggregate_id, version, kato)
      select (1 + i / 100)::text::xid8, 'TESTED', i::text, 1, 751110000 from generate_series(1, 20000) i`);
    await tx.rows(sql`analyze journal`);
    return tx.rows<{ xid: string; id: string }>(sql`
      select xid::text, id::text from journal order by journal.xid desc, journal.id desc limit 1`);
  });
  const place = { epoch: 1, xid: BigInt(String(last?.xid)), id: BigInt(String(last?.id)) };
  const [row] = await transact(database, READ, (tx) =>
    tx.rows<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }>(
      sql`explain (analyze, buffers, format json) ${entriesAfter(place)}`,
    ),
  );
  const { "Shared Hit Blocks": hit = 0, "Shared Read Blocks": read = 0 } = row?.["QUERY PLAN"][0].Plan ?? {};
  expect(hit + read).toBeLessThan(20);
});

test("an entry says what happened, and holds no text", async () => {
  await using followedJournal = await followed();
  const { database, entries, settle } = followedJournal;
  await transact(database, WRITE, (tx) =>
    record(tx, { kind: "TESTED", aggregateId: "alert_1", version: 3, kato: almaly, severityRank: 1, actor: null }),
  );
  await settle();
  expect(entries).toMatchObject([
    { kind: "TESTED", aggregateId: "alert_1", version: 3, kato: Number(almaly), severityRank: 1, schoolId: null },
  ]);
  expect(entries[0]?.at).toBeInstanceOf(Date);
});

test("the entry of a rolled-back transaction never comes", async () => {
  await using followedJournal = await followed();
  const { database, happenings, settle } = followedJournal;
  const work = transact(database, WRITE, async (tx) => {
    await write(tx, "lost");
    throw new Error("stop");
  });
  await expect(work).rejects.toThrow("stop");
  await transact(database, WRITE, (tx) => write(tx, "kept"));
  await settle();
  expect(happenings()).toEqual(["kept"]);
});

test("entries from before the start don't come", async () => {
  const database = await startDatabase();
  await transact(database, WRITE, (tx) => write(tx, "before"));
  await passHorizon(database);
  await using followedJournal = await followed(database);
  await transact(database, WRITE, (tx) => write(tx, "after"));
  await followedJournal.settle();
  expect(followedJournal.happenings()).toEqual(["after"]);
});

test("many commits close together are told to other processes in few messages, the last one too", async () => {
  const database = await startDatabase();
  const told: number[] = [];
  const counting = { ...database, notify: async () => void told.push(performance.now()) };
  const journal = await tailJournal({ database: counting, log: createTestLog() });
  const started = performance.now();
  let last = started;
  journal.wake();
  await new Promise(setImmediate);
  // The first one at once, in the same turn of the loop.
  expect(told).toHaveLength(1);
  while (last - started < 100) {
    journal.wake();
    last = performance.now();
    await new Promise(setImmediate);
  }
  await expect.poll(() => (told.at(-1) ?? 0) >= last).toBe(true);
  await journal.close();
  // A timer of Node may be a millisecond early.
  for (const [i, at] of told.entries()) if (i) expect(at - (told[i - 1] as number)).toBeGreaterThan(8);
});

test("who stops listening gets nothing more", async () => {
  await using followedJournal = await followed();
  const { database, journal, settle, happenings } = followedJournal;
  const found: string[] = [];
  const stop = journal.listen((batch) => found.push(...batch.entries.map(({ aggregateId }) => aggregateId)));
  await transact(database, WRITE, (tx) => write(tx, "one"));
  await settle();
  stop();
  await transact(database, WRITE, (tx) => write(tx, "two"));
  await settle();
  expect(found).toEqual(["one"]);
  expect(happenings()).toEqual(["one", "two"]);
});

test("the journal is partitioned by month, up to twelve months ahead", async () => {
  const database = await startDatabase();
  const parts = await maintain(database, (tx) =>
    tx.rows<{ name: string }>(
      sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'journal'::regclass order by 1`,
    ),
  );
  expect(parts).toHaveLength(15);
  expect(parts.at(-1)).toEqual({ name: "journal_rest" });
});

// The embedded database is one session, so that no writer is open while another commits.
describe.runIf(onPostgres())("with several writers", () => {
  test("an older open writer holds back later entries until it commits, and none is lost", async () => {
    await using followedJournal = await followed();
    const { database, happenings, settle } = followedJournal;
    const older = await database.open(WRITE);
    await write(older, "older");
    await transact(database, WRITE, (tx) => write(tx, "later"));
    // Nothing tells that an entry is held back: ten polls pass without it.
    await sleep(200);
    expect(happenings()).toEqual([]);
    await older.commit();
    await settle();
    expect(happenings()).toEqual(["older", "later"]);
  });

  test("an open writer that holds the journal back is told of by name, and so is its end", async () => {
    const database = await startDatabase();
    const log = createTestLog();
    let now = 0;
    const watching = watchHorizon({ database, log, alarmMs: 5_000, clock: () => now });
    const horizon = () => transact(database, READ, (tx) => readState(tx, undefined));
    const holding = await database.open(WRITE);
    await write(holding, "held");
    const [own] = await holding.rows<{ xid: string; pid: number }>(
      sql`select pg_current_xact_id()::text as xid, pg_backend_pid() as pid`,
    );
    const held = { horizon: BigInt(own?.xid ?? 0), newest: BigInt(own?.xid ?? 0) + 1n };
    await watching.note(held);
    now = 4_000;
    await watching.note(held);
    expect([watching.age(), log.told]).toEqual([4_000, []]);
    now = 6_000;
    await watching.note(held);
    await watching.note(held);
    expect(log.told).toMatchObject([
      { level: "warn", details: { heldMs: 6_000, holder: { pid: own?.pid, application: "qorgan qorgan_app" } } },
    ]);
    await holding.rollback();
    await watching.note({ horizon: held.newest, newest: held.newest });
    expect(log.told[1]).toMatchObject({ level: "info", message: "The journal goes on" });
    expect((await horizon()).horizon).toBeGreaterThan(0n);
    expect(watching.age()).toBe(0);
  });

  test("sessions of the server end when a transaction idles or a statement hangs", async () => {
    const database = await startDatabase();
    const bounds = await transact(database, WRITE, (tx) =>
      tx.rows(sql`select current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('statement_timeout') as statement`),
    );
    expect(bounds).toEqual([{ idle: "10s", statement: "30s" }]);
  });

  test("an older open writer that rolls back lets later entries go", async () => {
    await using followedJournal = await followed();
    const { database, happenings, settle } = followedJournal;
    const older = await database.open(WRITE);
    await write(older, "older");
    await transact(database, WRITE, (tx) => write(tx, "later"));
    await older.rollback();
    await settle();
    expect(happenings()).toEqual(["later"]);
  });

  test("sixteen concurrent writers lose no entry", async () => {
    await using followedJournal = await followed();
    const { database, happenings, settle } = followedJournal;
    const writer = async (name: number) => {
      for (let i = 0; i < 25; i++) await transact(database, WRITE, (tx) => write(tx, `${name}-${i}`));
    };
    await Promise.all(Array.from({ length: 16 }, (_, name) => writer(name)));
    await settle();
    expect(happenings()).toHaveLength(400);
    expect(new Set(happenings()).size).toBe(400);
  });

  test("the entries of one writer come in the order in which it wrote them", async () => {
    await using followedJournal = await followed();
    const { database, happenings, settle } = followedJournal;
    const noise = (async () => {
      for (let i = 0; i < 50; i++) await transact(database, WRITE, (tx) => write(tx, "noise"));
    })();
    for (let i = 0; i < 50; i++) await transact(database, WRITE, (tx) => write(tx, String(i)));
    await noise;
    await settle();
    const own = happenings().filter((name) => name !== "noise");
    expect(own).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
  });
});
