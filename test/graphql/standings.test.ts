import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { createKeyRing, drawKeyRing } from "../../src/access/keyring.js";
import type { Standing } from "../../src/access/standing.js";
import { type Database, maintain } from "../../src/db/database.js";
import { uuidWithin } from "../../src/db/ids.js";
import { createContext } from "../../src/graphql/context.js";
import { refuse } from "../../src/graphql/errors.js";
import type { Open } from "../../src/graphql/followed.js";
import { BOUNDS, createMeter } from "../../src/graphql/meter.js";
import { createStandings } from "../../src/graphql/standings.js";
import { tailJournal } from "../../src/journal/tail.js";
import { endAppointment } from "../../src/modules/agencies/appoint.js";
import { domain } from "../../src/modules/index.js";
import { aRelationship, endRelationship, exclude, relate } from "../support/access.js";
import { onPostgres } from "../support/database.js";
import { anOfficer } from "../support/factories.js";
import { createTestLog } from "../support/log.js";
import { noDoor } from "../support/receiver.js";
import { startDatabase } from "../support/start.js";

const ring = createKeyRing(drawKeyRing());
const { lookups } = createMeter(BOUNDS);
const WAIT = { timeout: 10_000 };

/** A database with officers and their standings; whoever follows one notes what it is told. */
async function begin(count = 1) {
  const database = await startDatabase();
  // Before the journal is followed: their appointments are changes too.
  const officers = await Promise.all(Array.from({ length: count }, () => anOfficer(database)));
  const [officer, other] = officers as [Officer, Officer];
  const log = createTestLog();
  const journal = await tailJournal({ database, log, pollMs: 20 });
  const standings = createStandings({ journal, log });
  onTestFinished(async () => {
    standings.close();
    await journal.close();
  });
  const opener =
    (id: string): Open =>
    () => {
      const asking = { principal: { officerId: id }, appointment: null, language: "ru", purpose: null } as const;
      return createContext({ database, domain, journal, ring, lookups, secret: "a", webhooks: noDoor, ...asking });
    };

  async function follow(id: string, open = opener(id)) {
    const told: string[] = [];
    const seen: { last: Standing | null; error?: unknown } = { last: null };
    const { standing, stop } = await standings.follow(
      { key: id, open },
      {
        suspect: () => void told.push("suspect"),
        settle(standing) {
          told.push("settle");
          seen.last = standing;
        },
        refuse(error) {
          told.push("refuse");
          seen.error = error;
        },
      },
    );
    seen.last ??= standing;
    return { standing, stop, told, seen, children: () => seen.last?.grants.get("child")?.length ?? 0 };
  }
  return { database, officers, officer, other, journal, log, standings, opener, follow };
}

type Officer = Awaited<ReturnType<typeof anOfficer>>;

const setRole = (database: Database, { id }: { id: string }, role: string) =>
  maintain(database, (tx) =>
    tx.rows(sql`update appointments set role = ${role} where officer_id = ${uuidWithin(id)}::uuid
      returning 'appointment_' || id as id`),
  ) as Promise<{ id: string }[]>;

describe("a standing that is followed", () => {
  test("is read anew when a relationship begins and ends, with an exclusion and with another role", async () => {
    const { database, officer, follow } = await begin();
    const { standing, seen, told, children } = await follow(officer.id);
    expect(standing).toMatchObject({ principal: officer.id, role: "DISTRICT_OFFICER" });

    const [relationship] = await relate(database, aRelationship(officer.id));
    await expect.poll(children, WAIT).toBe(1);
    await endRelationship(database, relationship as ReturnType<typeof aRelationship>);
    await expect.poll(children, WAIT).toBe(0);
    await exclude(database, officer.id);
    await expect.poll(() => seen.last?.exclusions.get("child"), WAIT).toHaveLength(1);
    await setRole(database, officer, "DISPATCHER");
    await expect.poll(() => seen.last?.role, WAIT).toBe("DISPATCHER");

    const pairs = told.length / 2;
    expect(told).toEqual(Array.from({ length: pairs }, () => ["suspect", "settle"]).flat());
  });

  test("is nobody's business whose it isn't", async () => {
    const { database, officer, other: another, follow } = await begin(2);
    const [own, others] = [await follow(officer.id), await follow(another.id)];
    await relate(database, aRelationship(officer.id));
    await expect.poll(own.children, WAIT).toBe(1);
    expect(others.told).toEqual([]);
  });

  test("is suspected before whoever listens later has the batch", async () => {
    const { database, officer, journal, follow } = await begin();
    const { told } = await follow(officer.id);
    const found = Promise.withResolvers<string[]>();
    journal.listen(({ changed }) => {
      if (changed !== "all" && changed.has(uuidWithin(officer.id))) found.resolve([...told]);
    });
    await relate(database, aRelationship(officer.id));
    expect(await found.promise).toEqual(["suspect"]);
  });

  test("is refused when a command ends the appointment, and told of no more", async () => {
    const { database, officer, follow, standings, opener } = await begin();
    const [first, second] = [await follow(officer.id), await follow(officer.id)];
    const [appointment] = await setRole(database, officer, "DISTRICT_OFFICER");
    await endAppointment(database, { appointment: appointment?.id as string });
    for (const { told, seen } of [first, second]) {
      await expect.poll(() => told, WAIT).toEqual(["suspect", "refuse"]);
      expect(seen.error).toMatchObject({ extensions: { code: "TOKEN_INVALID" } });
    }
    const again = standings.follow({ key: officer.id, open: opener(officer.id) }, deaf);
    await expect(again).rejects.toMatchObject({ extensions: { code: "TOKEN_INVALID" } });
  });

  test("changes by time alone", async () => {
    const { database, officer, follow } = await begin();
    const soon = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;
    await relate(
      database,
      aRelationship(officer.id, { to: soon(4_000) }),
      aRelationship(officer.id, { from: soon(1_500), to: soon(1_600) }),
      aRelationship(officer.id),
    );
    const { standing, seen, children } = await follow(officer.id);
    expect(standing.until).toBeInstanceOf(Date);
    expect(standing.grants.get("child")).toHaveLength(2);
    await expect.poll(children, WAIT).toBe(1);
    expect(seen.last?.until).toBeNull();
  });
});

const deaf = { suspect() {}, settle() {}, refuse() {} };

test("followers of one standing share its readings, and the last one to leave ends them", async () => {
  const { database, officer, other: last, opener, follow } = await begin(2);
  let readings = 0;
  const counting: Open = () => {
    readings++;
    return opener(officer.id)();
  };
  const all = await Promise.all([1, 2, 3].map(() => follow(officer.id, counting)));
  expect(readings).toBe(1);
  await relate(database, aRelationship(officer.id));
  for (const { children } of all) await expect.poll(children, WAIT).toBe(1);
  expect(readings).toBe(2);
  for (const { stop } of all) stop();
  const other = await follow(last.id);
  await relate(database, aRelationship(officer.id), aRelationship(last.id));
  await expect.poll(other.children, WAIT).toBe(1);
  expect(readings).toBe(2);
});

// The embedded database runs one transaction at a time: nothing can change while one reads.
test.runIf(onPostgres())("a change that comes while a standing is read isn't missed, also the first time", async () => {
  const { database, officer, journal, opener, follow } = await begin();
  let readings = 0;
  /** Its snapshot is taken, then something changes and is told, then the standing is read. */
  const overtaken: Open = async () => {
    const ctx = await opener(officer.id)();
    if (++readings % 2 === 0) return ctx;
    await (await ctx.open()).rows(sql`select 1`);
    const told = Promise.withResolvers<void>();
    const stop = journal.listen(({ changed }) => void (changed !== "all" && changed.size > 0 && told.resolve()));
    await relate(database, aRelationship(officer.id));
    await told.promise;
    stop();
    return ctx;
  };
  const { standing, children } = await follow(officer.id, overtaken);
  expect(standing.grants.get("child")).toHaveLength(1);
  expect(readings).toBe(2);
  await relate(database, aRelationship(officer.id));
  await expect.poll(children, WAIT).toBe(3);
  expect(readings).toBe(4);
});

test("changes of many at once are all learnt of, with few readings at a time", async () => {
  const { database, officers, opener, follow } = await begin(12);
  const open = { now: 0, most: 0 };
  const counted =
    (id: string): Open =>
    async () => {
      open.most = Math.max(open.most, ++open.now);
      const ctx = await opener(id)();
      return { ...ctx, close: (asked) => ctx.close(asked).finally(() => open.now--) };
    };
  const followed = await Promise.all(officers.map(({ id }) => follow(id, counted(id))));
  const writer = async ({ id }: { id: string }) => {
    for (let i = 0; i < 5; i++) await relate(database, aRelationship(id));
  };
  await Promise.all(officers.map(writer));
  for (const { children } of followed) await expect.poll(children, WAIT).toBe(5);
  expect(open.most).toBeLessThanOrEqual(4);
});

describe("when a standing can't be read", () => {
  test("whoever follows it stays suspected until it works, and whoever begins is told why", async () => {
    const { database, officer, opener, follow, log } = await begin();
    let isAway = false;
    let attempts = 0;
    const failing: Open = () => {
      attempts++;
      return isAway ? Promise.reject(new Error("The database is away")) : opener(officer.id)();
    };
    const { told, children } = await follow(officer.id, failing);
    isAway = true;
    await relate(database, aRelationship(officer.id));
    await expect.poll(() => attempts, WAIT).toBeGreaterThan(2);
    expect(told).toEqual(["suspect"]);
    await expect(follow(officer.id, failing)).rejects.toThrow("The database is away");
    isAway = false;
    await expect.poll(children, WAIT).toBe(1);
    expect(told).toEqual(["suspect", "settle"]);
    expect(log.told.map(({ message }) => message)).toEqual(["A standing can't be read; it is tried again"]);
  });

  test("because one follower's token has run out, the others go on with theirs", async () => {
    const { database, officer, opener, follow } = await begin();
    let isOver = false;
    const ending: Open = () =>
      isOver ? Promise.reject(refuse("TOKEN_EXPIRED", 401, "It is over.")) : opener(officer.id)();
    const [old, fresh] = [await follow(officer.id, ending), await follow(officer.id)];
    isOver = true;
    await relate(database, aRelationship(officer.id));
    await expect.poll(fresh.children, WAIT).toBe(1);
    expect(fresh.told).toEqual(["suspect", "settle"]);
    expect(old.told).toEqual(["suspect", "refuse"]);
  });
});

test("everybody is read anew when the database holds another history", async () => {
  const { database, officer, follow } = await begin();
  const { told } = await follow(officer.id);
  await maintain(database, (tx) => tx.rows(sql`update journal_epochs set epoch = 9`));
  await expect.poll(() => told, WAIT).toEqual(["suspect", "settle"]);
});
