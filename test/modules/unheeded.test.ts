import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/access/roles.js";
import { aPolicy } from "../support/escalations.js";
import {
  aChild,
  alatau,
  almaly,
  anAlert,
  anIncident,
  anOfficer,
  aParticipant,
  aSchool,
  officerOf,
} from "../support/factories.js";
import { AlertSeenDocument, UnheededDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let client: Client;
beforeAll(async () => {
  server = await start();
  client = server.as(officerOf(almaly));
});

const DAY = 86_400_000;
const MINUTE = 60_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);
const from = ago(100).toISOString();
const SEVERITIES = { severity: "SEVERE" } as const;

type School = Awaited<ReturnType<typeof aSchool>>;
type Given = Partial<Parameters<typeof anAlert>[1]> & { minutes?: number; exercise?: boolean };

/** An earlier alert at a school, acknowledged after some minutes, or by nobody. */
async function aSignal(school: School, { minutes, raisedAt = ago(10), severity = "SEVERE", ...rest }: Given = {}) {
  const incident = await anIncident(server.database, {
    school,
    severity,
    occurredAt: raisedAt,
    exercise: rest.exercise ?? false,
  });
  const at = minutes === undefined ? null : new Date(raisedAt.getTime() + minutes * MINUTE);
  const state = at ? "ACKNOWLEDGED" : "RAISED";
  return anAlert(server.database, { incident, raisedAt, state, acknowledgedAt: at, ...rest });
}

const aGrave = (school: School, given: object = {}) =>
  anIncident(server.database, { school, ...SEVERITIES, occurredAt: ago(1), ...given });

async function missedOf(id: string, by = client) {
  const fields = "sameSchool sameChild faults dueAt alert { id }";
  const query = `query($id: ID!) { incident(id: $id) { missedSignals { ${fields} } } }`;
  const { data, errors } = await by.run(query, { id });
  expect(errors).toBeUndefined();
  return data.incident.missedSignals as {
    alert: { id: string };
    sameChild: boolean;
    faults: string[];
    dueAt: string;
  }[];
}

const idsOf = (missed: readonly { alert: { id: string } }[]) => missed.map(({ alert }) => alert.id);

describe("before an incident at a school", () => {
  test("alerts that nobody acknowledged, or too late, are told with why and by when", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const never = await aSignal(school);
    const late = await aSignal(school, { minutes: 16, raisedAt: ago(20) });
    await aSignal(school, { minutes: 14 });
    const { id } = await aGrave(school);
    expect(await missedOf(id)).toEqual([
      {
        ...{ sameSchool: true, sameChild: false, faults: ["NEVER_ACKNOWLEDGED"], alert: { id: never.id } },
        dueAt: new Date(never.raisedAt.getTime() + 15 * MINUTE).toISOString(),
      },
      expect.objectContaining({ faults: ["ACKNOWLEDGED_LATE"], alert: { id: late.id } }),
    ]);
  });

  test("the gravest come first; drills, what was taken back in time, what came later or long before, and its own alert don't count", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const [severe, extreme] = [await aSignal(school), await aSignal(school, { severity: "EXTREME", minutes: 2 })];
    await aSignal(school, { exercise: true });
    await aSignal(school, { state: "CANCELLED", endedAt: new Date(ago(10).getTime() + MINUTE) });
    await aSignal(school, { raisedAt: ago(0.5) });
    await aSignal(school, { raisedAt: ago(182) });
    await aSignal(await aSchool(server.database, { kato: almaly }));
    const incident = await aGrave(school);
    await anAlert(server.database, { incident, raisedAt: ago(1.01) });
    expect(idsOf(await missedOf(incident.id))).toEqual([extreme.id, severe.id]);
    expect(await missedOf((await aGrave(school, { exercise: true })).id)).toEqual([]);
  });

  test("what others had to be called about is told as escalated, also when it was late besides", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const called = await aSignal(school, { minutes: 5, level: 1 });
    const both = await aSignal(school, { level: 2, raisedAt: ago(11) });
    const { id } = await aGrave(school);
    expect(await missedOf(id)).toMatchObject([
      { alert: { id: called.id }, faults: ["ESCALATED"] },
      { alert: { id: both.id }, faults: ["NEVER_ACKNOWLEDGED", "ESCALATED"] },
    ]);
  });

  test("the deadline is that of the policy under which an alert was raised; a minor one without a policy has none", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const { id: policyId } = await aPolicy(server.database, []);
    await aSignal(school, { severity: "MINOR" });
    const minor = await aSignal(school, { severity: "MINOR", policyId, minutes: 2 });
    await aSignal(school, { severity: "EXTREME", policyId, minutes: 0.9 });
    const [missed] = await missedOf((await aGrave(school)).id);
    const dueAt = new Date(minor.raisedAt.getTime() + MINUTE).toISOString();
    expect(missed).toMatchObject({ alert: { id: minor.id }, dueAt });
  });

  test("a moderate alert has one working day, and nobody works on a weekend", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const moderate = (raised: string, acknowledged: string) => {
      const minutes = (Date.parse(acknowledged) - Date.parse(raised)) / MINUTE;
      return aSignal(school, { severity: "MODERATE", raisedAt: new Date(raised), minutes });
    };
    await moderate("2026-03-06T10:00:00Z", "2026-03-09T09:00:00Z"); // from Friday to Monday
    await moderate("2026-03-07T10:00:00Z", "2026-03-10T09:00:00Z"); // from Saturday to Tuesday
    const late = await moderate("2026-03-10T10:00:00Z", "2026-03-11T11:00:00Z");
    const { id } = await aGrave(school, { occurredAt: new Date("2026-03-20T10:00:00Z") });
    expect(idsOf(await missedOf(id))).toEqual([late.id]);
  });
});

describe("before an incident with a child", () => {
  test("what befell the child elsewhere is told to who may read who took part in both, and to nobody else", async () => {
    const [here, there] = [
      await aSchool(server.database, { kato: almaly }),
      await aSchool(server.database, { kato: almaly }),
    ];
    const child = await aChild(server.database, { school: here });
    const signal = await aSignal(there, { severity: "MODERATE", raisedAt: ago(30) });
    const incident = await aGrave(here);
    for (const incidentId of [incident.id, signal.incidentId as string]) {
      await aParticipant(server.database, { incidentId, childId: child.id });
    }
    expect(await missedOf(incident.id)).toMatchObject([
      { alert: { id: signal.id }, sameSchool: false, sameChild: true },
    ]);
    // They read both incidents, but of the moderate one not who took part in it.
    for (const role of ["REGION_OFFICER"] as const) {
      const by = server.as(await anOfficer(server.database, { role, kato: "750000000" }));
      expect(await missedOf(incident.id, by), role).toEqual([]);
    }
    const director = server.as(await anOfficer(server.database, { role: "SCHOOL_DIRECTOR", school: here }));
    expect(await missedOf(incident.id, director)).toEqual([]);
  });

  test("it comes before what happened at the school, once, however many children they share", async () => {
    const school = await aSchool(server.database, { kato: almaly });
    const children = [await aChild(server.database, { school }), await aChild(server.database, { school })];
    const [ofSchool, ofChild] = [await aSignal(school, { severity: "EXTREME" }), await aSignal(school)];
    const incident = await aGrave(school);
    for (const { id: childId } of children) {
      for (const incidentId of [incident.id, ofChild.incidentId as string]) {
        await aParticipant(server.database, { incidentId, childId });
      }
    }
    expect(await missedOf(incident.id)).toMatchObject([
      { alert: { id: ofChild.id }, sameChild: true, sameSchool: true },
      { alert: { id: ofSchool.id }, sameChild: false },
    ]);
  });
});

describe("the report of unheeded signals", () => {
  const kato = alatau;
  const grave: Awaited<ReturnType<typeof aGrave>>[] = [];
  let watcher: Client;
  let signal: Awaited<ReturnType<typeof aSignal>>;
  beforeAll(async () => {
    watcher = server.as(officerOf(kato));
    const school = await aSchool(server.database, { kato });
    signal = await aSignal(school, { raisedAt: ago(60) });
    for (const days of [1, 2, 3]) grave.push(await aGrave(school, { occurredAt: ago(days) }));
    await aGrave(school, { severity: "MODERATE" });
    await aGrave(school, { exercise: true });
    await aGrave(await aSchool(server.database, { kato }));
  });
  const report = async (variables: object = {}, by = watcher) =>
    (await by.run(UnheededDocument, { from, ...variables } as never)).data?.unheeded;

  test("holds grave incidents before which something wasn't heeded, the newest first", async () => {
    const found = await report();
    expect(found?.totalCount).toBe(3);
    expect(found?.nodes.map(({ id }) => id)).toEqual(grave.map(({ id }) => id));
    for (const { missedSignals } of found?.nodes ?? []) expect(idsOf(missedSignals)).toEqual([signal.id]);
  });

  test("is paged, and keeps to the period and the territory", async () => {
    const first = await report({ first: 2 });
    expect(first?.pageInfo.hasNextPage).toBe(true);
    const rest = await report({ first: 2, after: first?.pageInfo.endCursor });
    expect(rest?.nodes.map(({ id }) => id)).toEqual([grave[2]?.id]);
    expect((await report({ to: ago(1.5).toISOString() }))?.totalCount).toBe(2);
    const region = server.as(officerOf("750000000", "REGION_OFFICER"));
    expect((await report({ territory: kato }, region))?.totalCount).toBe(3);
    expect((await report({ territory: "751910000" }, region))?.totalCount).toBe(0);
    expect((await report({ territory: kato }, server.as(officerOf("751910000"))))?.totalCount).toBe(0);
  });

  test("says who was told of each signal, and when", async () => {
    await watcher.run(AlertSeenDocument, { input: { ids: [signal.id] } });
    const told = (await report({ first: 1 }))?.nodes[0]?.missedSignals[0]?.alert.deliveries.nodes;
    expect(told).toMatchObject([{ acknowledgedAt: null, seenAt: expect.any(String) }]);
  });

  test("of three incidents takes as many statements as of one", async () => {
    const statements = async (first: number) => {
      const before = server.database.statements.count;
      await report({ first });
      return server.database.statements.count - before;
    };
    await report();
    expect(await statements(3)).toBe(await statements(1));
  });

  test.each(["INSPECTOR", "NGO_OBSERVER", "CLASS_TEACHER", "OPERATOR_111"] satisfies Role[])(
    "isn't for %s, who reads no incidents",
    async (role) => {
      const { errors } = await server.as(officerOf(kato, role)).run(UnheededDocument, { from });
      expect(errors?.[0]?.extensions).toMatchObject({ code: "NOT_ALLOWED" });
    },
  );

  test("is of a period that isn't empty, and of a year at most", async () => {
    for (const bad of [{ to: ago(200).toISOString() }, { from: ago(400).toISOString() }]) {
      const { errors } = await watcher.run(UnheededDocument, { from, ...bad });
      expect(errors?.[0]?.message).toMatch(/^from must lie before to, at most 366 days, but got /);
    }
  });
});
