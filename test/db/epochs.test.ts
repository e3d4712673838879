import { eq, sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { type Database, maintain, transact } from "../../src/db/database.js";
import { record } from "../../src/journal/record.js";
import { journal as entries, journalEpochs } from "../../src/journal/table.js";
import { type Batch, tailJournal } from "../../src/journal/tail.js";
import { watch } from "../support/barrier.js";
import { almaly } from "../support/factories.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

const WRITE = { role: "qorgan_app", mode: "write" } as const;

const write = (database: Database, aggregateId: string) =>
  transact(database, WRITE, (tx) => record(tx, { kind: "TESTED", aggregateId, version: 1, kato: almaly, actor: null }));

async function follow(database: Database) {
  const watched = watch(database);
  const log = createTestLog();
  const journal = await tailJournal({ database: watched.database, log, pollMs: 20 });
  onTestFinished(journal.close);
  const batches: Batch[] = [];
  journal.listen((batch) => void batches.push(batch));
  const warnings = () => log.told.filter(({ level }) => level === "warn").map(({ details }) => details);
  const reaches = (epoch: number) => expect.poll(() => journal.tail().place.epoch, { timeout: 5_000 }).toBe(epoch);
  const happenings = () => batches.flatMap((batch) => batch.entries.map(({ aggregateId }) => aggregateId));
  return { journal, warnings, reaches, happenings, settle: () => watched.settle(journal) };
}

const epochsOf = (database: Database) =>
  maintain(database, ({ db }) =>
    db
      .select({ epoch: journalEpochs.epoch })
      .from(journalEpochs)
      .orderBy(journalEpochs.epoch)
      .then((rows) => rows.map(({ epoch }) => epoch)),
  );

const change = (database: Database, statement: ReturnType<typeof sql>) =>
  maintain(database, async (tx) => void (await tx.rows(statement)));

test("the first process begins epoch 1, and the next ones stay in it", async () => {
  const database = await startDatabase();
  const first = await follow(database);
  const second = await follow(database);
  expect([first, second].map(({ journal }) => journal.tail().place.epoch)).toEqual([1, 1]);
  expect(await epochsOf(database)).toEqual([1]);
  expect([...first.warnings(), ...second.warnings()]).toEqual([]);
});

test("a database on another cluster begins a new epoch at the start", async () => {
  const database = await startDatabase();
  await (await follow(database)).journal.close();
  await change(database, sql`update journal_epochs set cluster = 'another:00000001'`);
  const { journal, warnings } = await follow(database);
  expect(journal.tail().place.epoch).toBe(2);
  expect(warnings()).toMatchObject([{ epoch: 2, raised: expect.stringContaining("another:00000001") }]);
});

test("entries whose transactions haven't come yet begin a new epoch, and new entries sort after them", async () => {
  const database = await startDatabase();
  await (await follow(database)).journal.close();
  await write(database, "restored");
  await change(database, sql`update journal set xid = (xid::text::bigint + 1000000)::text::xid8`);
  const { journal, happenings, settle } = await follow(database);
  expect(journal.tail().place.epoch).toBe(2);
  await write(database, "new");
  await settle();
  expect(happenings()).toEqual(["new"]);
  const [newest] = await maintain(database, ({ db }) =>
    db.select().from(entries).where(eq(entries.aggregateId, "new")),
  );
  expect(newest?.epoch).toBe(2);
});

test("a process whose last entry is gone raises the epoch, and others go with it", async () => {
  const database = await startDatabase();
  const one = await follow(database);
  const other = await follow(database);
  await write(database, "before");
  await Promise.all([one.settle(), other.settle()]);
  await change(database, sql`delete from journal`);
  await Promise.all([one.reaches(2), other.reaches(2)]);
  expect(await epochsOf(database)).toEqual([1, 2]);
  await write(database, "after");
  await Promise.all([one.settle(), other.settle()]);
  expect([one.happenings(), other.happenings()]).toEqual([
    ["before", "after"],
    ["before", "after"],
  ]);
});

test("whoever raises the epoch waits for open writers, and later ones write in the new epoch", async () => {
  const database = await startDatabase();
  const { reaches } = await follow(database);
  await change(database, sql`update journal_epochs set epoch = 5`);
  await reaches(5);
  await write(database, "later");
  const [entry] = await maintain(database, ({ db }) => db.select().from(entries));
  expect(entry?.epoch).toBe(5);
});
