import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { maintain, type Transaction, transact } from "../../src/db/database.js";
import { record } from "../../src/journal/record.js";
import { type Entry, tailJournal } from "../../src/journal/tail.js";
import { passHorizon, watch } from "../support/barrier.js";
import { onPostgres } from "../support/database.js";
import { almaly } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const WRITE = { role: "qorgan_app", mode: "write" } as const;

/** A followed journal, and what has come of it. */
async function followed() {
  const database = await startDatabase();
  const { watched, settle } = watch(database);
  const journal = await tailJournal({ database: watched, onError: (error) => expect.fail(String(error)), pollMs: 20 });
  const entries: Entry[] = [];
  journal.listen((entry) => entries.push(entry));
  const happenings = () => entries.map(({ aggregateId }) => aggregateId);
  return { database, journal, entries, happenings, settle, [Symbol.asyncDispose]: () => journal.close() };
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
  const places = entries.map(({ xid, id }) => [BigInt(xid), BigInt(id)] as const);
  const ordered = places.toSorted(([x, i], [y, j]) => Number(x - y) || Number(i - j));
  expect(places).toEqual(ordered);
  expect(places[2]?.[0]).toBe(places[3]?.[0]);
});

test("the entries of one transaction come once each and in order, also where their numbers get another digit", async () => {
  await using followedJournal = await followed();
  const { database, happenings, settle } = followedJournal;
  const names = Array.from({ length: 12 }, (_, i) => String(i + 1));
  await transact(database, WRITE, async (tx) => {
    for (const name of names) await write(tx, name);
  });
  await settle();
  expect(happenings()).toEqual(names);
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
  const { watched, settle } = watch(database);
  const journal = await tailJournal({ database: watched, onError: console.error, pollMs: 20 });
  const found: string[] = [];
  journal.listen(({ aggregateId }) => found.push(aggregateId));
  await transact(database, WRITE, (tx) => write(tx, "after"));
  await settle();
  await journal.close();
  expect(found).toEqual(["after"]);
});

test("who stops listening gets nothing more", async () => {
  await using followedJournal = await followed();
  const { database, journal, settle, happenings } = followedJournal;
  const found: string[] = [];
  const stop = journal.listen(({ aggregateId }) => found.push(aggregateId));
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
