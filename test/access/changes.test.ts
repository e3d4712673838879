import { type SQL, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Changed } from "../../src/access/changes.js";
import { grantAccess } from "../../src/access/grant.js";
import { linkGuardian } from "../../src/control/guardian.js";
import { linkOfficer } from "../../src/control/officer.js";
import { type Database, maintain, type Transaction, transact } from "../../src/db/database.js";
import { fromUuid, uuidWithin } from "../../src/db/ids.js";
import { record } from "../../src/journal/record.js";
import { type Batch, tailJournal } from "../../src/journal/tail.js";
import { addAppointment, endAppointment } from "../../src/modules/agencies/appoint.js";
import { endOfficer } from "../../src/modules/agencies/staff.js";
import { guardians } from "../../src/modules/identities/table.js";
import { aRelationship, asApp, endRelationship, exclude, relate } from "../support/access.js";
import { watch } from "../support/barrier.js";
import { onPostgres } from "../support/database.js";
import { alatau, almaly, anOfficer, aSchool } from "../support/factories.js";
import { createTestLog } from "../support/log.js";
import { startDatabase } from "../support/start.js";

/** A followed journal, and what it told since it was last asked. */
async function follow(database: Database) {
  const watched = watch(database);
  const journal = await tailJournal({ database: watched.database, log: createTestLog(), pollMs: 20 });
  onTestFinished(journal.close);
  const batches: Batch[] = [];
  journal.listen((batch) => void batches.push(batch));
  const heard = (): Changed[] => batches.map(({ changed }) => changed);
  return {
    batches,
    hasTold: (id: string) => heard().some((changed) => changed !== "all" && changed.has(uuidWithin(id))),
    async told() {
      await watched.settle(journal);
      const all = heard();
      batches.length = 0;
      return all.includes("all") ? "all" : all.flatMap((changed) => [...changed]).sort();
    },
  };
}

const execute = (database: Database, statement: SQL) => maintain(database, (tx) => tx.rows(statement));
const appointmentOf = async (database: Database, { id }: { id: string }) => {
  const found = sql`select 'appointment_' || id as id from appointments where officer_id = ${uuidWithin(id)}::uuid`;
  const [row] = await maintain(database, (tx) => tx.rows<{ id: string }>(found));
  return row?.id as string;
};
const insertGuardian = (database: Database, subject: string | null = null) =>
  maintain(database, async ({ db }) => {
    const [guardian] = await db.insert(guardians).values({ subject }).returning();
    return guardian?.id as string;
  });

describe("whose access may have changed is told", async () => {
  const database = await startDatabase();
  const school = await aSchool(database);
  const officer = await anOfficer(database);
  const director = await anOfficer(database, { role: "SCHOOL_DIRECTOR", school });
  const guardian = await insertGuardian(database, "mother");
  const [relationship] = await relate(database, aRelationship(officer.id));
  const appointment = await appointmentOf(database, officer);
  const { id } = officer;
  const duty = { officer: id, role: "DISPATCHER", kato: almaly, dryRun: false } as const;

  test.each<[what: string, who: string, change: () => Promise<unknown>]>([
    ["when a relationship begins", id, () => relate(database, aRelationship(id))],
    ["when it ends", id, () => endRelationship(database, relationship as ReturnType<typeof aRelationship>)],
    ["when a relationship is deleted by hand", id, () => execute(database, sql`delete from access_grants`)],
    ["when they are found to be party to a matter", id, () => exclude(database, id)],
    ["when they are appointed", id, () => addAppointment(database, duty)],
    [
      "when a role changes by hand",
      id,
      () =>
        execute(
          database,
          sql`update appointments set role = 'PROSECUTOR'
      where officer_id = ${uuidWithin(id)}::uuid`,
        ),
    ],
    ["when a command ends the appointment", id, () => endAppointment(database, { appointment })],
    ["when a command ends all that an officer has", id, () => endOfficer(database, { officer: id })],
    ["when the provider's name for an officer changes", id, () => linkOfficer(database, { officer: id, subject: "x" })],
    [
      "when the school moves, to its people",
      director.id,
      () => execute(database, sql`update schools set kato = ${alatau}::int`),
    ],
    [
      "when the provider's name for a guardian changes",
      guardian,
      () => linkGuardian(database, { guardian, subject: "y" }),
    ],
    ["when an officer takes a guardian's name, to the guardian", guardian, () => anOfficer(database, { subject: "y" })],
  ])("%s", async (_, who, change) => {
    const { told } = await follow(database);
    await change();
    expect(await told()).toContain(uuidWithin(who));
  });

  test("and not where nothing changed that access goes by", async () => {
    const { told } = await follow(database);
    await execute(database, sql`update officers set name = name || ' II'`);
    await execute(database, sql`update schools set pupils = 700`);
    await execute(database, sql`update appointments set role = role`);
    expect(await told()).toEqual([]);
  });

  test("once for each statement, however many rows of theirs it writes", async () => {
    const other = await anOfficer(database);
    await execute(database, sql`delete from access_changes`);
    const many = Array.from({ length: 50 }, (_, i) => aRelationship(i % 2 ? other.id : id));
    await relate(database, ...many);
    const rows = await execute(database, sql`select principal from access_changes order by principal`);
    expect(rows).toEqual([id, other.id].map((one) => ({ principal: uuidWithin(one) })).sort(byPrincipal));
  });

  test("and not when the transaction was rolled back", async () => {
    const { told } = await follow(database);
    const work = asApp(database, id, async (tx) => {
      await grantAccess(tx, () => [aRelationship(id)]);
      throw new Error("stop");
    });
    await expect(work).rejects.toThrow("stop");
    expect(await told()).toEqual([]);
  });

  test("and the application reads none of it", async () => {
    const reading = transact(database, { role: "qorgan_app", mode: "read" }, (tx) =>
      tx.rows(sql`select principal from access_changes`),
    );
    await expect(reading).rejects.toThrow();
  });
});

// Another test's transaction may hold back the entries, and the machine be busy.
const HELD = { timeout: 10_000 };

async function numberIn(tx: Transaction, value: SQL): Promise<bigint> {
  const [row] = await tx.rows<{ value: string }>(sql`select ${value}::text as value`);
  return BigInt(row?.value ?? 0);
}

const byPrincipal = (a: { principal: string }, b: { principal: string }) => (a.principal < b.principal ? -1 : 1);

test("a change is told with the entries of its transaction, or before them, and with the database's clock", async () => {
  const database = await startDatabase();
  const officer = await anOfficer(database);
  const { batches } = await follow(database);
  await asApp(database, officer.id, async (tx) => {
    await grantAccess(tx, () => [aRelationship(officer.id)]);
    await record(tx, { kind: "TESTED", aggregateId: "one", version: 1, kato: almaly, actor: officer.id });
  });
  await expect.poll(() => batches.some(({ entries }) => entries.length), HELD).toBe(true);
  const first = batches.findIndex(({ entries }) => entries.length);
  const until = batches.slice(0, first + 1).flatMap(({ changed }) => [...changed]);
  expect(until).toEqual([uuidWithin(officer.id)]);
  const entry = batches.flatMap(({ entries }) => entries)[0];
  expect(batches.at(-1)?.now).toBeGreaterThanOrEqual(entry?.at.getTime() ?? Number.NaN);
});

test("everybody's access may have changed when the history is another one", async () => {
  const database = await startDatabase();
  const { told, batches } = await follow(database);
  expect(await told()).toEqual([]);
  await execute(database, sql`update journal_epochs set epoch = 7`);
  await expect.poll(() => batches.map(({ changed }) => changed)).toContain("all");
  await told();
  expect(await told()).toEqual([]);
});

// The embedded database is one session, so that no writer is open while another commits.
describe.runIf(onPostgres())("with several writers", () => {
  test("a change is told while an older transaction holds back every entry", async () => {
    const database = await startDatabase();
    const officer = await anOfficer(database);
    const { hasTold } = await follow(database);
    const older = await database.open({ role: "qorgan_owner", mode: "write" });
    onTestFinished(() => older.rollback());
    const held = await numberIn(older, sql`pg_current_xact_id()`);
    await relate(database, aRelationship(officer.id));
    await expect.poll(() => hasTold(officer.id), HELD).toBe(true);
    const horizon = await maintain(database, (tx) => numberIn(tx, sql`pg_snapshot_xmin(pg_current_snapshot())`));
    expect(horizon).toBeLessThanOrEqual(held);
  });

  test("an older transaction that commits later is told too, and once", async () => {
    const database = await startDatabase();
    const [slow, quick] = [await anOfficer(database), await anOfficer(database)];
    const { hasTold, told } = await follow(database);
    const settings = { principal: uuidWithin(slow.id) };
    const older = await database.open({ role: "qorgan_app", mode: "write", settings });
    await grantAccess(older, () => [aRelationship(slow.id)]);
    await relate(database, aRelationship(quick.id));
    await expect.poll(() => hasTold(quick.id), HELD).toBe(true);
    expect(hasTold(slow.id)).toBe(false);
    await older.commit();
    expect(await told()).toEqual([slow.id, quick.id].map(uuidWithin).sort());
  });

  test("sixteen concurrent writers of slow and quick transactions have every change told", async () => {
    const database = await startDatabase();
    const { told } = await follow(database);
    const writer = async (name: number) => {
      const made: string[] = [];
      for (let i = 0; i < 20; i++) {
        const grant = aRelationship(fromUuid("officer", v7()));
        const settings = { principal: uuidWithin(grant.principal) };
        const tx = await database.open({ role: "qorgan_app", mode: "write", settings });
        await grantAccess(tx, () => [grant]);
        // The connections are fewer than the writers: an open one makes others overtake it.
        for (let turn = 0; turn < (name * i) % 7; turn++) await tx.rows(sql`select 1`);
        await tx.commit();
        made.push(settings.principal);
      }
      return made;
    };
    const made = (await Promise.all(Array.from({ length: 16 }, (_, name) => writer(name)))).flat();
    expect(await told()).toEqual(made.sort());
  });
});
