import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { checkSteps } from "../../src/modules/escalations/check.js";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { escalationPolicies } from "../../src/modules/escalations/table.js";
import { aShift, inHours, setRoster } from "../support/duty.js";
import { aRaisedAlert, findAlert, firedOf, later } from "../support/escalations.js";
import { alatau, almaly, almaty, anOfficer, aSchool, officerOf, shymkent } from "../support/factories.js";
import { countRows } from "../support/incidents.js";
import {
  EscalationPoliciesDocument,
  SetEscalationPolicyDocument,
  WithdrawEscalationPolicyDocument,
} from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let region: Client;
let ministry: Client;
let officer: Client;
let school: Awaited<ReturnType<typeof aSchool>>;
beforeAll(async () => {
  server = await start();
  region = server.as(officerOf(almaty, "REGION_OFFICER"));
  ministry = server.as(officerOf(null, "MINISTRY_CONTROLLER"));
  officer = server.as(officerOf(almaly));
  school = await aSchool(server.database, { kato: almaly });
  await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: almaly, name: "Дежурный района" });
});

const aPolicyInput = (given: object = {}) => ({
  input: {
    ...{ territory: almaty, kind: "INTRUSION", severity: "SEVERE", acknowledgeSeconds: 30 },
    steps: [
      { afterSeconds: 0, role: "SCHOOL_DIRECTOR", level: "SCHOOL" },
      { afterSeconds: 60, role: "DISTRICT_OFFICER", level: "DISTRICT" },
      { ladder: "RESOLVE", afterSeconds: 600, role: "REGION_OFFICER", level: "REGION" },
    ],
    ...given,
  } as never,
});
const set = async (client: Client, given?: object) =>
  (await client.run(SetEscalationPolicyDocument, aPolicyInput(given))).data.escalationPolicySet;

describe("every database", () => {
  test("has the policies of domain.md, and they could have been set", async () => {
    const rows = await maintain(server.database, ({ db }) => db.select().from(escalationPolicies));
    const defaults = rows.filter(({ setById }) => setById === null);
    expect(defaults.map(({ severity, kind }) => `${severity} ${kind}`).sort()).toEqual([
      ...["EXTREME null", "MODERATE EMERGENCY_ACCESS_USED", "MODERATE null", "SEVERE null", "UNKNOWN null"],
    ]);
    for (const { steps, ...policy } of defaults) {
      const given = steps.map(({ target, ...step }) => ({ ...step, ...target, target: target.kind }));
      expect(checkSteps({ ...policy, steps: given })).toEqual(steps);
    }
  });
});

describe("a region's policy", () => {
  test("counts for its alerts from then on, and not for those that are open, nor elsewhere", async () => {
    const raise = (given: object = {}) =>
      aRaisedAlert(server.database, officer, { territory: null, schoolId: school.id, kind: "FIRE", ...given });
    const before = await raise();
    const { errors, escalationPolicy } = await set(region, { kind: "FIRE" });
    expect(errors).toEqual([]);
    expect(escalationPolicy).toMatchObject({ kato: almaty, kind: "FIRE", version: 1 });
    const after = await raise();
    const other = await raise({ kind: "FIGHT" });

    expect(after.policyId).toBe(escalationPolicy?.id);
    expect([before.policyId, other.policyId]).not.toContain(escalationPolicy?.id);
    await sweepAll(server.database, later(after.raisedAt, 60));
    expect(await firedOf(server.database, after.id)).toMatchObject([{ role: "DISTRICT_OFFICER", level: 1 }]);
    expect(await findAlert(server.database, before.id)).toMatchObject({ level: 0 });
  });

  test("gives way to the one of a district in it, and for its kind to no other of the region", async () => {
    const policy = { kind: null, severity: "MODERATE" };
    await set(region, { ...policy, acknowledgeSeconds: 1 });
    await set(region, { ...policy, territory: almaly, acknowledgeSeconds: 2 });
    const args = { territory: almaly, kind: "BULLYING", severity: "MODERATE" } as const;
    const { data } = await officer.run(EscalationPoliciesDocument, args);
    const found = data.escalationPolicies.map(({ kato, acknowledgeSeconds }) => [kato, acknowledgeSeconds]);
    expect(found).toEqual([
      [almaly, 2],
      [almaty, 1],
      [null, 32_400],
    ]);
    const given = { territory: null, schoolId: school.id, severity: "MODERATE" };
    const { policyId } = await aRaisedAlert(server.database, officer, given);
    expect(policyId).toBe(data.escalationPolicies[0]?.id);
  });

  test("is a row of its own in each version, and a stale one is refused", async () => {
    const first = await set(region, { kind: "WEAPON", expectedVersion: 0 });
    const second = await set(region, { kind: "WEAPON", expectedVersion: 1 });
    expect(second.escalationPolicy).toMatchObject({ version: 2 });
    expect(second.escalationPolicy?.id).not.toBe(first.escalationPolicy?.id);
    const stale = await set(region, { kind: "WEAPON", expectedVersion: 1 });
    expect(stale).toMatchObject({
      escalationPolicy: null,
      errors: [{ __typename: "StaleVersion", path: ["expectedVersion"], current: 2 }],
    });
  });

  test("set by twenty at once has twenty versions, one in force", async () => {
    const given = { kind: "SUBSTANCES" };
    await Promise.all(Array.from({ length: 20 }, () => set(region, given)));
    const where = "kind = 'SUBSTANCES'";
    expect(await countRows(server.database, "escalation_policies", where)).toBe(20);
    expect(await countRows(server.database, "escalation_policies", `${where} and replaced_at is null`)).toBe(1);
  });

  test("is in the audit", async () => {
    const { escalationPolicy } = await set(region, { kind: "POISONING" });
    const where = `action = 'escalationPolicySet' and subject_id = '${escalationPolicy?.id}'`;
    expect(await countRows(server.database, "audit_entries", where)).toBe(1);
  });
});

describe("a policy that is withdrawn", () => {
  const withdraw = async (client: Client, given: object = {}) => {
    const input = { territory: almaty, kind: "INTRUSION", severity: "SEVERE", ...given } as never;
    return (await client.run(WithdrawEscalationPolicyDocument, { input })).data.escalationPolicyWithdraw;
  };
  const raise = (given: object) =>
    aRaisedAlert(server.database, officer, { territory: null, schoolId: school.id, ...given });

  test("gives way to that of the next wider territory, and then to the country's; open alerts keep theirs", async () => {
    const about = { kind: "BOMB_THREAT", severity: "EXTREME" };
    const [ofRegion, ofDistrict] = [await set(region, about), await set(region, { ...about, territory: almaly })];
    const before = await raise(about);
    expect(before.policyId).toBe(ofDistrict.escalationPolicy?.id);
    const done = await withdraw(region, { ...about, territory: almaly });
    expect(done).toMatchObject({ errors: [], escalationPolicy: { id: before.policyId, kato: almaly, version: 1 } });
    expect(done.escalationPolicy?.replacedAt).not.toBeNull();
    expect((await raise(about)).policyId).toBe(ofRegion.escalationPolicy?.id);
    expect(await withdraw(region, about)).toMatchObject({ errors: [] });
    const [own] = await policiesOf((await raise(about)).policyId);
    expect(own).toMatchObject({ kato: null, severity: "EXTREME" });
    expect(await findAlert(server.database, before.id)).toMatchObject({ policyId: before.policyId });
    await sweepAll(server.database, later(before.raisedAt, 60));
    expect(await firedOf(server.database, before.id)).toMatchObject([{ role: "DISTRICT_OFFICER", level: 1 }]);
  });

  test("is there no more to withdraw, and goes on with the next version when it is set again", async () => {
    const about = { kind: "MISSING_CHILD" };
    await set(region, about);
    expect(await withdraw(region, { ...about, expectedVersion: 2 })).toMatchObject({
      escalationPolicy: null,
      errors: [{ __typename: "StaleVersion", path: ["expectedVersion"], current: 1 }],
    });
    const { escalationPolicy } = await withdraw(region, { ...about, expectedVersion: 1 });
    expect(await withdraw(region, about)).toMatchObject({ errors: [{ __typename: "NotFound", path: ["territory"] }] });
    const again = await set(region, { ...about, expectedVersion: 1 });
    expect(again).toMatchObject({ errors: [], escalationPolicy: { version: 2 } });
    const [kept] = await policiesOf(String(escalationPolicy?.id));
    expect(kept?.replacedAt?.toISOString()).toBe(escalationPolicy?.replacedAt);
    const where = `action = 'escalationPolicyWithdraw' and subject_id = '${escalationPolicy?.id}'`;
    expect(await countRows(server.database, "audit_entries", where)).toBe(1);
  });

  test("is one that whoever withdraws it may set", async () => {
    await set(region, { kind: "NEGLECT" });
    for (const client of [server.as(officerOf(shymkent, "REGION_OFFICER")), officer, ministry]) {
      expect(await withdraw(client, { kind: "NEGLECT" })).toMatchObject({ errors: [{ code: "NOT_ALLOWED" }] });
    }
    expect(await withdraw(region, { kind: "NEGLECT", territory: alatau })).toMatchObject({
      errors: [{ __typename: "NotFound" }],
    });
  });

  test("says in a dry run who would be called then, and stays", async () => {
    const about = { kind: "NIGHT_CURFEW", severity: "SEVERE" };
    const steps = [{ afterSeconds: 7, role: "REGION_OFFICER", level: "REGION" }];
    await set(region, { ...about, steps });
    await set(region, { ...about, territory: almaly });
    const dryRun = { schoolId: school.id, raisedAt: new Date("2026-11-23T06:00:00.000Z") };
    const { calls, errors, escalationPolicy } = await withdraw(region, { ...about, territory: almaly, dryRun });
    expect([errors, escalationPolicy]).toEqual([[], null]);
    expect(calls).toMatchObject([{ at: "2026-11-23T06:00:07.000Z", role: "REGION_OFFICER", level: "REGION" }]);
    const where = "kind = 'NIGHT_CURFEW' and replaced_at is null";
    expect(await countRows(server.database, "escalation_policies", where)).toBe(2);
    expect(await withdraw(officer, { ...about, dryRun })).toMatchObject({ errors: [{ code: "NOT_ALLOWED" }] });
    const elsewhere = { ...about, kind: "ACCIDENT", dryRun };
    expect(await withdraw(region, elsewhere)).toMatchObject({ calls: null, errors: [{ path: ["territory"] }] });
  });

  const policiesOf = (id: string | null) =>
    maintain(server.database, ({ db }) =>
      db
        .select()
        .from(escalationPolicies)
        .where(eq(escalationPolicies.id, String(id))),
    );
});

describe("a policy may be set", () => {
  test("for the country by the ministry, and by nobody else", async () => {
    expect((await set(ministry, { territory: null })).errors).toEqual([]);
    for (const client of [region, officer]) {
      expect((await set(client, { territory: null })).errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    }
  });

  test("for a region by the region, and not by another, its districts or the ministry", async () => {
    const elsewhere = server.as(officerOf(shymkent, "REGION_OFFICER"));
    for (const client of [elsewhere, officer, ministry]) {
      expect((await set(client)).errors).toMatchObject([{ code: "NOT_ALLOWED" }]);
    }
  });

  test.each<[what: string, steps: object[], path: string[]]>([
    ["no step", [], ["steps"]],
    ["nobody after the alert itself", [{ afterSeconds: 0, role: "SCHOOL_DIRECTOR", level: "SCHOOL" }], ["steps"]],
    [
      "a step before the one above it",
      [
        { afterSeconds: 60, role: "DISTRICT_OFFICER", level: "DISTRICT" },
        { afterSeconds: 30, role: "REGION_OFFICER", level: "REGION" },
      ],
      ["steps", "1", "afterSeconds"],
    ],
    [
      "too late",
      [{ afterSeconds: 99_999_999, role: "REGION_OFFICER", level: "REGION" }],
      ["steps", "0", "afterSeconds"],
    ],
    [
      "a role that reads nothing there",
      [{ afterSeconds: 9, role: "NGO_OBSERVER", level: "REGION" }],
      ["steps", "0", "role"],
    ],
    ["a role without a level", [{ afterSeconds: 9, role: "REGION_OFFICER" }], ["steps", "0", "role"]],
    [
      "a headquarters with a role",
      [{ afterSeconds: 9, target: "HEADQUARTERS", role: "REGION_OFFICER", level: "REGION" }],
      ["steps", "0", "role"],
    ],
    [
      "the ministry, which doesn't read it",
      [{ afterSeconds: 9, role: "MINISTRY_CONTROLLER", level: "COUNTRY" }],
      ["steps", "0", "level"],
    ],
  ])("but not with %s", async (_, steps, path) => {
    const severity = "MODERATE";
    expect(await set(region, { severity, steps })).toMatchObject({ escalationPolicy: null, errors: [{ path }] });
  });
});

describe("a dry run", () => {
  test("says who would be called when, names them, and writes nothing", async () => {
    const rows = () => countRows(server.database, "escalation_policies");
    const [before, raisedAt] = [await rows(), new Date("2026-11-23T06:00:00.000Z")];
    const { calls, errors, escalationPolicy } = await set(region, { dryRun: { schoolId: school.id, raisedAt } });

    expect([errors, escalationPolicy]).toEqual([[], null]);
    expect(calls).toMatchObject([
      // Nobody is director there: the district is called in the place of the school.
      { at: raisedAt.toISOString(), ladder: "ACKNOWLEDGE", role: "DISTRICT_OFFICER", level: "DISTRICT" },
      {
        at: later(raisedAt, 60).toISOString(),
        role: "DISTRICT_OFFICER",
        officers: expect.arrayContaining([{ name: "Дежурный района" }]),
      },
      { at: later(raisedAt, 600).toISOString(), ladder: "RESOLVE", role: "REGION_OFFICER", level: "REGION" },
    ]);
    expect(await rows()).toBe(before);
  });

  test("names who is on duty when a step is due, and not when the alert is raised", async () => {
    const [first, second] = [
      await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: alatau, name: "Первый" }),
      await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: alatau, name: "Второй" }),
    ];
    const shifts = [aShift(first, 0.45, 10), aShift(second, 10, 20)];
    await setRoster(region, { territory: alatau, role: "DISTRICT_OFFICER", shifts });
    const onDuty = { target: "ON_DUTY", role: "DISTRICT_OFFICER", level: "DISTRICT" };
    const steps = [
      { afterSeconds: 3_600, ...onDuty },
      { afterSeconds: 12 * 3_600, ...onDuty },
    ];
    const { calls } = await set(region, { steps, dryRun: { territory: alatau, raisedAt: inHours(0.5) } });
    expect(calls?.map(({ officers }) => officers)).toMatchObject([[{ name: "Первый" }], [{ name: "Второй" }]]);
  });

  test("says it of an alert that is there, and refuses what setting it would", async () => {
    const { id, raisedAt } = await aRaisedAlert(server.database, officer, { territory: null, schoolId: school.id });
    const { calls } = await set(region, { dryRun: { alertId: id } });
    expect(calls?.[1]).toMatchObject({ at: later(raisedAt, 60).toISOString() });
    expect(await set(officer, { dryRun: { alertId: id } })).toMatchObject({
      calls: null,
      errors: [{ code: "NOT_ALLOWED" }],
    });
    expect(await set(region, { dryRun: {} })).toMatchObject({ calls: null, errors: [{ path: ["dryRun"] }] });
  });
});
