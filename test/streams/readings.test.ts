import { beforeEach, expect, test } from "vitest";
import { createStreamWorld } from "../support/stream-world.js";

let world: ReturnType<typeof createStreamWorld>;
beforeEach(() => {
  world = createStreamWorld();
  world.journal.write("first");
  world.journal.tell();
});

/** Several who begin at the same moment, and whose first reading stands before a door. */
async function beginning(...names: string[]) {
  const all = await Promise.all(names.map((name) => world.prepare(name)));
  const asked = world.door.shut();
  for (const { begin } of all) begin();
  await asked;
  return all;
}

test("those who begin at the same moment are given one snapshot", async () => {
  const all = await beginning("anna", "bolat", "vera");
  world.door.open();
  await world.rest();
  for (const one of all) expect(one.texts()).toEqual(["[first]"]);
  expect(new Set(all.flatMap(({ cursors }) => cursors())).size).toBe(1);
  expect(world.readings().snapshots).toBe(1);
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 3 });
  await world.happen("fire");
  for (const one of all) expect(one.texts()).toEqual(["[first]", "fire"]);
});

test("those who begin while a snapshot is read are given the next one, which shows what happened meanwhile", async () => {
  const [anna] = await beginning("anna");
  world.journal.write("fire");
  const later = await Promise.all([world.watch("bolat"), world.watch("vera")]);
  expect(later.flatMap(({ texts }) => texts())).toEqual([]);
  world.door.open();
  await world.rest();
  expect(anna?.texts()).toEqual(["[first]", "fire"]);
  for (const one of later) expect(one.texts()).toEqual(["[first fire]"]);
  expect(world.readings().snapshots).toBe(2);
});

test("those who ask for other items, or may see others, are given snapshots of their own", async () => {
  await world.watch("anna");
  await Promise.all([world.watch("bolat", { kind: "fire" }), world.watch("vera", { access: { role: "DISPATCHER" } })]);
  expect(world.readings().snapshots).toBe(3);
});

test("whose access changed before the snapshot was read isn't given what another sees", async () => {
  const [anna, bolat] = await beginning("anna", "bolat");
  world.change("bolat", { role: "DISPATCHER", hidden: ["first"] });
  world.door.open();
  await world.rest();
  await world.settle("bolat");
  expect(anna?.texts()).toEqual(["[first]"]);
  expect(bolat?.texts()).toEqual(["[]", "ACCESS_CHANGED", "[]"]);
});

test("what somebody reads whose access had changed is given to nobody else", async () => {
  const [anna, bolat] = await Promise.all([world.prepare("anna"), world.prepare("bolat")]);
  world.change("anna", { role: "DISPATCHER", hidden: ["first"] });
  for (const { begin } of [anna, bolat]) begin();
  await world.rest();
  await world.settle("anna");
  expect(anna.texts()).toEqual(["[]", "ACCESS_CHANGED", "[]"]);
  expect(bolat.texts()).toEqual(["[first]"]);
});

test("who leaves while the snapshot is read takes it from nobody", async () => {
  const [anna, bolat] = await beginning("anna", "bolat");
  await anna?.ending.return();
  world.door.open();
  await world.rest();
  expect(anna?.texts()).toEqual([]);
  expect(bolat?.texts()).toEqual(["[first]"]);
});

test("those who can't share yet are given events that were read once", async () => {
  // Nobody has a place in an empty journal.
  world = createStreamWorld();
  const all = await Promise.all(["anna", "bolat", "vera"].map((name) => world.watch(name)));
  expect(world.stats()).toEqual({ cohorts: 0, sharing: 0 });
  await world.happen("fight", "fire");
  for (const one of all) expect(one.texts()).toEqual(["[]", "fight", "fire"]);
  expect(world.readings().events).toBe(2);
  expect(world.stats()).toEqual({ cohorts: 1, sharing: 3 });
});

test("what one may not see any more is read anew for those who may", async () => {
  world = createStreamWorld();
  const [anna, bolat] = await Promise.all(["anna", "bolat"].map((name) => world.watch(name)));
  world.journal.write("fire");
  world.journal.tell();
  world.change("anna", { role: "DISPATCHER", hidden: ["fire"] });
  await world.rest();
  await world.settle("anna");
  expect(anna?.texts()).toEqual(["[]", "ACCESS_CHANGED", "[]"]);
  expect(bolat?.texts()).toEqual(["[]", "fire"]);
});

test("an event that nobody of them sees is given to nobody, and read once", async () => {
  world = createStreamWorld();
  const access = { hidden: ["fire"] };
  const all = await Promise.all(["anna", "bolat", "vera"].map((name) => world.watch(name, { access })));
  await world.happen("fire");
  for (const one of all) expect(one.texts()).toEqual(["[]"]);
  expect(world.readings().events).toBe(1);
});
