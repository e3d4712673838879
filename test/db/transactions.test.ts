import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { type Database, maintain, type Scope, type Settings, type Statement, transact } from "../../src/db/database.js";
import { agencies } from "../../src/modules/agencies/table.js";
import { onPostgres } from "../support/database.js";
import { alatau, almaly, anIncident, aSchool } from "../support/factories.js";
import { startDatabase } from "../support/start.js";

const database = await startDatabase();

const APP: Scope = { role: "qorgan_app", mode: "read" };
const principal = "019aa000-0000-7000-8000-000000000001";
const districtOf = (code: string): Settings => ({
  principal,
  role: "DISTRICT_OFFICER",
  kato_from: `${code}00000`,
  kato_to: `${code}99999`,
});

async function countIncidents(settings: Settings | undefined, role: Scope["role"] = "qorgan_app") {
  const [row] = await transact(database, { ...APP, role, settings }, (tx) =>
    tx.rows<{ count: number }>(sql`select count(*)::int as count from incidents`),
  );
  return row?.count;
}

const countAgencies = (db: Database) =>
  maintain(db, async (tx) => (await tx.rows<{ n: number }>(sql`select count(*)::int as n from agencies`))[0]?.n);

test("a rolled-back transaction leaves nothing", async () => {
  const before = await countAgencies(database);
  const work = maintain(database, async ({ db }) => {
    await db.insert(agencies).values({ kind: "NGO", nameRu: "Откат" });
    throw new Error("stop");
  });
  await expect(work).rejects.toThrow("stop");
  expect(await countAgencies(database)).toBe(before);
});

test("the commit of a transaction in which a statement failed is an error", async () => {
  const before = await countAgencies(database);
  const work = maintain(database, async (tx) => {
    await tx.db.insert(agencies).values({ kind: "NGO", nameRu: "Сбой" });
    await tx.rows(sql`select 1 / 0`).catch(() => {});
  });
  await expect(work).rejects.toThrow();
  expect(await countAgencies(database)).toBe(before);
});

describe("a statement that is sent and not waited for", () => {
  const ngo = (nameRu: string) => ({ kind: "NGO" as const, nameRu });
  const schoolSet: Statement<{ school: string }> = {
    name: "schoolSet",
    build: (db) =>
      db
        .select({ school: sql<string>`coalesce(current_setting('qorgan.school', true), '')` })
        .from(sql`(select 1) as one`)
        .prepare("schoolSet"),
  };

  test("runs after a prepared one that was run before it", async () => {
    const seen = await maintain(database, async (tx) => {
      const before = tx.run(schoolSet);
      tx.send(sql`select set_config('qorgan.school', 'sent', true)`);
      return [await before, await tx.run(schoolSet)];
    });
    expect(seen).toEqual([[{ school: "" }], [{ school: "sent" }]]);
  });

  test("leaves with the commit, as a prepared one does that nobody has waited for", async () => {
    const { reading } = await maintain(database, async (tx) => ({ reading: tx.run(schoolSet) }));
    expect(await reading).toEqual([{ school: "" }]);
  });

  test("runs before the next one, and is committed", async () => {
    const before = await countAgencies(database);
    const seen = await maintain(database, async (tx) => {
      tx.send(tx.db.insert(agencies).values(ngo("Отправлено")));
      tx.send(sql`select set_config('qorgan.school', 'sent', true)`);
      return tx.rows(sql`select count(*)::int as n, current_setting('qorgan.school') as school from agencies`);
    });
    expect(seen).toEqual([{ n: (before ?? 0) + 1, school: "sent" }]);
    expect(await countAgencies(database)).toBe((before ?? 0) + 1);
  });

  test("fails the commit with its own reason when it fails", async () => {
    const before = await countAgencies(database);
    const work = maintain(database, async (tx) => {
      await tx.db.insert(agencies).values(ngo("Сбой"));
      tx.send(sql`select 1 / 0`);
    });
    await expect(work).rejects.toThrow("division by zero");
    expect(await countAgencies(database)).toBe(before);
  });

  test("gives its reason also where a later statement fails because of it", async () => {
    const work = maintain(database, async (tx) => {
      tx.send(sql`select 1 / 0`);
      await tx.db.insert(agencies).values(ngo("Позже"));
    });
    await expect(work).rejects.toThrow("division by zero");
  });
});

test("a read transaction can't write", async () => {
  const work = transact(database, { role: "qorgan_owner", mode: "read", settings: { maintenance: "on" } }, ({ db }) =>
    db.insert(agencies).values({ kind: "NGO", nameRu: "Чтение" }),
  );
  await expect(work).rejects.toMatchObject({ cause: { message: expect.stringContaining("read-only") } });
});

test("a transaction runs under the role that its scope names", async () => {
  for (const role of ["qorgan_app", "qorgan_reader", "qorgan_worker", "qorgan_owner"] as const) {
    const [row] = await transact(database, { role, mode: "read" }, (tx) => tx.rows(sql`select current_user as role`));
    expect(row).toEqual({ role });
  }
});

describe("the viewer of one transaction", () => {
  test("sees the rows of the jurisdiction only", async () => {
    await anIncident(database, { kato: almaly });
    expect(await countIncidents(districtOf("7511"))).toBe(1);
    expect(await countIncidents(districtOf("7512"))).toBe(0);
    await anIncident(database, { kato: alatau });
    expect(await countIncidents(districtOf("7512"))).toBe(1);
  });

  test("never reaches the next transaction of the same connection", async () => {
    // More transactions than connections, so that each connection serves a viewer and then nobody.
    const viewers = Array.from({ length: 24 }, (_, i) => (i % 2 ? districtOf("7511") : undefined));
    for (const viewer of viewers) expect(await countIncidents(viewer)).toBe(viewer ? 1 : 0);
    const counts = await Promise.all(viewers.map((viewer) => countIncidents(viewer)));
    expect(counts).toEqual(viewers.map((viewer) => (viewer ? 1 : 0)));
  });

  test("doesn't outlast a rollback", async () => {
    const tx = await database.open({ ...APP, settings: districtOf("7511") });
    expect(await tx.rows(sql`select 1 as ok`)).toEqual([{ ok: 1 }]);
    await tx.rollback();
    expect(await countIncidents(undefined)).toBe(0);
  });

  test("loses its settings when others are set", async () => {
    const settings = await transact(database, { ...APP, settings: districtOf("7511") }, async (tx) => {
      await tx.set({ principal });
      return tx.rows(sql`select current_setting('qorgan.role') as role, current_setting('qorgan.kato_from') as "from"`);
    });
    expect(settings).toEqual([{ role: "", from: "" }]);
  });
});

test("the owner without maintenance sees and changes nothing", async () => {
  expect(await countIncidents(undefined, "qorgan_owner")).toBe(0);
  const changed = await transact(database, { role: "qorgan_owner", mode: "write" }, (tx) =>
    tx.rows(sql`update incidents set place = 'x' returning id::text`),
  );
  expect(changed).toEqual([]);
});

test("a viewer can't put a row into another district", async () => {
  const school = await aSchool(database, { kato: alatau });
  const work = transact(database, { role: "qorgan_app", mode: "write", settings: districtOf("7511") }, (tx) =>
    tx.rows(sql`insert into incidents (id, school_id, kato, kind, severity, place, occurred_at)
      values (gen_random_uuid(), ${school.id.slice(7)}::uuid, ${Number(alatau)}, 'FIGHT', 'MINOR', 'x', now())`),
  );
  await expect(work).rejects.toMatchObject({ cause: { message: expect.stringContaining("row-level security") } });
});

test("nobody but the owner deletes", async () => {
  for (const role of ["qorgan_app", "qorgan_reader", "qorgan_worker"] as const) {
    const work = transact(database, { role, mode: "write", settings: districtOf("7511") }, (tx) =>
      tx.rows(sql`delete from incidents`),
    );
    await expect(work).rejects.toMatchObject({ cause: { message: expect.stringContaining("permission denied") } });
  }
});

// The embedded database is one session: two transactions never run at once there.
test.runIf(onPostgres())("two transactions at once have two viewers", async () => {
  const [one, other] = await Promise.all([
    database.open({ ...APP, settings: districtOf("7511") }),
    database.open({ ...APP, settings: districtOf("7599") }),
  ]);
  const query = sql`select count(*)::int as count from incidents`;
  const counts = [await one.rows(query), await other.rows(query), await one.rows(query)];
  await Promise.all([one.commit(), other.commit()]);
  expect(counts).toEqual([[{ count: 1 }], [{ count: 0 }], [{ count: 1 }]]);
});

test("an alert is raised by who may report its incident, and by nobody who only reads or answers it", async () => {
  const { id, kato } = await anIncident(database, { kato: almaly, severity: "SEVERE" });
  const raise = (role: string) =>
    transact(database, { role: "qorgan_app", mode: "write", settings: { ...districtOf("7511"), role } }, (tx) =>
      tx.rows(sql`insert into alerts (id, incident_id, kato, kind, severity, urgency, certainty, place, exercise)
        values (gen_random_uuid(), ${id.slice(9)}::uuid, ${Number(kato)}, 'FIGHT', 'SEVERE', 'IMMEDIATE', 'OBSERVED', 'x',
          false)`),
    );
  await expect(raise("DISTRICT_OFFICER")).resolves.toEqual([]);
  for (const role of ["PROSECUTOR", "MINISTRY_CONTROLLER", "DATA_OFFICER", "GUARDIAN"]) {
    await expect(raise(role)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("row-level security") },
    });
  }
});
