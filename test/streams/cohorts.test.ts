import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { excludeParties, grantAccess } from "../../src/access/grant.js";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { raiseAlert } from "../../src/modules/alerts/raise.js";
import type { Untyped } from "../support/client.js";
import { alatau, almaly, almaty, anIncident, anOfficer, aSchool, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { metric } from "../support/metrics.js";
import { type Client, type Running, start } from "../support/start.js";
import { openSocket } from "../support/stream.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let on: Running;
let reporter: Client;
beforeAll(async () => {
  on = await start();
  reporter = on.as(officerOf(almaly));
  // Whoever has seen nothing but an empty journal has no place in it to share.
  await report(reporter, almaly);
});

// Another process on the same database for each test, on which nobody else is.
let server: Running;
beforeEach(async () => void (server = await start({ on })));

/** Resolves when so many subscriptions share what is read. */
const sharing = (count: number, of = server) =>
  expect.poll(() => metric(of, "sharing"), { timeout: 20_000, interval: 20 }).toBe(count);

type Watching = Awaited<ReturnType<typeof watchAlerts>>;

/** Officers of the district, each of their own, who watch and share. */
async function watchers(count: number, variables: object[] = [{}]): Promise<Watching[]> {
  const before = await metric(server, "sharing");
  const all: Watching[] = [];
  for (let i = 0; i < count; i++) {
    const officer = await anOfficer(server.database, { kato: almaly });
    all.push(await watchEvents(server.as(officer), variables[i % variables.length]));
  }
  await sharing(before + count);
  return all;
}

/** How many statements it takes to tell so many of one alert, besides those of the report. */
async function statementsFor(given: readonly Watching[]): Promise<number> {
  const { statements } = server.database;
  await report(reporter, almaly);
  for (const one of given) await one.event();
  await server.settle();
  const before = statements.count;
  await report(reporter, almaly);
  for (const one of given) await one.event();
  await server.settle();
  return statements.count - before;
}

describe("subscribers who may see the same", () => {
  test("and ask the same take as many statements together as one of them", async () => {
    const first = await watchers(1);
    const one = await statementsFor(first);
    const many = await statementsFor([...first, ...(await watchers(8))]);
    expect(many).toBe(one);
  });

  test("and ask for other items, but the same of each, are read for once too, and get only what they ask for", async () => {
    const schools = await Promise.all([1, 2].map(() => aSchool(server.database, { kato: almaly })));
    const [one, other] = schools.map(({ id }) => ({ schools: [id] }));
    const all = await watchers(3, [{}, one ?? {}, other ?? {}]);
    expect(await metric(server, "cohorts")).toBe(1);
    const input = { schoolId: schools[0]?.id, kind: "FIGHT", severity: "SEVERE", place: "Двор" };
    await reporter.run("mutation ($i: IncidentReportInput!) { incidentReport(input: $i) { errors { code } } }", {
      i: input,
    });
    await all[0]?.event();
    await all[1]?.event();
    await all[2]?.none();
  });

  test("but speak another language each get their own", async () => {
    const query = "subscription { alerts { ... on AlertEvent { alert { headline } } } }";
    const token = await server.as(officerOf(almaly)).token();
    const headlines = ["ru", "en"].map((language) => {
      const client = openSocket({ url: server.url, connectionParams: async () => ({ token, language }) });
      onTestFinished(() => client.dispose());
      return new Promise((resolve, reject) => {
        const next = ({ data }: { data?: Untyped }) => resolve(data?.alerts.alert.headline);
        client.subscribe<Untyped>({ query }, { next, error: reject, complete() {} });
      });
    });
    await expect.poll(() => metric(server, "cohorts"), { timeout: 20_000 }).toBe(2);
    await report(reporter, almaly);
    expect(await Promise.all(headlines)).toEqual([expect.stringMatching(/[а-я]/), expect.stringMatching(/Fight/i)]);
  });

  test("get each event once and in an unbroken chain, also those who come in the middle of a burst", async () => {
    const early = await watchers(3);
    const ids: string[] = [];
    const late: Watching[] = [];
    for (let i = 0; i < 12; i++) {
      ids.push(await report(reporter, almaly));
      if (i % 4 === 1) late.push(await watchAlerts(server.as(officerOf(almaly))));
    }
    for (const stream of early) {
      for (const id of ids) expect((await stream.event()).alert.id).toBe(id);
      await stream.none();
    }
    for (const [i, stream] of late.entries()) {
      const { alerts } = await stream.snapshot();
      const shown = alerts.filter(({ id }) => ids.includes(id)).length;
      expect(shown).toBeGreaterThanOrEqual(4 * i + 2);
      for (const id of ids.slice(shown)) expect((await stream.event()).alert.id).toBe(id);
      await stream.none();
    }
  });
});

test("those of another jurisdiction share nothing with them", async () => {
  const region = await watchEvents(server.as(officerOf(almaty, "DISPATCHER")));
  const district = await watchEvents(server.as(officerOf(alatau, "DISPATCHER")));
  await expect.poll(() => metric(server, "cohorts"), { timeout: 20_000 }).toBe(2);
  await report(reporter, almaly);
  await region.event();
  await district.none();
});

test("who is silent in a cohort hears a heartbeat while others get events all the time", async () => {
  const own = await start({ env: { QORGAN_HEARTBEAT_MS: "300" } });
  const school = await aSchool(own.database, { kato: almaly });
  const officer = own.as(officerOf(almaly));
  await report(officer, almaly);
  const [silent, busy] = [await watchEvents(officer, { schools: [school.id] }), await watchEvents(officer)];
  await sharing(2, own);
  let beats = 0;
  const heard = (async () => {
    for (; beats < 3; beats++) await silent.heartbeat();
  })();
  let events = 0;
  for (; beats < 3 || events < 3; events++) await report(officer, almaly);
  await heard;
  const items = [];
  while (items.filter((name) => name === "AlertEvent").length < events) items.push((await busy.item()).__typename);
});

describe("what a viewer may see changes", () => {
  /** Two officers of one class; the first one's access is changed. */
  async function pair() {
    const changed = await anOfficer(server.database, { kato: almaly });
    const [one, other] = [await watchEvents(server.as(changed)), await watchEvents(server.as(officerOf(almaly)))];
    await sharing(2);
    return { changed, one, other };
  }

  test("an exclusion acts on whoever shares with others: a Resync, and what may still be seen", async () => {
    const { changed, one, other } = await pair();
    const id = await report(reporter, almaly);
    await one.event();
    await other.event();
    const incident = await reporter.run("query ($id: ID!) { alert(id: $id) { incident { id } } }", { id });
    const subject = incident.data.alert.incident.id;
    await maintain(server.database, (tx) =>
      excludeParties(tx, async () => [{ principal: changed.id, subject, because: "party" }]),
    );
    expect((await one.resync()).reason).toBe("ACCESS_CHANGED");
    const { alerts } = await one.snapshot();
    expect(alerts.map((alert) => alert.id)).not.toContain(id);
    await other.none();
    // And the stream goes on.
    await report(reporter, almaly);
    await one.event();
  });

  test("of an alert whose incident one is excluded from in the same transaction one hears nothing", async () => {
    const { changed, one, other } = await pair();
    const incident = await anIncident(server.database, { kato: almaly });
    await maintain(server.database, async (tx) => {
      await excludeParties(tx, async () => [{ principal: changed.id, subject: incident.id, because: "party" }]);
      return raiseAlert(tx, incident, null);
    });
    const { alert } = await other.event();
    await one.resync();
    expect((await one.snapshot()).alerts.map(({ id }) => id)).not.toContain(alert.id);
    await one.none();
  });

  test("a new relationship brings what had been out of sight", async () => {
    const elsewhere = await anIncident(server.database, { kato: alatau });
    const { changed, one, other } = await pair();
    await maintain(server.database, (tx) =>
      grantAccess(tx, () => [
        { principal: changed.id, subject: elsewhere.id, tier: "T3C", basis: "HEADQUARTERS", basisId: elsewhere.id },
      ]),
    );
    expect((await one.resync()).reason).toBe("ACCESS_CHANGED");
    await one.snapshot();
    await other.none();
  });

  test("another role is another class: a Resync comes within a second, and then what the role sees", async () => {
    const { changed, one } = await pair();
    const [row] = await maintain(server.database, ({ db }) =>
      db.update(appointments).set({ role: "DISPATCHER" }).where(eq(appointments.officerId, changed.id)).returning(),
    );
    expect(row?.role).toBe("DISPATCHER");
    expect((await one.resync(2_000)).reason).toBe("ACCESS_CHANGED");
    await one.snapshot();
  });

  test("whoever loses the appointment is closed with 4403, and the others go on", async () => {
    const { changed, one, other } = await pair();
    await maintain(server.database, ({ db }) =>
      db
        .update(appointments)
        .set({ to: "2020-01-02" })
        .where(eq(appointments.officerId, changed.id))
        .then(() => {}),
    );
    await report(reporter, almaly);
    await other.event();
    expect(await one.ended).toMatchObject({ code: 4403 });
  });

  test("while nobody was connected, it is told by a Resync when the client comes back", async () => {
    const leaving = await anOfficer(server.database, { kato: almaly });
    const before = await watchEvents(server.as(leaving));
    const after = before.cursor();
    await before.close();
    const same = await watchAlerts(server.as(leaving), { after });
    const id = await report(reporter, almaly);
    expect((await same.event()).alert.id).toBe(id);
    await same.close();

    await maintain(server.database, ({ db }) =>
      db
        .update(appointments)
        .set({ role: "DISPATCHER" })
        .where(eq(appointments.officerId, leaving.id))
        .then(() => {}),
    );
    const changed = await watchAlerts(server.as(leaving), { after });
    expect((await changed.resync()).reason).toBe("ACCESS_CHANGED");
    await changed.snapshot();
  });
});
