import { eq } from "drizzle-orm";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { textOf } from "../support/client.js";
import { createDoor, databaseBehind } from "../support/door.js";
import { almaly, anOfficer, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { metric } from "../support/metrics.js";
import { ControlRoomDocument } from "../support/operations.js";
import { type Client, type Running, start } from "../support/start.js";
import { watchEvents } from "../support/watch.js";

let on: Running;
let reporter: Client;
beforeAll(async () => {
  on = await start();
  reporter = on.as(officerOf(almaly));
  // Whoever has seen nothing but an empty journal has no place in it to share.
  await report(reporter, almaly);
});

const reaches = (server: Running, name: string, count: number) =>
  expect.poll(() => metric(server, name), { timeout: 20_000, interval: 20 }).toBe(count);

test("an officer who becomes a dispatcher where one already watches gets a Resync and a snapshot, and shares", async () => {
  const server = await start({ on });
  const dispatcher = await watchEvents(server.as(officerOf(almaly, "DISPATCHER")));
  const changing = await anOfficer(server.database, { kato: almaly });
  const changed = await watchEvents(server.as(changing));
  await reaches(server, "sharing", 2);
  expect(await metric(server, "cohorts")).toBe(2);

  await maintain(server.database, ({ db }) =>
    db
      .update(appointments)
      .set({ role: "DISPATCHER" })
      .where(eq(appointments.officerId, changing.id))
      .then(() => {}),
  );
  expect((await changed.resync(2_000)).reason).toBe("ACCESS_CHANGED");
  await changed.snapshot();
  await reaches(server, "cohorts", 1);
  await reaches(server, "sharing", 2);
  const id = await report(reporter, almaly);
  for (const { event } of [changed, dispatcher]) expect((await event()).alert.id).toBe(id);
});

test("whose request for a stream is aborted before it begins leaves no subscription behind", {
  timeout: 60_000,
}, async () => {
  const door = createDoor();
  const server = await start({ on: { ...on, database: databaseBehind(door, on.database) } });
  onTestFinished(door.open);
  const officer = server.as(officerOf(almaly));
  const authorization = `Bearer ${await officer.token()}`;
  const url = `${server.url}/graphql/stream?${new URLSearchParams({ query: textOf(ControlRoomDocument) })}`;
  for (let i = 0; i < 5; i++) {
    const ending = new AbortController();
    const entering = door.shut();
    const going = fetch(url, { headers: { authorization }, signal: ending.signal }).then(({ body }) => body?.cancel());
    await entering;
    door.open();
    // It is let in, and waits for the reading with which it would begin.
    await door.shut();
    await reaches(server, "subscriptions", 1);
    ending.abort();
    await going.catch(() => {});
    await reaches(server, "subscriptions", 0);
    door.open();
    await server.settle();
  }
  // Whoever was left behind would share with the next one.
  const next = await watchEvents(officer);
  await report(reporter, almaly);
  await next.event();
  await reaches(server, "sharing", 1);
  await server.settle();
  expect(await metric(server, "sharing")).toBe(1);
  expect(await metric(server, "subscriptions")).toBe(1);
});
