import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { maintain } from "../../src/db/database.js";
import { appointments } from "../../src/modules/agencies/table.js";
import { createDoor, databaseBehind } from "../support/door.js";
import { alatau, almaly, anOfficer, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { metric } from "../support/metrics.js";
import { start } from "../support/start.js";
import { watchEvents } from "../support/watch.js";

test("whose access changes while an event is read for all takes it away from nobody", async () => {
  const on = await start();
  const reporter = on.as(officerOf(almaly));
  // Whoever has seen nothing but an empty journal has no place in it to share.
  await report(reporter, almaly);
  const door = createDoor();
  const server = await start({ on: { ...on, database: databaseBehind(door, on.database) } });
  const moving = await anOfficer(on.database, { kato: almaly });
  const moves = await watchEvents(server.as(moving));
  const stays = await watchEvents(server.as(officerOf(almaly)));
  await expect.poll(() => metric(server, "sharing"), { timeout: 20_000, interval: 20 }).toBe(2);

  const isRead = door.shut();
  const id = await report(reporter, almaly);
  await isRead;
  await maintain(on.database, ({ db }) =>
    db
      .update(appointments)
      .set({ kato: alatau })
      .where(eq(appointments.officerId, moving.id))
      .then(() => {}),
  );
  door.open();

  expect((await stays.event()).alert.id).toBe(id);
  // The alert was raised before the change.
  let item = await moves.item();
  while (item.__typename === "AlertEvent") item = await moves.item();
  expect(item).toMatchObject({ __typename: "Resync", reason: "ACCESS_CHANGED" });
  expect((await moves.snapshot()).alerts.map((alert) => alert.id)).not.toContain(id);
});
