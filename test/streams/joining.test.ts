import { beforeAll, expect, test } from "vitest";
import { almaly, aSchool, officerOf } from "../support/factories.js";
import { report } from "../support/follow.js";
import { metric } from "../support/metrics.js";
import { type Client, type Running, start } from "../support/start.js";
import { createStreamWorld } from "../support/stream-world.js";
import { watchAlerts, watchEvents } from "../support/watch.js";

let server: Running;
let officer: Client;
let reporter: Client;
beforeAll(async () => {
  const on = await start();
  reporter = on.as(officerOf(almaly));
  // Whoever has seen nothing but an empty journal has no place in it to share.
  await report(reporter, almaly);
  server = await start({ on });
  officer = server.as(officerOf(almaly));
});

/** Resolves when so many subscriptions share what is read. */
const sharing = (count: number) =>
  expect.poll(() => metric(server, "sharing"), { timeout: 20_000, interval: 20 }).toBe(count);

/** Alerts of all events from a cursor on, until that of one alert. */
async function idsUntil(last: string, { item }: Awaited<ReturnType<typeof watchAlerts>>): Promise<string[]> {
  const ids: string[] = [];
  while (ids.at(-1) !== last) {
    const found = await item();
    if (found.__typename === "AlertEvent") ids.push(found.alert.id);
  }
  return ids;
}

/** Reports from several desks at once, until it is stopped. */
function startStorm() {
  let isOver = false;
  const work = async () => {
    while (!isOver) await report(reporter, almaly);
  };
  const desks = Promise.all(Array.from({ length: 4 }, work));
  return async () => {
    isOver = true;
    await desks;
  };
}

test("who joins others in a storm misses nothing that they didn't ask for", { timeout: 120_000 }, async () => {
  const school = await aSchool(server.database, { kato: almaly });
  await watchEvents(officer, { schools: [school.id] });
  const earlier = await watchEvents(officer);
  await report(reporter, almaly);
  await earlier.event();
  const after = earlier.cursor();
  await earlier.close();

  const stop = startStorm();
  const got: string[][] = [];
  for (let i = 0; i < 8; i++) {
    await sharing(1);
    const late = await watchAlerts(officer, { after });
    await sharing(2);
    got.push(await idsUntil(await report(reporter, almaly), late));
    await late.close();
  }
  await stop();

  const last = await report(reporter, almaly);
  const all = await idsUntil(last, await watchAlerts(officer, { after }));
  for (const ids of got) expect(ids).toEqual(all.slice(0, ids.length));
});

test("who joins others is given what nobody of them asked for and they passed over", async () => {
  const world = createStreamWorld();
  world.journal.write("first");
  world.journal.tell();
  await world.watch("other", { kind: "flood" });
  const late = await world.watch("late", { kind: "fire" });
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
  late.line.stall(2_000_000);
  // Of the first it is told that it is slow, and goes on alone; the second the others pass over.
  await world.happen("fire");
  await world.happen("fire");
  expect(late.texts()).toEqual(["[first]", "fire"]);
  late.line.flow();
  await world.rest();
  expect(late.texts()).toEqual(["[first]", "fire", "fire"]);
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
});
