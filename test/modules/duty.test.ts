import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain, transact } from "../../src/db/database.js";
import { findOnDuty } from "../../src/modules/duty/onduty.js";
import { aShift, dispatchers, handOver, inHours, set, setRoster } from "../support/duty.js";
import { alatau, almaly, almaty, anOfficer, auezov, officerOf, shymkent } from "../support/factories.js";
import { DutyRostersDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { journalOf } from "../support/workgroups.js";

let server: Running;
let region: Client;
beforeAll(async () => {
  server = await start();
  region = server.as(officerOf(almaty, "REGION_OFFICER"));
});

// Each test has a territory of its own.
const places = ["751110000", "751210000", "751410000", "751510000", "751710000", "751910000", "750000000"];
const next = () => places.pop() as string;

const onDuty = async (kato: string | null, at?: string, client = region) => {
  const { data, errors } = await client.run(
    `query($kato: Kato, $at: DateTime) { onDuty(role: DISPATCHER, kato: $kato, at: $at) { to officer { id } } }`,
    { kato, at },
  );
  expect(errors).toBeUndefined();
  return data.onDuty.map(({ officer }: { officer: { id: string } }) => officer.id);
};

describe("a duty roster", () => {
  test("says who is on duty, until when, and where nobody will be", async () => {
    const territory = next();
    const [first, second] = await dispatchers(server, territory);
    const name = "ЦОУ Алматы";
    const shifts = [aShift(first, 0.45, 8), aShift(second, 8, 20), aShift(first, 30, 40)];
    const roster = await setRoster(region, { territory, name, shifts });

    expect(roster).toMatchObject({ name, role: "DISPATCHER", version: 1, hasGap: true, isControlCentre: false });
    expect(roster.gaps.slice(1).map(({ from }: { from: string }) => from)).toEqual([inHours(20), inHours(40)]);
    expect(await onDuty(territory, inHours(1))).toEqual([first.id]);
    expect(await onDuty(territory, inHours(8))).toEqual([second.id]);
    expect(await onDuty(territory, inHours(25))).toEqual([]);

    const { data } = await server.as(officerOf(shymkent, "NGO_OBSERVER")).run(DutyRostersDocument, { territory });
    expect(data.dutyRosters.nodes).toMatchObject([{ name, hasGap: true, shifts: { nodes: [{}, {}, {}] } }]);
  });

  test("without a gap has none ahead, and of more days more", async () => {
    const territory = next();
    const people = await dispatchers(server, territory);
    const shifts = Array.from({ length: 16 }, (_, i) =>
      aShift(people[i % 2] as { id: string }, i * 24 || 0.1, i * 24 + 24),
    );
    const roster = await setRoster(region, { territory, shifts });
    const gapsOf = async (days: number) => {
      const { data } = await region.run(`query($id: ID!) { dutyRoster(id: $id) { gaps(days: ${days}) { from to } } }`, {
        id: roster.id,
      });
      return data.dutyRoster.gaps;
    };
    expect((await gapsOf(15)).slice(1)).toEqual([]);
    expect((await gapsOf(20)).slice(1)).toMatchObject([{ from: inHours(16 * 24) }]);
  });

  test("set anew ends what goes on and takes the place of what is ahead; what was is never changed", async () => {
    const territory = next();
    const [one, two, three] = await dispatchers(server, territory);
    const made = await setRoster(region, { territory, shifts: [aShift(one, 0.45, 10), aShift(two, 10, 20)] });
    const past = inHours(-5);
    await maintain(server.database, (tx) =>
      tx.rows(sql`update duty_shifts set from_at = ${past}::timestamptz - interval '1 hour',
        to_at = case when from_at < now() + interval '1 hour' then to_at else to_at end
        where officer_id = ${one.id.slice(8)}::uuid`),
    );
    const again = await setRoster(region, {
      territory,
      version: made.version,
      shifts: [aShift(three, 2, 12)],
      from: inHours(2),
    });

    expect(again.version).toBe(2);
    const seen = again.shifts.nodes.map(({ officer, to, isReplaced }: never) => ({ officer, to, isReplaced }));
    expect(seen).toEqual([
      { officer: { id: one.id }, to: inHours(2), isReplaced: false },
      { officer: { id: three.id }, to: inHours(12), isReplaced: false },
      { officer: { id: two.id }, to: inHours(20), isReplaced: true },
    ]);
    expect(await onDuty(territory, past)).toEqual([one.id]);
    expect(await onDuty(territory, inHours(11))).toEqual([three.id]);
    expect(await journalOf(server, made.id)).toEqual(["DUTY_ROSTER_SET 1", "DUTY_ROSTER_SET 2"]);
  });

  test("is set by who read its newest version, also when both make it at once", async () => {
    const place = { territory: alatau, role: "JUVENILE_INSPECTOR" };
    const answers = await Promise.all([set(region, place), set(region, place)]);
    const stale = answers.flatMap(({ errors }) => errors);
    expect(stale).toMatchObject([{ __typename: "StaleVersion", current: 1, path: ["version"] }]);
    await setRoster(region, { ...place, version: 1 });
    expect((await set(region, { ...place, version: 1 })).errors).toMatchObject([{ current: 2 }]);
  });

  test("of the whole country is the ministry's", async () => {
    const shifts = { territory: null, role: "MINISTRY_CONTROLLER" };
    expect((await set(region, shifts)).errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    const ministry = server.as(officerOf(null, "MINISTRY_CONTROLLER"));
    const officer = await anOfficer(server.database, { role: "MINISTRY_CONTROLLER", kato: null });
    const roster = await setRoster(ministry, { ...shifts, shifts: [aShift(officer, 1, 2)] });
    expect(roster.kato).toBeNull();
    const found = await transact(server.database, { role: "qorgan_worker", mode: "read" }, (tx) =>
      findOnDuty(tx, { role: "MINISTRY_CONTROLLER", kato: null, at: new Date(inHours(1.5)) }),
    );
    expect(found).toEqual([officer.id]);
  });

  test.each<[who: string, client: () => Client, code: string]>([
    ["a district officer elsewhere", () => server.as(officerOf(alatau)), "NOT_ALLOWED"],
    ["a dispatcher", () => server.as(officerOf(almaty, "DISPATCHER")), "NOT_ALLOWED"],
    ["a region officer elsewhere", () => server.as(officerOf(shymkent, "REGION_OFFICER")), "NOT_ALLOWED"],
  ])("isn't set by %s", async (_, client, code) => {
    expect((await set(client(), { territory: auezov })).errors).toMatchObject([{ code }]);
  });
});

describe("shifts of an input", () => {
  const refused = async (given: object) =>
    (await set(region, { territory: almaly, role: "DISTRICT_OFFICER", ...given })).errors[0];
  let officer: { id: string };
  beforeAll(async () => void (officer = await anOfficer(server.database)));

  test("name officers of the role and territory, appointed on the days", async () => {
    const elsewhere = await anOfficer(server.database, { kato: alatau });
    const over = await anOfficer(server.database, { to: "2025-12-31" });
    for (const one of [elsewhere, over]) {
      const error = await refused({ shifts: [aShift(officer, 1, 2), aShift(one, 2, 3)] });
      expect(error).toMatchObject({ code: "INVALID_INPUT", path: ["shifts", "1", "officerId"] });
    }
    const error = await refused({ shifts: [aShift(officer, 1, 2, { substituteForId: elsewhere.id })] });
    expect(error).toMatchObject({ path: ["shifts", "0", "substituteForId"] });
  });

  test("don't have an officer on duty twice at a time, by whichever roster", async () => {
    const twice = await refused({ shifts: [aShift(officer, 1, 3), aShift(officer, 2, 4)] });
    expect(twice).toMatchObject({ code: "INVALID_INPUT", path: ["shifts", "1", "officerId"] });
    await maintain(server.database, (tx) =>
      tx.rows(sql`insert into appointments (id, officer_id, role, kato, from_day)
        values (gen_random_uuid(), ${officer.id.slice(8)}::uuid, 'DISPATCHER', 751310000, '2020-01-01')`),
    );
    await setRoster(region, { territory: auezov, shifts: [aShift(officer, 10, 12)] });
    expect(await refused({ shifts: [aShift(officer, 11, 13)] })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await refused({ shifts: [aShift(officer, 12, 13)] })).toBeUndefined();
  });

  test.each<[what: string, given: () => object, path: string]>([
    ["begin before the roster is set", () => ({ shifts: [aShift(officer, -1, 2)] }), "shifts 0 from"],
    ["end before they begin", () => ({ shifts: [aShift(officer, 2, 1)] }), "shifts 0 to"],
    ["last more than a week", () => ({ shifts: [aShift(officer, 1, 24 * 8)] }), "shifts 0 to"],
    ["are set in the past", () => ({ from: inHours(-1) }), "from"],
    ["are of a role without rosters", () => ({ role: "SCHOOL_DIRECTOR" }), "role"],
    ["are of a place below a district", () => ({ territory: "311033100" }), "territory"],
    ["are of a control centre of no place", () => ({ territory: null, isControlCentre: true }), ""],
  ])("aren't taken when they %s", async (_, given, path) => {
    expect((await refused(given())).path.join(" ")).toBe(path);
  });
});

describe("a hand-over", () => {
  const onDutyNow = async () => {
    const territory = next();
    const people = await dispatchers(server, territory);
    const roster = await setRoster(region, { territory, shifts: [aShift(people[0], 1, 10)] });
    await maintain(server.database, (tx) =>
      tx.rows(
        sql`update duty_shifts set from_at = now() - interval '1 hour' where roster_id = ${roster.id.slice(7)}::uuid`,
      ),
    );
    return { territory, roster, people };
  };

  test("ends the own shift and begins another's, and both say so", async () => {
    const { territory, people, roster } = await onDutyNow();
    const [one, two, three] = people;
    const { shift, errors } = await handOver(server.as(one), two);
    expect(errors).toEqual([]);
    expect(shift).toMatchObject({
      officer: { id: two.id },
      takenOverFrom: { id: one.id },
      to: inHours(10),
      roster: { version: 1 },
    });
    expect(await onDuty(territory)).toEqual([two.id]);
    const query = `query($id: ID!) { dutyRoster(id: $id) { shifts { nodes { to handedOverAt handedOverTo { id } } } } }`;
    const { data } = await region.run(query, { id: roster.id });
    expect(data.dutyRoster.shifts.nodes[0]).toMatchObject({
      to: shift.from,
      handedOverAt: shift.from,
      handedOverTo: { id: two.id },
    });

    expect((await handOver(server.as(one), three)).errors).toMatchObject([{ code: "REQUIREMENT_UNMET" }]);
    expect((await handOver(server.as(two), three)).errors).toEqual([]);
    expect(await onDuty(territory)).toEqual([three.id]);
  });

  test("goes to an officer of the same role and place who isn't on duty", async () => {
    const { people } = await onDutyNow();
    const [one] = people;
    const elsewhere = await anOfficer(server.database, { role: "DISPATCHER", kato: shymkent });
    for (const other of [elsewhere, one]) {
      expect((await handOver(server.as(one), other)).errors).toMatchObject([
        { code: "INVALID_INPUT", path: ["officerId"] },
      ]);
    }
    expect((await handOver(server.as(one), { id: "school_1" })).errors).toMatchObject([
      { code: "INVALID_ID", path: ["officerId"] },
    ]);
  });

  test("lasts until the next shift of whoever takes over", async () => {
    const { territory, people } = await onDutyNow();
    const [one, two] = people;
    await setRoster(region, { territory, version: 1, from: inHours(5), shifts: [aShift(two, 6, 8)] });
    await maintain(server.database, (tx) =>
      tx.rows(
        sql`update duty_shifts set to_at = now() + interval '7 hours' where officer_id = ${one.id.slice(8)}::uuid`,
      ),
    );
    const { shift } = await handOver(server.as(one), two);
    expect(shift.to).toBe(inHours(6));
  });

  test("given twice at once is done once", async () => {
    const { territory, people } = await onDutyNow();
    const [one, two, three] = people;
    const answers = await Promise.all([handOver(server.as(one), two), handOver(server.as(one), three)]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(await onDuty(territory)).toHaveLength(1);
  });
});
