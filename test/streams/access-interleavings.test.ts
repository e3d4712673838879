import { beforeEach, describe, expect, test } from "vitest";
import { cursorOf, type Mark, markOf } from "../../src/journal/cursor.js";
import { createStreamWorld } from "../support/stream-world.js";

let world: ReturnType<typeof createStreamWorld>;
beforeEach(() => {
  world = createStreamWorld();
  // Whoever has seen nothing but an empty journal has no place in it to share.
  world.journal.write("first");
  world.journal.tell();
});

/** The access that a cursor names. */
const accessIn = (cursor: string) => (markOf(cursor) as Mark).access;
const DISPATCHER = { role: "DISPATCHER" } as const;

/** Several who share, each past the snapshot. */
async function sharing(...names: string[]) {
  const all = [];
  for (const name of names) all.push(await world.watch(name));
  expect(world.stats()).toEqual({ cohorts: 1, sharing: names.length });
  return all;
}

describe("whose access changes", () => {
  test("to that of a cohort is given a snapshot after the Resync, and then shares with it", async () => {
    const [anna] = await sharing("anna");
    const bolat = await world.watch("bolat", { access: DISPATCHER });
    expect(world.stats()).toEqual({ cohorts: 2, sharing: 2 });
    world.change("anna", DISPATCHER);
    world.journal.tell();
    await world.settle("anna");
    expect(anna?.texts()).toEqual(["[first]", "ACCESS_CHANGED", "[first]"]);
    expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
    await world.happen("fire");
    expect([anna?.texts().at(-1), bolat.texts().at(-1)]).toEqual(["fire", "fire"]);
  });

  test("while the snapshot is read hears of it, and isn't given that snapshot", async () => {
    const asked = world.door.shut();
    const anna = await world.watch("anna");
    await asked;
    world.change("anna", { ...DISPATCHER, hidden: ["first"] });
    world.journal.tell();
    await world.settle("anna");
    world.door.open();
    await world.rest();
    expect(anna.texts()).toEqual(["ACCESS_CHANGED", "[]"]);
  });

  test("to more while the snapshot is read hears of it after that snapshot, whose cursor names the old one", async () => {
    const asked = world.door.shut();
    const anna = await world.watch("anna", { access: { hidden: ["first"] } });
    await asked;
    world.change("anna", { incidents: ["1"], hidden: [] });
    world.journal.tell();
    await world.settle("anna");
    world.door.open();
    await world.rest();
    expect(anna.texts()).toEqual(["[]", "ACCESS_CHANGED", "[first]"]);
    const [before, , after] = anna.cursors().map(accessIn);
    expect(before).not.toBe(after);
  });

  test("to less while an item is on its way gets nothing more under the old one", async () => {
    const [anna, bolat] = await sharing("anna", "bolat");
    anna?.line.stall(2_000_000);
    await world.happen("fight", "fire");
    world.change("anna", { ...DISPATCHER, hidden: ["fire"] });
    world.journal.tell();
    await world.settle("anna");
    anna?.line.flow();
    await world.rest();
    expect(anna?.texts()).toEqual(["[first]", "fight", "ACCESS_CHANGED", "[first fight]"]);
    expect(bolat?.texts()).toEqual(["[first]", "fight", "fire"]);
  });

  test("to more is given the events first, and then the Resync and the snapshot, also where others share that", async () => {
    const [anna, bolat] = await sharing("anna", "bolat");
    const vera = await world.watch("vera", { access: { incidents: ["1"] } });
    world.change("anna", { incidents: ["1"] });
    await world.happen("fight", "fire");
    expect(anna?.texts()).toEqual(["[first]"]);
    await world.settle("anna");
    expect(anna?.texts()).toEqual(["[first]", "fight", "fire", "ACCESS_CHANGED", "[first fight fire]"]);
    for (const other of [bolat, vera]) expect(other?.texts()).toEqual(["[first]", "fight", "fire"]);
    expect(world.stats()).toEqual({ cohorts: 2, sharing: 3 });
  });

  test("is given no event until the new one is known, and afterwards misses none", async () => {
    const [anna, bolat] = await sharing("anna", "bolat");
    world.change("anna", {});
    await world.happen("fight");
    await world.happen("fire");
    expect(anna?.texts()).toEqual(["[first]"]);
    expect(bolat?.texts()).toEqual(["[first]", "fight", "fire"]);
    await world.settle("anna");
    expect(anna?.texts()).toEqual(["[first]", "fight", "fire"]);
    expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
  });
});

describe("a change that commits while an event is read as one for all", () => {
  /** The event is told of before the change is; whoever has been a member for longest reads it. */
  async function happenWhileChanging(kind: string, access: Parameters<typeof world.change>[1]) {
    world.journal.write(kind);
    world.journal.tell();
    world.change("reader", access);
    await world.rest();
    await world.settle("reader");
  }

  test("takes the event from the one alone who sees it no longer", async () => {
    const [reader, other] = await sharing("reader", "other");
    await happenWhileChanging("fire", { ...DISPATCHER, hidden: ["fire"] });
    expect(other?.texts()).toEqual(["[first]", "fire"]);
    expect(reader?.texts()).toEqual(["[first]", "ACCESS_CHANGED", "[first]"]);
  });

  test("gives the event to the one alone who sees it now", async () => {
    const hidden = ["fire"];
    const reader = await world.watch("reader", { access: { hidden } });
    const other = await world.watch("other", { access: { hidden } });
    expect(world.stats()).toEqual({ cohorts: 1, sharing: 2 });
    await happenWhileChanging("fire", { incidents: ["1"], hidden: [] });
    expect(other.texts()).toEqual(["[first]"]);
    expect(reader.texts()).toEqual(["[first]", "fire", "ACCESS_CHANGED", "[first fire]"]);
  });
});

describe("a cursor", () => {
  test("that names no access goes on, and those that follow name that of whoever came with it", async () => {
    const [anna] = await sharing("anna");
    const cursor = anna?.cursors().at(-1) as string;
    await anna?.ending.return();
    await world.happen("fight");
    const unnamed = cursorOf({ ...(markOf(cursor) as Mark), access: null });
    const later = await world.watch("later", { after: unnamed });
    await world.happen("fire");
    expect(later.texts()).toEqual(["fight", "fire"]);
    expect(accessIn(cursor)).toEqual(expect.any(String));
    for (const one of later.cursors()) expect(accessIn(one)).toBe(accessIn(cursor));
  });

  test("that names another access than that of whoever comes with it begins with a Resync", async () => {
    const [anna] = await sharing("anna");
    await world.happen("fight");
    const after = anna?.cursors().at(-1);
    const other = await world.watch("other", { access: DISPATCHER, after });
    expect(other.texts()).toEqual(["ACCESS_CHANGED", "[first fight]"]);
    const back = await world.watch("back", { after });
    await world.happen("fire");
    expect(back.texts()).toEqual(["fire"]);
  });
});
