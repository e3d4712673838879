import { setImmediate } from "node:timers/promises";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createStreamWorld } from "../support/stream-world.js";

let world: ReturnType<typeof createStreamWorld>;
beforeEach(() => {
  world = createStreamWorld();
  // Whoever has seen nothing but an empty journal has no place in it to share.
  world.journal.write("first");
  world.journal.tell();
});

const MEGABYTE = 1_048_576;
const slowSockets = () => [...world.counts.read("slowSockets").values()];
const nameEach = (count: number, length = 1) =>
  Array.from({ length: count }, (_, i) => String(i).padStart(length, "_"));

test("who has over 1 MB waiting is left behind alone, gets everything in order once it flows, and shares again", async () => {
  const slow = await world.watch("slow");
  const quick = await world.watch("quick");
  slow.line.stall(MEGABYTE);
  await world.happen("fight");
  expect([slowSockets(), world.stats()]).toEqual([[], { cohorts: 1, sharing: 2 }]);
  await world.happen("fire", "flood");
  expect([slowSockets(), world.stats()]).toEqual([[1], { cohorts: 1, sharing: 1 }]);
  await world.happen("theft");
  expect(quick.texts()).toEqual(["[first]", "fight", "fire", "flood", "theft"]);
  // One of those that it lacks is on its way: the next is read when the network has taken it.
  expect(slow.texts()).toEqual(["[first]", "fight", "fire"]);
  slow.line.flow();
  await world.rest();
  expect(slow.texts()).toEqual(quick.texts());
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
  await world.happen("last");
  expect([slow.texts().at(-1), quick.texts().at(-1)]).toEqual(["last", "last"]);
});

test("who has over 64 KB waiting from elsewhere shares only when that is taken", async () => {
  const slow = await world.watch("slow");
  await world.watch("quick");
  slow.line.stall(MEGABYTE + 1);
  await world.happen("fight");
  slow.line.take();
  slow.line.stall(65_537);
  await world.rest();
  expect([slow.texts().at(-1), world.stats().sharing]).toEqual(["fight", 1]);
  slow.line.take();
  slow.line.stall(65_536);
  await world.happen();
  expect(world.stats().sharing).toBe(2);
});

test("what one who was left behind is given at once is bounded, however much it lacks", async () => {
  const slow = await world.watch("slow");
  const quick = await world.watch("quick");
  slow.line.stall(MEGABYTE + 1);
  const kinds = nameEach(100, 10_000);
  await world.happen(...kinds);
  expect(world.stats().sharing).toBe(1);
  let most = 0;
  for (let i = 0; i < kinds.length && world.stats().sharing < 2; i++) {
    slow.line.take();
    await world.rest();
    most = Math.max(most, slow.line.buffered());
  }
  expect(slow.texts()).toEqual(quick.texts());
  expect(world.stats().sharing).toBe(2);
  // 32 items.
  expect(most).toBeLessThan(33 * 11_000);
});

test("a burst to many gives others their turn while it is sent", async () => {
  // A sending takes a millisecond here, on whatever machine.
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const all = await Promise.all(nameEach(400).map((name) => world.watch(name)));
  await world.happen("fight");
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 400 });
  let sent = 0;
  const onSent = () => {
    sent++;
    vi.advanceTimersByTime(1);
  };
  for (const { line } of all) line.watch(onSent);

  world.journal.write("fire", "flood", "theft");
  world.journal.tell();
  const slices = [];
  for (let before = 0; sent < 1_200; before = sent) {
    await setImmediate();
    slices.push(sent - before);
  }
  expect(Math.max(...slices)).toBeLessThanOrEqual(32);
  for (const { texts } of all) expect(texts().slice(-3)).toEqual(["fire", "flood", "theft"]);
});

test("whose connection is cut is sent nothing and noted nowhere", async () => {
  const cut = await world.watch("cut");
  const alone = await world.watch("alone", { access: { role: "DISPATCHER" } });
  const other = await world.watch("other");
  alone.line.stall(2 * MEGABYTE);
  await world.happen("fight");
  const before = world.told.length;
  for (const { line } of [cut, alone]) line.cut();
  await world.happen("fire");
  expect([cut, alone, other].map(({ texts }) => texts().at(-1))).toEqual(["fight", "fight", "fire"]);
  expect(world.told.slice(before).flatMap(({ to }) => to)).toEqual(["officer_other"]);
});

test("whose connection is cut while it catches up is given nothing by those who share", async () => {
  const slow = await world.watch("slow");
  await world.watch("other");
  slow.line.stall(2 * MEGABYTE);
  await world.happen("fight");
  await world.happen("fire");
  const before = world.told.length;
  slow.line.cut();
  await world.rest();
  expect(slow.texts()).toEqual(["[first]", "fight"]);
  expect(world.told.slice(before)).toEqual([]);
  expect(world.stats().sharing).toBe(1);
});

test("who was ended before it began begins no more", async () => {
  const watching = await world.prepare("anna");
  await watching.ending.return();
  watching.begin();
  await world.rest();
  expect(watching.texts()).toEqual([]);
  expect([world.listening(), world.stats()]).toEqual([0, { cohorts: 0, sharing: 0 }]);
});
