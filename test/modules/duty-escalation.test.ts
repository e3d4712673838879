import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { uuidWithin } from "../../src/db/ids.js";
import { alerts } from "../../src/modules/alerts/table.js";
import { sweepSilences } from "../../src/modules/duty/silence.js";
import { climb } from "../../src/modules/escalations/ladder.js";
import { sweepAll } from "../../src/modules/escalations/sweep.js";
import { aShift, setRoster } from "../support/duty.js";
import { aRaisedAlert, aStep, findAlert, firedOf, later } from "../support/escalations.js";
import { alatau, almaly, almaty, anOfficer, aSchool, auezov, bostandyk, officerOf } from "../support/factories.js";
import { type Client, type Running, start } from "../support/start.js";

let server: Running;
let region: Client;
beforeAll(async () => {
  server = await start();
  region = server.as(officerOf(almaty, "REGION_OFFICER"));
  for (const kato of [almaly, alatau, auezov, bostandyk])
    await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato });
});

/** A new alert of a school there, reported by somebody who doesn't see silences of control rooms. */
async function raise(kato: string, severity: string) {
  const school = await aSchool(server.database, { kato });
  const psychologist = server.as(await anOfficer(server.database, { role: "PSYCHOLOGIST", school }));
  return aRaisedAlert(server.database, psychologist, { territory: null, schoolId: school.id, severity });
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const sweep = (now: Date) => sweepSilences(server.database, { now, since: new Date(0) });
const watchRoom = (territory: string) => setRoster(region, { territory, isControlCentre: true });

describe("while a control room is silent", () => {
  test("grave alerts of its territory climb their next step at once, and no further before its time", async () => {
    await watchRoom(almaly);
    const [grave, mild, elsewhere] = [
      await raise(almaly, "SEVERE"),
      await raise(almaly, "MODERATE"),
      await raise(alatau, "SEVERE"),
    ];
    const silentAt = minutes(2);
    await sweep(silentAt);
    await sweep(minutes(3));

    await sweepAll(server.database, silentAt);
    await sweepAll(server.database, minutes(4));
    expect(await firedOf(server.database, grave.id)).toMatchObject([{ jurisdiction: "DISTRICT", dueAt: silentAt }]);
    expect(await firedOf(server.database, mild.id)).toEqual([]);
    expect(await firedOf(server.database, elsewhere.id)).toEqual([]);
    const { nextEscalationAt } = await findAlert(server.database, grave.id);
    expect(nextEscalationAt).toEqual(later(grave.raisedAt, 10_800));
  });

  test("a grave alert whose report was under way when it was found climbs at the next look", async () => {
    await watchRoom(bostandyk);
    const silentAt = minutes(10);
    await sweep(silentAt);
    const { id, raisedAt } = await raise(bostandyk, "SEVERE");
    // As if its report had begun before the silence was committed.
    await maintain(server.database, ({ db }) =>
      db
        .update(alerts)
        .set({ hurriedAt: null, nextEscalationAt: later(raisedAt, 3_600) })
        .where(eq(alerts.id, id)),
    );
    await sweep(minutes(11));
    await sweepAll(server.database, minutes(12));
    expect(await firedOf(server.database, id)).toMatchObject([{ jurisdiction: "DISTRICT", dueAt: silentAt }]);
  });

  test("grave alerts that are raised climb at once, until somebody listens again", async () => {
    const { id: roster } = await watchRoom(auezov);
    await sweep(minutes(5));
    const during = await raise(auezov, "SEVERE");
    const mild = await raise(auezov, "MODERATE");
    await maintain(server.database, (tx) =>
      tx.rows(sql`insert into control_room_presence (roster_id, node_id, seen_at)
        values (${uuidWithin(roster)}::uuid, gen_random_uuid(), ${minutes(6).toISOString()}::timestamptz)`),
    );
    await sweep(minutes(6));
    const afterwards = await raise(auezov, "SEVERE");

    await sweepAll(server.database, minutes(7));
    expect(await firedOf(server.database, during.id)).toMatchObject([{ level: 1, dueAt: during.raisedAt }]);
    expect(await firedOf(server.database, mild.id)).toEqual([]);
    expect(await firedOf(server.database, afterwards.id)).toEqual([]);
  });
});

test("a step that calls who is on duty calls the officer of the roster", async () => {
  const officer = await anOfficer(server.database, { role: "DISTRICT_OFFICER", kato: alatau });
  const shifts = [aShift(officer, 0.45, 20)];
  await setRoster(region, { territory: alatau, role: "DISTRICT_OFFICER", shifts });
  const alert = await raise(alatau, "EXTREME");
  await sweepAll(server.database, later(alert.raisedAt, 3_000));
  const [first] = await firedOf(server.database, alert.id);
  expect(first).toMatchObject({
    targetKind: "ON_DUTY",
    jurisdiction: "DISTRICT",
    officerIds: [uuidWithin(officer.id)],
  });
});

test("hurrying moves the next step only, and none is ever later because of it", () => {
  const at = (seconds: number) => new Date(seconds * 1_000);
  const seconds = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(fc.array(seconds, { maxLength: 6 }), seconds, (delays, hurried) => {
      const steps = delays.map((afterSeconds) => aStep({ afterSeconds }));
      const alert = { raisedAt: at(0), acknowledgedAt: null, hasSchool: true, schoolSkippedAt: null };
      const planned = climb(steps, "ACKNOWLEDGE", { ...alert, hurriedAt: null });
      const moved = climb(steps, "ACKNOWLEDGE", { ...alert, hurriedAt: at(hurried) });
      const next = planned.find((rung) => !rung.isAtOnce && rung.at > at(hurried))?.at;
      for (const rung of planned) {
        const isNext = !rung.isAtOnce && rung.at.getTime() === next?.getTime();
        const found = moved.find(({ step }) => step === rung.step);
        expect(found).toEqual({ ...rung, at: isNext ? at(hurried) : rung.at });
      }
      expect(moved.map((rung) => rung.at.getTime())).toEqual(
        moved.map((rung) => rung.at.getTime()).sort((a, b) => a - b),
      );
    }),
  );
});
