import { describe, expect, test } from "vitest";
import { Failure } from "../../src/graphql/errors.js";
import { machine } from "../../src/graphql/machine.js";
import { say } from "../../src/graphql/say.js";

interface Door {
  state: "SHUT" | "OPEN" | "WALLED_UP";
  greased: boolean;
}

const door = machine<Door["state"], "OPEN" | "SHUT" | "WALL_UP" | "PAINT", Door>("door", {
  OPEN: { from: ["SHUT"], to: "OPEN", guard: ({ greased }) => (greased ? null : say`the door must be greased`) },
  SHUT: { from: ["OPEN"], to: "SHUT" },
  WALL_UP: { from: ["SHUT", "OPEN"], to: "WALLED_UP" },
  PAINT: { from: ["SHUT"] },
});

const shut: Door = { state: "SHUT", greased: true };

function refusalOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error("Nothing was refused");
}

describe("a state machine", () => {
  test("gives the state after an action", () => {
    expect(door.next(shut, "OPEN")).toBe("OPEN");
    expect(door.next({ ...shut, state: "OPEN" }, "SHUT")).toBe("SHUT");
  });

  test("stays in its state when the action names none", () => {
    expect(door.next(shut, "PAINT")).toBe("SHUT");
  });

  test("lists the allowed actions in the order of its table", () => {
    expect(door.allowed(shut)).toEqual(["OPEN", "WALL_UP", "PAINT"]);
    expect(door.allowed({ ...shut, state: "WALLED_UP" })).toEqual([]);
  });

  test("leaves an action out whose guard isn't met", () => {
    expect(door.allowed({ state: "SHUT", greased: false })).toEqual(["WALL_UP", "PAINT"]);
  });

  test("refuses an action of another state, with those that are allowed", () => {
    const { code, message, details } = refusalOf(() => door.next(shut, "SHUT"));
    expect(code).toBe("ILLEGAL_TRANSITION");
    expect(message).toBe("SHUT needs the door to be in state OPEN, but it is SHUT");
    expect(details).toEqual({ state: "SHUT", allowed: ["OPEN", "WALL_UP", "PAINT"] });
  });

  test("refuses an action whose guard isn't met, with the guard's reason", () => {
    const { code, message } = refusalOf(() => door.next({ state: "SHUT", greased: false }, "OPEN"));
    expect({ code, message }).toEqual({ code: "REQUIREMENT_UNMET", message: "the door must be greased" });
  });

  test("allows exactly the actions that it takes", () => {
    for (const state of ["SHUT", "OPEN", "WALLED_UP"] as const) {
      for (const greased of [true, false]) {
        const row = { state, greased };
        const taken = door.actions.filter((action) => {
          try {
            door.next(row, action);
            return true;
          } catch {
            return false;
          }
        });
        expect(door.allowed(row)).toEqual(taken);
      }
    }
  });
});
