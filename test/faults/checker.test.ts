import { describe, expect, test } from "vitest";
import { check } from "./checker.ts";
import type { Item, Line } from "./history.ts";

// Made-up histories: each shows one thing that a server could do wrong, and the checker must say so.
const almaly = "751110000";
const scope = [{ from: "750000000", to: "759999999" }];
const alert = (id: string, state = "RAISED", kato = almaly) => ({ id, state, mark: `w1-${id}`, kato });
const acknowledged = (id: string, event = "RAISED", at = 5): Line => ({
  ...{ what: "acknowledged", event, alert: id, mark: `w1-${id}`, kato: almaly },
  ...{ sentAt: at - 1, at },
});
const opened = (after: string | null = null): Line => ({ what: "opened", after, at: 0 });

/** Items in a row, each with the cursor of the one before it; the first follows `previous`. */
function row(items: Partial<Item>[], previous: string | null = null): Line[] {
  return items.map((given, i) => {
    const cursor = given.cursor ?? `${previous ?? "c"}${i}`;
    const item = { what: "item", type: "AlertEvent", at: 10, committedAt: 9, previous, ...given, cursor } as Item;
    previous = cursor;
    return item;
  });
}
const snapshot = (...alerts: Item["alerts"] & object): Partial<Item> => ({ type: "AlertSnapshot", alerts });
const event = (kind: string, id: string, given: Partial<Item> = {}): Partial<Item> => ({
  kind,
  alert: alert(id),
  ...given,
});
const client = (...lines: Line[]): Line[] => [{ what: "client", name: "room", scope }, ...lines];
const find = (lines: Line[], ...common: Line[]) => check([client(...lines), common]).findings;

const first = acknowledged("a");
const whole = [opened(), ...row([snapshot(), event("RAISED", "a"), event("ACKNOWLEDGED", "a"), event("UPDATED", "a")])];

describe("the checker passes", () => {
  test("an event of the new territory that began before the access changed", () => {
    const moved: Line = { what: "scope", client: "room", scope: [{ from: "790000000", to: "799999999" }], at: 8 };
    const later = event("RAISED", "s", { alert: alert("s", "RAISED", "790000000"), committedAt: 7, at: 10 });
    expect(
      find([opened(), ...row([snapshot(), later])], { ...acknowledged("s"), kato: "790000000" } as Line, moved),
    ).toEqual([]);
  });

  test("a client that got everything in order", () => {
    const all = [first, acknowledged("a", "ACKNOWLEDGED"), acknowledged("a", "UPDATED")];
    expect(find(whole, ...all)).toEqual([]);
  });

  test("a client that came later and found the alert in its snapshot", () => {
    const lines = [opened(), ...row([snapshot(alert("a", "ACKNOWLEDGED")), event("UPDATED", "a")])];
    expect(find(lines, first, acknowledged("a", "ACKNOWLEDGED"), acknowledged("a", "UPDATED"))).toEqual([]);
  });

  test("a client that went away and came back with its cursor", () => {
    const before = row([snapshot(), event("RAISED", "a", { cursor: "x" })]);
    const after = row([{ type: "Heartbeat" }, event("ACKNOWLEDGED", "a")], "x");
    const closed: Line = { what: "closed", code: 1006, reason: "", at: 3 };
    const lines = [opened(), ...before, closed, opened("x"), ...after];
    expect(find(lines, first, acknowledged("a", "ACKNOWLEDGED"))).toEqual([]);
  });

  test("a client that was cut off between a Resync and its snapshot", () => {
    const told: Line = { what: "resync", client: "room", reason: "ACCESS_CHANGED", must: true };
    const before = row([snapshot(), { type: "Resync", reason: "ACCESS_CHANGED", cursor: "x" }]);
    expect(find([opened(), ...before, opened("x"), ...row([snapshot(alert("a"))], "x")], first, told)).toEqual([]);
  });

  test("alerts of other writers and other territories, of which nothing is known", () => {
    const strange = { alert: { ...alert("z"), mark: "ул. Абая" }, kind: "ESCALATED" };
    const elsewhere = { ...acknowledged("b"), kato: "790000000" } as Line;
    expect(find([opened(), ...row([snapshot(), event("RAISED", "a"), strange])], first, elsewhere)).toEqual([]);
  });

  test("what a restored database has lost, when the client was told to start anew", () => {
    const resync = { type: "Resync", reason: "HISTORY_CHANGED", previous: null };
    const before = row([snapshot(), event("RAISED", "a", { cursor: "x" })]);
    const lines = [opened(), ...before, opened("x"), ...row([resync, snapshot()], "x")];
    const restored: Line = { what: "restored", from: 4, to: 8 };
    const told: Line = { what: "resync", client: "room", reason: "HISTORY_CHANGED", must: true };
    expect(find(lines, first, acknowledged("b"), restored, told)).toEqual([]);
  });
});

describe("the checker finds", () => {
  const found = (...texts: string[]) => texts.map((text) => expect.stringContaining(text));

  test("an acknowledged alert that never came", () => {
    expect(find([opened(), ...row([snapshot(), event("RAISED", "a")])], first, acknowledged("b"))).toEqual(
      found("missing: RAISED of w1-b"),
    );
  });

  test("a step that never came", () => {
    expect(
      find([opened(), ...row([snapshot(), event("RAISED", "a")])], first, acknowledged("a", "ACKNOWLEDGED")),
    ).toEqual(found("missing: ACKNOWLEDGED"));
  });

  test("an event that came twice", () => {
    const lines = [
      opened(),
      ...row([snapshot(), event("RAISED", "a", { cursor: "x" }), event("RAISED", "a", { cursor: "x" })]),
    ];
    expect(find(lines, first)).toEqual(found("twice: RAISED", "twice or out of order: RAISED"));
  });

  test("an event of what the snapshot held", () => {
    const lines = [opened(), ...row([snapshot(alert("a")), event("RAISED", "a")])];
    expect(find(lines, first)).toEqual(found("twice or out of order: RAISED"));
  });

  test("steps in another order than they were made", () => {
    const lines = [
      opened(),
      ...row([snapshot(), event("RAISED", "a"), event("UPDATED", "a"), event("ACKNOWLEDGED", "a")]),
    ];
    expect(find(lines, first)).toEqual(found("came without ACKNOWLEDGED", "came after UPDATED"));
  });

  test("a chain whose links don't meet", () => {
    const lines = [opened(), ...row([snapshot(), event("RAISED", "a", { previous: "elsewhere" })])];
    expect(find(lines, first)).toEqual(found("chain broken"));
  });

  test("a resumption that begins elsewhere than asked", () => {
    const before = row([snapshot(), event("RAISED", "a", { cursor: "x" })]);
    expect(find([opened(), ...before, opened("x"), ...row([{ type: "Heartbeat" }], "y")], first)).toEqual(
      found("chain broken"),
    );
  });

  test("an alert of the new territory that the client should have found in its snapshot", () => {
    const moved: Line = { what: "scope", client: "room", scope: [{ from: "790000000", to: "799999999" }], at: 8 };
    const missed = { ...acknowledged("s"), kato: "790000000" } as Line;
    expect(find([opened(), ...row([snapshot()])], missed, moved)).toEqual(found("missing: RAISED of w1-s"));
  });

  test("an alert of another territory", () => {
    const lines = [
      opened(),
      ...row([snapshot(), event("RAISED", "a"), event("RAISED", "s", { alert: alert("s", "RAISED", "790000000") })]),
    ];
    expect(find(lines, first)).toEqual(found("outside policy: RAISED of w1-s"));
    const held = [opened(), ...row([snapshot(alert("s", "RAISED", "790000000")), event("RAISED", "a")])];
    expect(find(held, first)).toEqual(found("outside policy: the snapshot"));
  });

  test("what was committed after the access was lost", () => {
    const lost: Line = { what: "scope", client: "room", scope: [{ from: "799999999", to: "799999999" }], at: 8 };
    expect(find([opened(), ...row([snapshot(), event("RAISED", "a", { committedAt: 7 })])], first, lost)).toEqual([]);
    expect(find([opened(), ...row([snapshot(), event("RAISED", "a", { committedAt: 9 })])], first, lost)).toEqual(
      found("outside policy"),
    );
  });

  test("a stream without a snapshot at its start, and a snapshot that nobody asked for", () => {
    expect(find([opened(), ...row([event("RAISED", "a")])], first)).toEqual(found("no snapshot at the start"));
    const lines = [opened(), ...row([snapshot(), event("RAISED", "a"), snapshot(alert("a"))])];
    expect(find(lines, first)).toEqual(found("nothing asked for"));
  });

  test("a Resync that hides a loss, one without a snapshot, and one that should have come", () => {
    const resync: Partial<Item> = { type: "Resync", reason: "CURSOR_EXPIRED" };
    const lines = [opened(), ...row([snapshot(), resync, snapshot(alert("a"))])];
    expect(find(lines, first)).toEqual(found("that nothing explains"));
    const told: Line = { what: "resync", client: "room", reason: "CURSOR_EXPIRED", must: true };
    expect(find([opened(), ...row([snapshot(), resync, event("RAISED", "a")])], first, told)).toEqual(
      found("no snapshot after the Resync"),
    );
    expect(find([opened(), ...row([snapshot(), event("RAISED", "a")])], first, told)).toEqual(found("no Resync"));
  });

  test("one mutation that made two alerts", () => {
    const twin = { ...alert("b"), mark: "w1-a" };
    const lines = [opened(), ...row([snapshot(), event("RAISED", "a"), event("RAISED", "b", { alert: twin })])];
    expect(find(lines, first)).toEqual(found("made twice: w1-a"));
  });

  test("a client that got nothing, and a run in which nothing happened", () => {
    expect(find([opened()], first)).toEqual(found("got nothing at all", "missing"));
    expect(find(whole)).toEqual(found("nothing was acknowledged"));
    expect(check([[first]]).findings).toEqual(found("no client"));
  });
});

describe("of alerts that climb the checker finds", () => {
  const climber: Line = { what: "climber", alert: "x", raisedAt: 1_000, delays: [2, 4] };
  const fired = (step: number, at: number): Line => ({ what: "fired", alert: "x", step, at });
  const told = (count: number): Line => ({ what: "told", alert: "x", count });
  const climb = (...lines: Line[]) => find(whole, first, climber, ...lines);

  test("nothing when each step was taken once and in time", () => {
    expect(climb(fired(0, 3_100), fired(1, 5_000), told(2))).toEqual([]);
  });

  test("nothing late that was due in an outage and taken soon after", () => {
    expect(climb({ what: "outage", from: 2_500, to: 9_000 }, fired(0, 9_500), fired(1, 9_500), told(2))).toEqual([]);
  });

  test.each<[what: string, lines: Line[], finding: RegExp]>([
    ["a step that was forgotten", [fired(0, 3_000), told(1)], /^forgotten: step 1/],
    [
      "a step that was taken twice",
      [fired(0, 3_000), fired(0, 3_001), fired(1, 5_000), told(3)],
      /^taken twice: step 0/,
    ],
    ["a step that was told twice", [fired(0, 3_000), fired(1, 5_000), told(3)], /^told twice/],
    ["a step that nobody heard of", [fired(0, 3_000), fired(1, 5_000), told(1)], /^untold/],
    ["a step before its time", [fired(0, 2_999), fired(1, 5_000), told(2)], /^early: step 0/],
    ["steps that were late", [fired(0, 9_000), fired(1, 9_000), told(2)], /^late: /],
    [
      "a step that was late after an outage",
      [{ what: "outage", from: 2_500, to: 4_000 }, fired(0, 8_000), fired(1, 5_100), told(2)],
      /^late after an outage: step 0/,
    ],
  ])("%s", (_, lines, finding) => {
    expect(climb(...lines)).toEqual([expect.stringMatching(finding)]);
  });
});
