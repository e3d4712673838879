import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Role } from "../../src/access/roles.js";
import { alatau, almaly, anAlert, anIncident, officerOf } from "../support/factories.js";
import { ResponseTimesDocument, type ResponseTimesQueryVariables } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";

const SECOND = 1_000;
const raisedAt = new Date(Date.now() - 5 * 86_400_000);
const timeAfter = (seconds: number) => new Date(raisedAt.getTime() + seconds * SECOND);
const from = new Date(raisedAt.getTime() - 86_400_000).toISOString();

let server: Running;
beforeAll(async () => {
  server = await start();
});

type Given = Partial<Parameters<typeof anAlert>[1]> & { kato: string };

async function raise({ kato, kind = "FIGHT", severity = "SEVERE", exercise = false, ...rest }: Given) {
  const incident = await anIncident(server.database, { kato, kind: kind as "FIGHT", severity, exercise });
  return anAlert(server.database, { incident, raisedAt, ...rest });
}

const acknowledged = (kato: string, seconds: number, given: object = {}) =>
  raise({ kato, state: "ACKNOWLEDGED", acknowledgedAt: timeAfter(seconds), ...given });

async function timesOf(client: Client, variables: Partial<ResponseTimesQueryVariables> = {}) {
  const { data, errors } = await client.run(ResponseTimesDocument, { by: "KIND", from, ...variables });
  expect(errors).toBeUndefined();
  return data.responseTimes;
}

describe("response times", () => {
  test("are told by kind, in seconds, with how many came late; drills and taken back alerts tell none", async () => {
    for (const seconds of [60, 120, 1_000]) await acknowledged(almaly, seconds);
    await raise({ kato: almaly });
    await raise({ kato: almaly, state: "CANCELLED", endedAt: timeAfter(30) });
    await acknowledged(almaly, 5, { exercise: true });
    const times = { acknowledgedAt: timeAfter(10), endedAt: timeAfter(600) };
    await raise({ kato: almaly, kind: "FIRE", state: "RESOLVED", ...times });

    const none = { count: 0, p50: null, p90: null, p99: null };
    const only = (seconds: number) => ({ count: 1, p50: seconds, p90: seconds, p99: seconds });
    expect(await timesOf(server.as(officerOf(almaly)))).toEqual([
      {
        ...{ value: "FIGHT", raised: 5, acknowledged: 3, late: 2, toResolve: none },
        toAcknowledge: { count: 3, p50: 120, p90: expect.closeTo(824, 3), p99: expect.closeTo(982.4, 3) },
      },
      { value: "FIRE", raised: 1, acknowledged: 1, late: 0, toAcknowledge: only(10), toResolve: only(600) },
    ]);
  });

  test("are told by district of a region, of which the viewer sees only what is its own", async () => {
    await acknowledged(alatau, 90);
    const region = server.as(officerOf("750000000", "REGION_OFFICER"));
    const codes = async (client: Client, territory?: string) =>
      (await timesOf(client, { by: "TERRITORY", territory })).map(({ value }) => value);
    expect(await codes(region)).toEqual([almaly, alatau]);
    expect(await codes(region, alatau)).toEqual([alatau]);
    expect(await codes(server.as(officerOf(null, "OMBUDSMAN")))).toEqual(["750000000"]);
    expect(await codes(server.as(officerOf(almaly)), alatau)).toEqual([]);
  });

  test("are told by how many steps of the escalation had been taken", async () => {
    const kato = "751710000";
    for (const level of [0, 0, 2]) await acknowledged(kato, 60, { level });
    const found = await timesOf(server.as(officerOf(kato)), { by: "LEVEL" });
    expect(found.map(({ value, raised }) => [value, raised])).toEqual([
      ["0", 2],
      ["2", 1],
    ]);
  });

  test("are of the period that is asked for", async () => {
    expect(await timesOf(server.as(officerOf(almaly)), { to: new Date(raisedAt.getTime() - 1).toISOString() })).toEqual(
      [],
    );
  });

  test("go on until now by the database's clock, also on a process whose own is behind", async () => {
    const kato = "751310000";
    const client = server.as(officerOf(kato));
    await client.token();
    await acknowledged(kato, 30);
    vi.setSystemTime(raisedAt.getTime() - 60_000);
    onTestFinished(() => void vi.useRealTimers());
    expect(await timesOf(client)).toMatchObject([{ raised: 1 }]);
  });

  test("of the ministry are those of grave alerts, which alone it sees", async () => {
    const kato = "751910000";
    await acknowledged(kato, 30);
    await acknowledged(kato, 30, { severity: "MODERATE" });
    const [found] = await timesOf(server.as(officerOf(null, "MINISTRY_CONTROLLER")), { territory: kato });
    expect(found?.raised).toBe(1);
  });

  test.each(["INSPECTOR", "PARENT_REPRESENTATIVE", "NGO_OBSERVER", "DATA_OFFICER"] satisfies Role[])(
    "of single alerts aren't for %s",
    async (role) => {
      const by = "KIND";
      const { data, errors } = await server.as(officerOf(almaly, role)).run(ResponseTimesDocument, { by, from });
      if (errors) expect(errors[0]?.extensions).toMatchObject({ code: "NOT_ALLOWED" });
      else expect(data.responseTimes).toEqual([]);
    },
  );
});
